import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { entityTag } from '../../src/server/entity-tag.ts'
import type { ReadStored } from '../../src/server/file-cache.ts'
import { createReadership } from '../../src/server/readership.ts'
import type { Progress } from '../../src/server/readiness.ts'
import {
  createFeedServer,
  type FeedServer,
  type ServerParts,
  type ServerSettings,
} from '../../src/server/server.ts'
import { LIMITS, NOW, RSS, sampleSnapshot, sha256 } from './sample.ts'

const MINUTE = 60_000
const running: FeedServer[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

interface Started {
  readonly server: FeedServer
  readonly url: string
  readonly port: number
  readonly metricsUrl: string
  readonly errors: unknown[]
  readonly warnings: string[]
  readonly time: { now: number; progress: Progress | undefined }
  readonly parts: ServerParts
}

async function start(
  changes: Partial<ServerSettings> = {},
  readStored: ReadStored = () => Promise.resolve(undefined),
): Promise<Started> {
  const errors: unknown[] = []
  const warnings: string[] = []
  const time: Started['time'] = {
    now: NOW,
    progress: { lastGoodRun: NOW, nextDue: NOW + 30 * MINUTE },
  }
  const parts: ServerParts = {
    snapshot: sampleSnapshot(),
    readStored,
    settings: {
      host: '127.0.0.1',
      port: 0,
      graceMinutes: 30,
      limits: LIMITS,
      trustedProxies: [],
      ...changes,
    },
    readership: createReadership(),
    reporter: { error: (error) => errors.push(error), warn: (warning) => warnings.push(warning) },
    clock: () => time.now,
    progress: () => time.progress,
    nextChange: () => undefined,
    receivers: () => [],
    newSalt: () => 'salt',
  }
  const server = createFeedServer(parts)
  const { url, metricsUrl = '' } = await server.listen()
  running.push(server)
  return { server, url, port: Number(new URL(url).port), metricsUrl, errors, warnings, time, parts }
}

/** Sends text and gives back everything that came until the other side closed. */
function exchange(
  port: number,
  text: string,
  onData: (received: string) => void = () => {},
): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('latin1')
    socket.on('data', (data) => {
      received += data
      onData(received)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
  })
}

const get = (target: string, ...fields: string[]) =>
  `${[`GET ${target} HTTP/1.1`, 'Host: localhost', ...fields].join('\r\n')}\r\n\r\n`
const CLOSE = 'Connection: close'
const statuses = (received: string) =>
  Array.from(received.matchAll(/^HTTP\/1\.1 (\d+)/gm), ([, status]) => status)

