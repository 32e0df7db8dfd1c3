import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { MOST_REQUESTS } from '../../src/http/probe/plan.ts'
import { systemDependencies } from '../../src/remote/ask.ts'
import { type ProbeDependencies, type ProbeLimits, probeAddress } from '../../src/remote/probe-address.ts'
import { good, startServer } from '../http/feed-server.ts'
import { serveOnLoopback } from '../support/loopback.ts'

const LIMITS: ProbeLimits = { maxBytes: 1_000_000, timeoutMs: 5000, pauseMs: 700, publicOnly: false }

/** Time that passes only by waiting. */
function fakeTime() {
  const waits: number[] = []
  const dependencies: ProbeDependencies = {
    ...systemDependencies,
    now: () => 0,
    sleep: async (ms) => void waits.push(ms),
  }
  return { waits, dependencies }
}

describe('probeAddress', () => {
  it('asks one request at a time, with a pause before each but the first, thirty at most', async () => {
    let open = 0
    let most = 0
    const asked: string[] = []
    const origin = await serveOnLoopback((request, response) => {
      open += 1
      most = Math.max(most, open)
      asked.push(String(request.headers['user-agent']))
      response.on('close', () => {
        open -= 1
      })
      response.end('<rss version="2.0"/>')
    })
    const { waits, dependencies } = fakeTime()
    const { observations, stopped } = await probeAddress(origin, LIMITS, dependencies)
    expect(most).toBe(1)
    expect(asked).toHaveLength(observations.length)
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS)
    expect(waits).toEqual(observations.slice(1).map(() => 700))
    expect(new Set(asked).size).toBe(11)
    expect(stopped).toBeUndefined()
  })

  it('counts redirects among the thirty, pauses before each, and asks where they lead', async () => {
    const asked: string[] = []
    const origin = await startServer((request) => {
      asked.push(request.path)
      const at = Number(/^\/(\d)$/.exec(request.path)?.[1] ?? 9)
      return at < 5
        ? { status: 301, headers: { location: at === 4 ? '/feed' : `/${at + 1}` }, body: '' }
        : good(request)
    })
    const { waits, dependencies } = fakeTime()
    const { redirects } = await probeAddress(`${origin}/0`, LIMITS, dependencies)
    expect(redirects).toHaveLength(5)
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS)
    expect(waits).toHaveLength(asked.length - 1)
    expect(asked.slice(0, 6)).toEqual(['/0', '/1', '/2', '/3', '/4', '/feed'])
    expect(new Set(asked.slice(5))).toEqual(new Set(['/feed']))
  })

  it.each([
    [429, 4],
    [503, 4],
    [404, 1],
    [410, 1],
  ])('stops when the server answers %i', async (status, at) => {
    const origin = await startServer((asked) =>
      asked.number < at ? good(asked) : { status, headers: { 'retry-after': '3600' }, body: '' },
    )
    const { observations, stopped } = await probeAddress(`${origin}/feed`, LIMITS, fakeTime().dependencies)
    expect(observations).toHaveLength(at)
    expect(stopped).toContain(String(status))
  })

  it('gives up on a server that answers no more, one that never ends and one that says nothing', async () => {
    const endings: RequestListener[] = [
      ({ socket }) => socket.destroy(),
      () => undefined,
      (_request, response) => void response.writeHead(200).write('<rss>'),
    ]
    for (const ending of endings) {
      let number = 0
      const origin = await serveOnLoopback((request, response) => {
        number += 1
        if (number === 1) response.end('<rss version="2.0"/>')
        else ending(request, response)
      })
      const limits = { ...LIMITS, timeoutMs: 60 }
      const { observations, stopped } = await probeAddress(origin, limits, fakeTime().dependencies)
      expect(observations).toHaveLength(4)
      expect(observations[3]?.failure).toBeTruthy()
      expect(stopped).toContain('3 requests in a row')
    }
  })

  it('stops when the answers together take too long, and never hurries a server of somebody else', async () => {
    const origin = await startServer(good)
    const { waits, dependencies } = fakeTime()
    let now = 0
    const slow = {
      ...dependencies,
      isPublic: () => true,
      now: () => {
        now += 4000
        return now
      },
    }
    const limits = { ...LIMITS, pauseMs: 0 }
    const { observations, stopped } = await probeAddress(`${origin}/feed`, limits, slow)
    expect(stopped).toBe('the responses take too long')
    expect(observations).toHaveLength(7)
    expect(waits).toEqual(observations.slice(1).map(() => 1000))
  })

  it('keeps a body once that comes again, and stops before answers add up to too much', async () => {
    const body = Buffer.from(`<rss version="2.0">${' '.repeat(900_000)}</rss>`)
    const same = await serveOnLoopback((_request, response) => void response.end(body))
    const { observations } = await probeAddress(same, LIMITS, fakeTime().dependencies)
    const bodies = observations.flatMap(({ request, answer }) =>
      request.method === 'GET' ? [answer?.body] : [],
    )
    expect(new Set(bodies).size).toBe(1)

    let number = 0
    const bomb = await serveOnLoopback((_request, response) => {
      number += 1
      const giant = gzipSync(Buffer.alloc(40_000_000, String(number)))
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(giant)
    })
    const limits = { ...LIMITS, maxBytes: 41_000_000 }
    const probed = await probeAddress(bomb, limits, fakeTime().dependencies)
    expect(probed.stopped).toContain('128 MiB')
    expect(probed.observations.length).toBeLessThan(6)
  })

  it('refuses a document that is too large, and tells so', async () => {
    const origin = await serveOnLoopback((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)))
    })
    await expect(probeAddress(origin, LIMITS, fakeTime().dependencies)).rejects.toMatchObject({
      code: 'FETCH_FAILED',
      message: expect.stringContaining('larger than'),
    })
  })

  it('lets no public server lead it into the own network, neither by a redirect nor by a name that moves', async () => {
    const origin = await startServer((asked) =>
      asked.path === '/in'
        ? { status: 302, headers: { location: 'http://10.0.0.8/' }, body: '' }
        : good(asked),
    )
    let resolved = 0
    const dependencies = {
      ...fakeTime().dependencies,
      resolve: async () => {
        resolved += 1
        return [resolved === 1 ? '127.0.0.1' : '10.0.0.8']
      },
      isPublic: (address: string) => address === '127.0.0.1',
    }
    await expect(probeAddress(`${origin}/in`, LIMITS, dependencies)).rejects.toThrow(
      'not on the public internet',
    )
    const { observations } = await probeAddress(
      `${origin.replace('127.0.0.1', 'rebinding.example')}/feed`,
      LIMITS,
      dependencies,
    )
    expect(observations[1]?.failure).toContain('10.0.0.8, which is not on the public internet')
    const publicOnly = { ...LIMITS, publicOnly: true }
    await expect(probeAddress(origin, publicOnly, fakeTime().dependencies)).rejects.toThrow('public internet')
  })

  it('sends back no validator that would be more than a header', async () => {
    const seen: string[] = []
    const origin = await serveOnLoopback((request, response) => {
      seen.push(String(request.headers['if-none-match'] ?? ''))
      response.setHeader('etag', `"${'\u00e4'.repeat(3)}"`)
      response.setHeader('last-modified', 'x'.repeat(5000))
      response.end('<rss version="2.0"/>')
    })
    const { observations } = await probeAddress(origin, LIMITS, fakeTime().dependencies)
    expect(observations.map(({ request }) => request.kind)).not.toContain('tag')
    expect(new Set(seen)).toEqual(new Set(['', '"feedwright-never-sent-this"']))
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    const origin = await startServer((asked) => {
      if (asked.number === 3) controller.abort()
      return good(asked)
    })
    const dependencies = { ...fakeTime().dependencies, signal: controller.signal }
    const { observations, stopped } = await probeAddress(`${origin}/feed`, LIMITS, dependencies)
    expect(observations.length).toBeLessThanOrEqual(3)
    expect(stopped).toBe('it was stopped')
  })
})
