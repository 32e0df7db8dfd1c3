import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../support/http-suite.ts'
import { skipWithout } from '../support/tools.ts'
import { freePort, type Started, startCaddy, startNginx, startVarnish } from './servers-started.ts'

/** An application that says what it was asked, with the headers of the built-in server. */
interface Origin {
  readonly base: string
  readonly asked: { readonly target: string; readonly headers: IncomingHttpHeaders }[]
  close(): Promise<void>
}

const FRESH = 'public, max-age=900, stale-while-revalidate=900, stale-if-error=86400'
/** nginx does not keep what is fresh for less. */
const A_SECOND = 'public, max-age=1, stale-while-revalidate=900, stale-if-error=86400'

let folder = ''
let origin: Origin
let running: Started[] = []
let cacheControl = FRESH

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedwright-proxies-'))
  cacheControl = FRESH
  origin = await startOrigin()
})

afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
  await origin.close()
  await rm(folder, { recursive: true })
})

async function startOrigin(): Promise<Origin> {
  const asked: Origin['asked'] = []
  const server = createServer((request, response) => {
    asked.push({ target: request.url ?? '', headers: request.headers })
    const { 'a-im': im, 'accept-encoding': accepted = '' } = request.headers
    const isFeed = /^\/world\/rss\.xml(\?|$)/.test(request.url ?? '')
    if (!isFeed) response.writeHead(404, { 'Cache-Control': 'max-age=60' }).end('nothing')
    else if (im !== undefined)
      response
        .writeHead(226, { IM: 'feed', 'Cache-Control': 'no-store, im, max-age=900', ETag: '"2"' })
        .end('delta')
    else
      response
        .writeHead(200, { ETag: '"2"', 'Cache-Control': cacheControl, Vary: 'Accept-Encoding, A-IM' })
        .end(`whole for ${accepted}`)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const behind = (): [string, string] => ['127.0.0.1:8080', `127.0.0.1:${new URL(origin.base).port}`]

interface Proxy {
  readonly start: () => Promise<Started>
  readonly caches: boolean
  readonly skip: boolean
}

const proxies: Readonly<Record<string, Proxy>> = {
  nginx: {
    start: () =>
      startNginx(folder, 'nginx-proxy.conf', [behind(), ['/var/cache/nginx/feeds', join(folder, 'cache')]], {
        brotli: false,
      }),
    caches: true,
    skip: skipWithout('nginx', ['nginx', '-v']),
  },
  Varnish: {
    start: () => startVarnish(folder, origin.base),
    caches: true,
    skip: skipWithout('varnish', ['varnishd', '-V']),
  },
  Caddy: {
    start: () => startCaddy(folder, 'Caddyfile-proxy', [behind()]),
    caches: false,
    skip: skipWithout('caddy', ['caddy', 'version']),
  },
}

describe.each(Object.entries(proxies))('%s in front of the application', (_name, { start, caches, skip }) => {
  const FEED = '/world/rss.xml'
  const launch = async () => {
    const started = await start()
    running.push(started)
    origin.asked.length = 0
    return started.base
  }
  const forFeed = () => origin.asked.filter(({ target }) => target.startsWith(FEED))

  it.skipIf(skip)('says who asks, and believes nobody else on it', async () => {
    const base = await launch()
    await ask(base, FEED, { headers: { 'X-Forwarded-For': '203.0.113.9', 'User-Agent': 'Reader/1.0' } })
    expect(forFeed().map(({ headers }) => [headers['x-forwarded-for'], headers['user-agent']])).toEqual([
      ['127.0.0.1', 'Reader/1.0'],
    ])
  })

  it.skipIf(skip)('passes polls for a delta on, with what they have, and keeps no delta', async () => {
    const base = await launch()
    const headers = { 'A-IM': 'feed', 'If-None-Match': '"1"' }
    for (const _ of [1, 2]) {
      const { status, body } = await ask(base, FEED, { headers })
      expect([status, body.toString()]).toEqual([226, 'delta'])
    }
    expect(forFeed().map((asked) => [asked.headers['a-im'], asked.headers['if-none-match']])).toEqual([
      ['feed', '"1"'],
      ['feed', '"1"'],
    ])
    expect((await ask(base, FEED)).body.toString()).toBe('whole for ')
  })

  it.skipIf(skip)('keeps what is for those who run the server to them', async () => {
    const base = await launch()
    for (const path of ['/healthz', '/readyz', '/metrics', '/status.json', '/readyz?x', '/%6detrics']) {
      expect([path, (await ask(base, path)).status]).toEqual([path, 404])
    }
    expect(origin.asked.filter(({ target }) => /^\/(readyz|metrics|status)/.test(target))).toEqual([])
  })

  it.skipIf(skip || !caches)('asks once for all readers of a coding', async () => {
    const base = await launch()
    const accepts = [
      'gzip, deflate, br',
      'br',
      'BR;q=0.5',
      'gzip',
      'gzip, br;q=0',
      'br;q=0.000',
      'identity',
      '',
    ]
    const got = []
    for (const accept of [...accepts, ...accepts]) {
      got.push(
        (
          await ask(base, `${FEED}?n=${got.length}`, { headers: { 'Accept-Encoding': accept } })
        ).body.toString(),
      )
    }
    const codings = ['br', 'br', 'br', 'gzip', 'gzip', '', '', '']
    expect(got).toEqual([...codings, ...codings].map((coding) => `whole for ${coding}`))
    expect(forFeed().length).toBe(3)
  })

  it.skipIf(skip || !caches)('is not made to forget a feed by odd ways to write its address', async () => {
    const base = await launch()
    for (const odd of ['//world/rss.xml', '/./world/rss.xml', '/%77orld/rss.xml', '/world//rss.xml'])
      await ask(base, odd)
    expect((await ask(base, FEED)).status).toBe(200)
  })

  it.skipIf(skip || !caches)(
    'serves what it has while the application is down, also when that is no longer fresh',
    async () => {
      cacheControl = A_SECOND
      const base = await launch()
      const { headers } = await ask(base, FEED)
      const isStaleFrom = Date.now() + 1500
      await origin.close()
      do {
        const down = await ask(base, FEED)
        expect([down.status, down.body.toString(), down.headers.etag]).toEqual([200, 'whole for ', '"2"'])
      } while (Date.now() < isStaleFrom)
      const conditional = await ask(base, FEED, { headers: { 'If-None-Match': headers.etag ?? '' } })
      expect(conditional.status).toBe(304)
    },
  )
})