describe('the server on a socket', () => {
  it('sends what was decided, byte for byte, with a date', async () => {
    const { port } = await start()
    const [head = '', ...body] = (await exchange(port, get('/world/rss.xml', CLOSE))).split('\r\n\r\n')
    expect(body.join('')).toBe(RSS)
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: application\/rss\+xml; charset=utf-8\r\n/)
    expect(head).toMatch(/^Date: /m)
    expect(head).not.toMatch(/transfer-encoding/i)
  })

  it('takes other parts and limits, and keeps port and connections', async () => {
    const { server, port, parts } = await start()
    const long = get('/world/rss.xml', `X-Long: ${'x'.repeat(3000)}`, CLOSE)
    expect(statuses(await exchange(port, long))).toEqual(['200'])
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const settings = { ...parts.settings, limits: { ...LIMITS, headerBytes: 2000 } }
    server.reconfigure({ ...parts, settings, snapshot: { ...parts.snapshot, files: new Map() } })
    expect(statuses(await exchange(port, long))).toEqual(['431'])
    expect(statuses(await exchange(port, get('/world/rss.xml', CLOSE)))).toEqual(['404'])
    socket.write(get('/world/rss.xml', CLOSE))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1.1 404 /)
  })

  it('listens where it is told to from then on, and where it did when that cannot be', async () => {
    const { server, port, metricsUrl } = await start({ metricsPort: 0 })
    const other = await start()
    const taken = { host: '127.0.0.1', port: 0, metricsPort: other.port }
    await expect(server.move(taken)).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
    await expect(server.move({ ...taken, port: other.port })).rejects.toThrow(`port ${other.port}`)
    expect(await fetch(`${metricsUrl}/metrics`)).toMatchObject({ status: 200 })
    expect(statuses(await exchange(port, get('/world/rss.xml', CLOSE)))).toEqual(['200'])
    await other.server.close()
    const moved = await server.move({ host: '127.0.0.1', port: other.port })
    expect(moved).toEqual({ url: `http://127.0.0.1:${other.port}`, metricsUrl: undefined })
    expect(statuses(await exchange(other.port, get('/world/rss.xml', CLOSE)))).toEqual(['200'])
    expect(await exchange(port, get('/world/rss.xml', CLOSE))).toBe('')
    await expect(fetch(`${metricsUrl}/metrics`)).rejects.toThrow()
  })

  it('sends no content with HEAD, 304 and 204, so that the next answer on the connection is understood', async () => {
    const { port } = await start()
    const received = await exchange(
      port,
      get('/world/rss.xml').replace('GET', 'HEAD') +
        get('/world/rss.xml', `If-None-Match: ${entityTag(sha256(RSS), 'identity')}`) +
        get('/world/rss.xml').replace('GET', 'OPTIONS') +
        get('/nothing', CLOSE),
    )
    expect(statuses(received)).toEqual(['200', '304', '204', '404'])
    expect(received).not.toContain('World World')
    expect(received).toContain(`Content-Length: ${RSS.length}`)
  })

  it('answers pipelined requests in order', async () => {
    const { port } = await start()
    const targets = [
      '/world/rss.xml',
      '/nothing',
      '/sports/rss.xml',
      '/international/rss.xml',
      '/world/atom.xml',
    ]
    const received = await exchange(port, targets.map((target) => get(target)).join('') + get('/', CLOSE))
    expect(statuses(received)).toEqual(['200', '404', '410', '301', '200', '404'])
  })

  it('joins conditions that came in two fields', async () => {
    const { port } = await start()
    const fields = ['If-None-Match: "x"', `if-none-match: ${entityTag(sha256(RSS), 'identity')}`, CLOSE]
    expect(statuses(await exchange(port, get('/world/rss.xml', ...fields)))).toEqual(['304'])
  })

  it('refuses a request with two hosts, and closes', async () => {
    const { port } = await start()
    expect(statuses(await exchange(port, get('/world/rss.xml', 'Host: other.example')))).toEqual(['400'])
  })

  it('serves HTTP/1.0 and closes', async () => {
    const { port } = await start()
    const received = await exchange(port, 'GET /world/rss.xml HTTP/1.0\r\n\r\n')
    expect(statuses(received)).toEqual(['200'])
    expect(received).toMatch(/^Connection: close/m)
  })

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', '400'],
    ['what is not HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', '400'],
    ['header fields too large', get('/', `X: ${'x'.repeat(9000)}`), '431'],
    ['content', `${get('/world/rss.xml', 'Content-Length: 5')}12345`, '413'],
    ['chunked content', `${get('/world/rss.xml', 'Transfer-Encoding: chunked')}0\r\n\r\n`, '413'],
    ['a POST', `${get('/world/rss.xml', 'Content-Length: 5').replace('GET', 'POST')}12345`, '405'],
    ['an invitation to content', get('/world/rss.xml', 'Expect: 100-continue', 'Content-Length: 5'), '413'],
    ['another expectation', get('/world/rss.xml', 'Expect: the-unexpected', CLOSE), '417'],
    ['two lengths', get('/world/rss.xml', 'Content-Length: 5', 'Content-Length: 6'), '400'],
  ])('refuses %s and closes', async (_about, request, status) => {
    const { port } = await start()
    expect(statuses(await exchange(port, request))).toEqual([status])
  })

  it('closes on a client that never finishes its header', async () => {
    const { port } = await start({ limits: { ...LIMITS, headerSeconds: 0.05 } })
    const received = await exchange(port, 'GET /world/rss.xml HTTP/1.1\r\nHost: x\r\n')
    expect(statuses(received)).toEqual(['408'])
  })

  it('closes on a client that connects and says nothing', async () => {
    const { port } = await start({ limits: { ...LIMITS, idleSeconds: 0.05 } })
    expect(await exchange(port, '')).toBe('')
  })

  it('closes on a client that does not take the answer', async () => {
    const limits = { ...LIMITS, stallSeconds: 0.05, idleSeconds: 0.05, connectionsPerClient: 1 }
    // More than what the system keeps for a socket.
    const { port } = await start({ limits }, async () => Buffer.alloc(64 * 1024 * 1024))
    const socket = connect(port, '127.0.0.1')
    socket.write(get('/world/archive-1.xml'))
    await new Promise<void>((resolve) => {
      socket.once('data', () => {
        socket.pause()
        resolve()
      })
    })
    let next = await exchange(port, get('/nothing', CLOSE))
    while (next === '') next = await exchange(port, get('/nothing', CLOSE))
    socket.destroy()
    expect(statuses(next)).toEqual(['404'])
  })

  it('takes no connection for idle while its answer is read from a slow disk', async () => {
    const limits = { ...LIMITS, idleSeconds: 0.05 }
    const { port } = await start({ limits }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      return Buffer.from('<rss>old</rss>')
    })
    const received = await exchange(port, get('/world/archive-1.xml'))
    expect([statuses(received), received.endsWith('<rss>old</rss>')]).toEqual([['200'], true])
  })

  it('closes an idle connection', async () => {
    const { port } = await start({ limits: { ...LIMITS, idleSeconds: 0.05 } })
    expect(statuses(await exchange(port, get('/nothing')))).toEqual(['404'])
  })

  it('takes so many connections from one client and no more, and more again when they end', async () => {
    const { port, url } = await start({ limits: { ...LIMITS, connectionsPerClient: 2 } })
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    expect(await exchange(port, get('/healthz', CLOSE))).toBe('')
    await Promise.all(
      held.map((socket) => {
        const closed = new Promise((resolve) => socket.once('close', resolve))
        socket.write(get('/nothing', CLOSE))
        socket.resume()
        return closed
      }),
    )
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('reads an archive document when somebody asks, and counts what it sent', async () => {
    const asked: string[] = []
    const { url, metricsUrl } = await start({ metricsPort: 0 }, async ({ path }, coding) => {
      asked.push(`${path} ${coding}`)
      return Buffer.from('<rss>old</rss>')
    })
    const page = `${url}/world/archive-1.xml`
    const answer = await fetch(page, { headers: { 'Accept-Encoding': 'identity' } })
    expect([answer.status, answer.headers.get('Content-Length')]).toEqual([200, '14'])
    expect(await answer.text()).toBe('<rss>old</rss>')
    const headers = { 'Accept-Encoding': 'identity', 'If-None-Match': answer.headers.get('ETag') ?? '' }
    expect((await fetch(page, { headers })).status).toBe(304)
    const head = await fetch(page, { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } })
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '14', ''])
    expect(asked).toEqual(['world/archive-1.xml identity', 'world/archive-1.xml gzip'])
    const status: unknown = await (await fetch(`${metricsUrl}/status.json`)).json()
    expect(status).toHaveProperty('documents', [
      expect.objectContaining({ polls: 3, full: 2, notModified: 1, bytesSent: 14 }),
    ])
  })

  it('asks to come back for an archive document that cannot be read, and lives through a target that fails', async () => {
    const away = new Error('the disk is away')
    const failing = [() => Promise.resolve(undefined), () => Promise.reject(away)]
    const { url, errors } = await start({}, () => failing.shift()?.() ?? Promise.resolve(undefined))
    const refused = await fetch(`${url}/world/archive-1.xml`)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '60'])
    expect((await fetch(`${url}/world/archive-1.xml`)).status).toBe(500)
    expect(errors).toEqual([away])
    expect((await fetch(`${url}/world/rss.xml`)).status).toBe(200)
  })

  it('swaps the snapshot between two requests of one connection', async () => {
    const { port, server } = await start()
    let swapped = false
    const received = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(get('/world/rss.xml')))
      socket.setEncoding('latin1')
      socket.on('data', (data) => {
        text += data
        if (swapped || !text.includes('</rss>')) return
        swapped = true
        server.swap(sampleSnapshot({ basePath: '/feeds/' }))
        socket.write(get('/world/rss.xml') + get('/feeds/world/rss.xml', CLOSE))
      })
      socket.on('close', () => resolve(text))
    })
    expect(statuses(received)).toEqual(['200', '404', '200'])
  })

  it('refuses unconditional polls far above the schedule, and conditional ones never', async () => {
    const { url, time } = await start({ pollLimits: { requests: 2, seconds: 3600 } })
    const feed = `${url}/world/rss.xml`
    const status = async (headers: Record<string, string> = {}) => (await fetch(feed, { headers })).status
    expect([await status(), await status()]).toEqual([200, 200])
    const refused = await fetch(feed)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1800'])
    expect(await refused.text()).toContain('If-None-Match')
    expect(await status({ 'User-Agent': 'another reader of the household' })).toBe(200)
    time.now += 30 * MINUTE
    expect(await status()).toBe(200)
    expect(await status()).toBe(429)
    expect(await status({ 'If-None-Match': '"old"' })).toBe(200)
    // Who sends validators is not one program that never does.
    expect(await status()).toBe(200)
  })

  it('limits no reader behind a proxy that is not listed, and says so once', async () => {
    const { url, warnings } = await start({ pollLimits: { requests: 1, seconds: 3600 } })
    const headers = { 'X-Forwarded-For': '198.51.100.1' }
    const polled = []
    for (let poll = 0; poll < 5; poll += 1)
      polled.push((await fetch(`${url}/world/rss.xml`, { headers })).status)
    expect(polled).toEqual([200, 200, 200, 200, 200])
    expect(warnings).toEqual([expect.stringContaining('trustedProxies: [127.0.0.1]')])
  })

  it('counts readers behind a trusted proxy apart', async () => {
    const { url, metricsUrl } = await start({ trustedProxies: ['127.0.0.1'], metricsPort: 0 })
    for (const client of ['198.51.100.1', '198.51.100.2', '198.51.100.1']) {
      await fetch(`${url}/world/rss.xml`, { headers: { 'X-Forwarded-For': client } })
    }
    await fetch(`${url}/world/rss.xml`, {
      headers: { 'User-Agent': 'Feedly/1.0 (poller; 131 subscribers;)', 'A-IM': 'feed' },
    })
    const status = await (await fetch(`${metricsUrl}/status.json`)).text()
    expect(JSON.parse(status)).toMatchObject({
      ready: true,
      documents: [{ path: 'world/rss.xml', polls: 4, readersToday: 2, subscribers: 131 }],
    })
    expect(status).not.toContain('198.51.100')
    expect(await (await fetch(`${metricsUrl}/metrics`)).text()).toMatch(/^feedwright_polls_total\{.*\} 4$/m)
    expect((await fetch(`${metricsUrl}/world/rss.xml`)).status).toBe(404)
  })

  it('tells metrics on the main port to who has the token only', async () => {
    const closed = await start()
    expect((await fetch(`${closed.url}/metrics`)).status).toBe(404)
    const { url } = await start({ metricsToken: 's3cret' })
    expect((await fetch(`${url}/metrics`)).status).toBe(401)
    const headers = { Authorization: 'Bearer s3cret' }
    expect(await (await fetch(`${url}/metrics`, { headers })).text()).toContain(
      '# TYPE feedwright_polls_total',
    )
  })

  it('is healthy while it runs, and ready while no run was missed', async () => {
    const { url, time } = await start()
    const ready = async () => (await fetch(`${url}/readyz`)).status
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(await ready()).toBe(200)
    time.now += 60 * MINUTE
    expect(await ready()).toBe(200)
    time.now += MINUTE
    const stale = await fetch(`${url}/readyz`)
    expect([stale.status, stale.headers.get('Retry-After')]).toEqual([503, '30'])
    expect(await stale.text()).toBe(
      'the last successful run was 61 minutes ago, and the next was due 31 minutes ago\n',
    )
    time.progress = undefined
    expect(await ready()).toBe(503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('says who has the port', async () => {
    const { port } = await start()
    await expect(start({ port })).rejects.toMatchObject({
      code: 'SERVER_UNAVAILABLE',
      message: expect.stringContaining(`127.0.0.1 port ${port}`),
    })
  })

  it('closes at once when nothing is under way, idle connections included', async () => {
    const { port, server } = await start()
    const idle = exchange(port, get('/nothing'), () => server.close())
    expect(statuses(await idle)).toEqual(['404'])
    await server.close()
    expect(await exchange(port, get('/nothing'))).toBe('')
  })

  it('waits no longer than the drain limit for a client that is in the middle of a request', async () => {
    const { port, server } = await start({ limits: { ...LIMITS, drainSeconds: 0.05 } })
    const stuck = exchange(port, `${get('/nothing')}GET /world/rss.xml HTTP/1.1\r\nHost:`, () =>
      server.close(),
    )
    expect(statuses(await stuck)).toEqual(['404'])
    await server.close()
  })

  it('finishes what was asked before it closed, and says that the connection ends', async () => {
    const { port, server } = await start()
    let closing: Promise<void> | undefined
    const received = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`${get('/nothing')}GET /world/rss.xml HTTP/1.1\r\n`),
      )
      socket.setEncoding('latin1')
      socket.on('data', (data) => {
        text += data
        if (closing !== undefined) return
        closing = server.close()
        socket.write('Host: localhost\r\n\r\n')
      })
      socket.on('close', () => resolve(text))
    })
    await closing
    expect(statuses(received)).toEqual(['404', '200'])
    expect(received).toContain('Connection: close')
    expect(received.endsWith('</rss>\n')).toBe(true)
  })
})
