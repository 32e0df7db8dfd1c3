import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type CacheSettings, createCaches } from '../../src/announcers/caches.ts'
import { createSendRequest } from '../../src/announcers/send.ts'
import { addressTest } from '../../src/remote/networks.ts'
import { ask } from '../support/http-suite.ts'
import { serveOnLoopback } from '../support/loopback.ts'
import { skipWithout } from '../support/tools.ts'
import {
  freePort,
  placed,
  type Started,
  startNginxWith,
  startTrafficServer,
  startVarnish,
} from './servers-started.ts'

const MODULE = '/usr/lib/nginx/modules/ngx_http_cache_purge_module.so'

async function startNginx(folder: string, application: string): Promise<Started> {
  const port = await freePort()
  const site = await placed('nginx-proxy.conf', [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['127.0.0.1:8080', new URL(application).host],
    ['/var/cache/nginx/feeds', join(folder, 'cache')],
    ['    location / {', `${await readFile('docs/serving/nginx-purge.conf', 'utf8')}\n    location / {`],
  ])
  return startNginxWith(folder, site, port, { brotli: false, modules: [MODULE] })
}

const caches = {
  Varnish: {
    start: startVarnish,
    settings: (base: string): CacheSettings => ({ varnish: { servers: [base], method: 'PURGE' } }),
    skip: skipWithout('varnish', ['varnishd', '-V']),
  },
  'Apache Traffic Server': {
    start: startTrafficServer,
    settings: (base: string): CacheSettings => ({ varnish: { servers: [base], method: 'PURGE' } }),
    skip: skipWithout('traffic server', ['traffic_server', '--version']),
  },
  nginx: {
    start: startNginx,
    settings: (base: string): CacheSettings => ({
      http: {
        urls: ['', 'gzip', 'br'].map((coding) => `${base}/purge-${coding}{path}`),
        method: 'GET',
        headers: {},
      },
    }),
    skip: skipWithout('nginx', ['nginx', '-v']) || !existsSync(MODULE),
  },
}

describe.each(Object.entries(caches))('%s before the application', (_name, { start, settings, skip }) => {
  it.skipIf(skip)('forgets every copy of what changed, and of nothing else', async () => {
    let version = 1
    let polls = 0
    const application = await serveOnLoopback(({ url, headers }, response) => {
      polls += 1
      const text = `${url} version ${version} for ${headers['accept-encoding'] ?? ''}`
      response.writeHead(200, {
        ETag: `"${version}"`,
        'Cache-Control': 'max-age=900',
        Vary: 'Accept-Encoding',
      })
      response.end(text)
    })
    const folder = await mkdtemp(join(tmpdir(), 'feedwright-purge-'))
    const server = await start(folder, application)
    onTestFinished(async () => {
      await server.stop()
      await rm(folder, { recursive: true })
    })
    const read = async (path: string, coding = '') =>
      (await ask(server.base, path, { headers: { 'Accept-Encoding': coding } })).body.toString()
    const all = async () => [
      await read('/world/rss.xml'),
      await read('/world/rss.xml', 'gzip'),
      await read('/world/rss.xml', 'br'),
      await read('/sport/rss.xml'),
    ]
    const versions = async () => (await all()).map((text) => Number(/version (\d)/.exec(text)?.[1]))
    // A cache that is still writing one copy may not keep the next.
    const pollsForAll = async () => {
      const before = polls
      await all()
      return polls - before
    }
    await expect.poll(pollsForAll, { timeout: 10_000 }).toBe(0)
    expect(await versions()).toEqual([1, 1, 1, 1])
    version = 2
    expect(await versions()).toEqual([1, 1, 1, 1])

    const [cache] = createCaches(settings(server.base), createSendRequest(addressTest(['127.0.0.1'])), {})
    const purge = (path: string) =>
      cache?.purge([`https://feeds.example.org${path}`], new AbortController().signal)
    expect(await purge('/world/rss.xml')).toEqual({ isTold: true })
    expect(await versions()).toEqual([2, 2, 2, 1])
    // What is in no cache is forgotten already.
    expect(await purge('/never/asked.xml')).toEqual({ isTold: true })
  })
})
