import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/http-suite.ts'
import { skipWithout } from '../support/tools.ts'
import { freePort, type Started, startCaddy, startNginx, startVarnish } from './servers-started.ts'

/** An application that says what it was asked, with the headers of the built-in server. */
interface Origin {
  readonly base: string
  readonly asked: { readonly target: string; readonly headers: IncomingHttpHeaders }[]
  close(): Promise<void>
}

const AFTERWARDS = 'stale-while-revalidate=1, stale-if-error=86400'

/** Feeds at `/<name>/rss.xml`: each test has its own, so that none finds what another left in the cache. */
async function startOrigin(): Promise<Origin> {
  const asked: Origin['asked'] = []
  const server = createServer(({ url: target = '', headers }, response) => {
    asked.push({ target, headers })
    const [, feed] = /^\/([a-z]+)\/rss\.xml(?:\?|$)/.exec(target) ?? []
    if (feed === undefined) response.writeHead(404, { 'Cache-Control': 'max-age=60' }).end('nothing')
    else if (headers['a-im'] !== undefined) {
      const delta = { IM: 'feed', 'Cache-Control': 'no-store, im, max-age=900', ETag: '"2"' }
      response.writeHead(226, delta).end('delta')
    } else {
      // nginx does not keep what is fresh for less than a second.
      const cacheControl = `public, max-age=${feed === 'down' ? 1 : 900}, ${AFTERWARDS}`
      const whole = { ETag: '"2"', 'Cache-Control': cacheControl, Vary: 'Accept-Encoding, A-IM' }
      response.writeHead(200, whole).end(`whole for ${headers['accept-encoding'] ?? ''}`)
    }
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

interface Proxy {
  readonly start: (folder: string, application: string) => Promise<Started>
  readonly caches: boolean
  readonly skip: boolean
}

const behind = (application: string): [string, string] => ['127.0.0.1:8080', new URL(application).host]

const proxies: Readonly<Record<string, Proxy>> = {
  nginx: {
    start: (folder, application) => {
      const places = [behind(application), ['/var/cache/nginx/feeds', join(folder, 'cache')]] as const
      return startNginx(folder, 'nginx-proxy.conf', places, { brotli: false })
    },
    caches: true,
    skip: skipWithout('nginx', ['nginx', '-v']),
  },
  Varnish: {
    start: startVarnish,
    caches: true,
    skip: skipWithout('varnish', ['varnishd', '-V']),
  },
  Caddy: {
    start: (folder, application) => startCaddy(folder, 'Caddyfile-proxy', [behind(application)]),
    caches: false,
    skip: skipWithout('caddy', ['caddy', 'version']),
  },
}

describe.each(Object.entries(proxies))('%s in front of the application', (_name, { start, caches, skip }) => {
  describe.skipIf(skip)('while it runs', () => {
    let folder = ''
    let origin: Origin
    let proxy: Started
    let base = ''

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'feedwright-proxies-'))
      origin = await startOrigin()
      proxy = await start(folder, origin.base)
      base = proxy.base
    })

    afterAll(async () => {
      await proxy.stop()
      await origin.close()
      await rm(folder, { recursive: true })
    })

    const askedFor = (path: string) => origin.asked.filter(({ target }) => target.split('?')[0] === path)

    it('says who asks, and believes no one else on it', async () => {
      const feed = '/who/rss.xml'
      await ask(base, feed, { headers: { 'X-Forwarded-For': '203.0.113.9', 'User-Agent': 'Reader/1.0' } })
      const told = askedFor(feed).map(({ headers }) => [headers['x-forwarded-for'], headers['user-agent']])
      expect(told).toEqual([['127.0.0.1', 'Reader/1.0']])
    })

    it('passes polls for a delta on, with what they have, and keeps no delta', async () => {
      const feed = '/delta/rss.xml'
      const headers = { 'A-IM': 'feed', 'If-None-Match': '"1"' }
      for (const _ of [1, 2]) {
        const { status, body } = await ask(base, feed, { headers })
        expect([status, body.toString()]).toEqual([226, 'delta'])
      }
      const told = askedFor(feed).map((asked) => [asked.headers['a-im'], asked.headers['if-none-match']])
      expect(told).toEqual([
        ['feed', '"1"'],
        ['feed', '"1"'],
      ])
      expect((await ask(base, feed)).body.toString()).toBe('whole for ')
    })

    it('keeps what is for those who run the server to them', async () => {
      for (const path of ['/healthz', '/readyz', '/metrics', '/status.json', '/readyz?x', '/%6detrics']) {
        expect([path, (await ask(base, path)).status]).toEqual([path, 404])
      }
      expect(origin.asked.filter(({ target }) => /^\/(readyz|metrics|status)/.test(target))).toEqual([])
    })

    it.skipIf(!caches)('asks once for all readers of a coding', async () => {
      const feed = '/codings/rss.xml'
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
      const codings = ['br', 'br', 'br', 'gzip', 'gzip', '', '', '']
      const got = []
      for (const accept of [...accepts, ...accepts]) {
        const headers = { 'Accept-Encoding': accept }
        got.push((await ask(base, `${feed}?n=${got.length}`, { headers })).body.toString())
      }
      expect(got).toEqual([...codings, ...codings].map((coding) => `whole for ${coding}`))
      expect(askedFor(feed).length).toBe(3)
    })

    it.skipIf(!caches)('is not made to forget a feed by odd ways to write its address', async () => {
      for (const odd of ['//odd/rss.xml', '/./odd/rss.xml', '/%6fdd/rss.xml', '/odd//rss.xml'])
        await ask(base, odd)
      expect((await ask(base, '/odd/rss.xml')).status).toBe(200)
    })

    it.skipIf(!caches)(
      'serves what it has while the application is down, also when it is stale',
      async () => {
        const feed = '/down/rss.xml'
        await ask(base, feed)
        await origin.close()
        const isStaleFrom = Date.now() + 2500
        do {
          const { status, headers, body } = await ask(base, feed)
          expect([status, body.toString(), headers.etag]).toEqual([200, 'whole for ', '"2"'])
        } while (Date.now() < isStaleFrom)
        expect((await ask(base, feed, { headers: { 'If-None-Match': '"2"' } })).status).toBe(304)
      },
    )
  })
})
