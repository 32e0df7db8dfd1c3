import { describe, expect, it } from 'vitest'
import { type CacheSettings, createCaches } from '../../src/announcers/caches.ts'
import type { ReceiverRequest, SendRequest } from '../../src/announcers/request.ts'
import { createSendRequest } from '../../src/announcers/send.ts'
import { addressTest } from '../../src/remote/networks.ts'
import { serveOnLoopback } from '../support/loopback.ts'
import { never } from './sample.ts'

const URLS = ['https://news.example.org/feeds/world/rss.xml', 'https://news.example.org/feeds/a,b.xml']
const ENV = {
  FASTLY_API_TOKEN: 'f-token',
  CLOUDFLARE_API_TOKEN: 'c-token',
  BUNNY_API_KEY: 'b-key',
  T: '',
  TOKEN: 't',
}

interface Asked {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** A service on this machine in the place of whichever host is asked, and a cache that the settings make. */
async function serviceFor(
  settings: CacheSettings,
  answer: { status?: number; headers?: Record<string, string>; body?: string } = {},
  env: Readonly<Record<string, string>> = ENV,
) {
  const asked: Asked[] = []
  const origin = await serveOnLoopback(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method: request.method, url: request.url, headers: request.headers, body })
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '{}')
  })
  const send = createSendRequest(addressTest(['127.0.0.1']))
  const hosts: string[] = []
  const [cache] = createCaches(
    settings,
    (request, signal) => {
      const { origin: meant, pathname, search } = new URL(request.url)
      hosts.push(meant)
      return send({ ...request, url: `${origin}${pathname}${search}` }, signal)
    },
    env,
  )
  if (cache === undefined) throw new Error('the settings make no cache')
  return { cache, asked, hosts }
}

describe('Fastly', () => {
  const settings = { fastly: { service: 'SU1Z0isxPaozGVKXdv0eY', soft: true } }

  it('gets the keys of many documents in one soft purge', async () => {
    const { cache, asked, hosts } = await serviceFor(settings)
    expect(await cache.purge(URLS, never)).toEqual({ isTold: true })
    expect([cache.name, cache.batch, hosts]).toEqual([
      'fastly SU1Z0isxPaozGVKXdv0eY',
      256,
      ['https://api.fastly.com'],
    ])
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/service/SU1Z0isxPaozGVKXdv0eY/purge',
        headers: {
          'fastly-key': 'f-token',
          'fastly-soft-purge': '1',
          accept: 'application/json',
          'content-type': 'application/json',
        },
      },
    ])
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      surrogate_keys: ['news.example.org/feeds/world/rss.xml', 'news.example.org/feeds/a%2Cb.xml'],
    })
  })

  it('gets a hard purge if the settings require it', async () => {
    const { cache, asked } = await serviceFor({ fastly: { service: 's', soft: false } })
    await cache.purge(URLS, never)
    expect(asked[0]?.headers).not.toHaveProperty('fastly-soft-purge')
  })
})

describe('Cloudflare', () => {
  const settings = (by: 'urls' | 'tags') => ({ cloudflare: { zone: '023e105f4ecef8ad9ca31a8372d0c353', by } })

  it.each([
    ['urls', { files: URLS }],
    ['tags', { tags: ['news.example.org/feeds/world/rss.xml', 'news.example.org/feeds/a%2Cb.xml'] }],
  ] as const)('gets %s, a hundred per request', async (by, body) => {
    const { cache, asked, hosts } = await serviceFor(settings(by), { body: '{"success":true,"errors":[]}' })
    expect(await cache.purge(URLS, never)).toEqual({ isTold: true })
    expect([cache.batch, hosts]).toEqual([100, ['https://api.cloudflare.com']])
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache',
        headers: { authorization: 'Bearer c-token', 'content-type': 'application/json' },
      },
    ])
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body)
  })

  it('counts as a failure if it refuses with status 200', async () => {
    const body = '{"success":false,"errors":[{"code":1012,"message":"Request must contain one of …"}]}'
    const { cache } = await serviceFor(settings('urls'), { body })
    expect(await cache.purge(URLS, never)).toEqual({
      isTold: false,
      isAway: false,
      got: 'Request must contain one of …',
    })
  })

  it('states the pause when it limits requests', async () => {
    const answer = { status: 429, headers: { 'Retry-After': '12' }, body: '{"success":false,"errors":[]}' }
    const { cache } = await serviceFor(settings('urls'), answer)
    expect(await cache.purge(URLS, never)).toMatchObject({ isTold: false, isAway: true, pauseMs: 12_000 })
  })
})

describe('Bunny', () => {
  it.each([
    [{}, '/purge?url=https%3A%2F%2Fnews.example.org%2Ffeeds%2Fworld%2Frss.xml&async=false', ''],
    [{ pullZone: 12 }, '/pullzone/12/purgeCache', '{"CacheTag":"news.example.org/feeds/world/rss.xml"}'],
  ])('gets one document per request, with %j', async (bunny, url, body) => {
    const { cache, asked, hosts } = await serviceFor({ bunny }, { status: 204, body: '' })
    expect(await cache.purge(URLS.slice(0, 1), never)).toEqual({ isTold: true })
    expect([cache.batch, hosts]).toEqual([1, ['https://api.bunny.net']])
    expect(asked).toMatchObject([{ method: 'POST', url, headers: { accesskey: 'b-key' }, body }])
  })
})

describe('Varnish', () => {
  it.each(['PURGE', 'BAN'] as const)('gets %s for the address, on each server separately', async (method) => {
    const servers = ['http://10.0.0.5:6081', 'http://10.0.0.6:6081']
    const sent: ReceiverRequest[] = []
    // Node's server knows no BAN, and its client does.
    const send: SendRequest = async (request) => {
      sent.push(request)
      return { status: 200, mediaType: 'text/html', receivedAt: 0, body: '<html>200 Purged</html>' }
    }
    const made = createCaches({ varnish: { servers, method } }, send, {})
    expect(made.map(({ name }) => name)).toEqual(servers)
    expect(await made[1]?.purge(URLS.slice(0, 1), never)).toEqual({ isTold: true })
    const headers = { Host: 'news.example.org' }
    expect(sent).toEqual([{ method, url: 'http://10.0.0.6:6081/feeds/world/rss.xml', headers }])
  })

  it.each([
    [404, true],
    [405, false],
    [403, false],
  ])('answers %i: delivered %s', async (status, isTold) => {
    const varnish = { servers: ['http://10.0.0.5'], method: 'PURGE' as const }
    const { cache } = await serviceFor({ varnish }, { status })
    expect(await cache.purge(URLS.slice(0, 1), never)).toMatchObject({ isTold })
  })
})

describe('any other cache', () => {
  it('gets the request of the template', async () => {
    const { cache, asked, hosts } = await serviceFor({
      http: {
        urls: ['http://10.0.0.6:8080/purge{path}?of={url}', 'http://10.0.0.6:8080/again/{key}'],
        method: 'DELETE',
        headers: { 'X-Key': '{key}', Authorization: 'Bearer $TOKEN' },
        body: '{host}',
      },
    })
    expect(await cache.purge(URLS.slice(0, 1), never)).toEqual({ isTold: true })
    const host = 'http://10.0.0.6:8080'
    expect([cache.name, hosts]).toEqual([host, [host, host]])
    expect(asked).toMatchObject([
      {
        method: 'DELETE',
        url: '/purge/feeds/world/rss.xml?of=https%3A%2F%2Fnews.example.org%2Ffeeds%2Fworld%2Frss.xml',
        headers: { 'x-key': 'news.example.org/feeds/world/rss.xml', authorization: 'Bearer t' },
        body: 'news.example.org',
      },
      { url: '/again/news.example.org/feeds/world/rss.xml' },
    ])
  })
})

describe('credentials', () => {
  it.each<[string, CacheSettings]>([
    ['FASTLY_API_TOKEN', { fastly: { service: 's', soft: true } }],
    ['CLOUDFLARE_API_TOKEN', { cloudflare: { zone: 'z', by: 'urls' } }],
    ['BUNNY_API_KEY', { bunny: {} }],
    ['TOKEN', { http: { urls: ['http://10.0.0.6{path}'], method: 'PURGE', headers: { A: '$TOKEN' } } }],
  ])('are named if missing in the environment, and no request is sent: %s', async (name, settings) => {
    const { cache, asked } = await serviceFor(settings, {}, {})
    expect(await cache.purge(URLS, never)).toEqual({
      isTold: false,
      isAway: true,
      got: `${name} not set in the environment`,
    })
    expect(asked).toEqual([])
  })

  it.each<[string, CacheSettings]>([
    ['f-token', { fastly: { service: 's', soft: true } }],
    ['c-token', { cloudflare: { zone: 'z', by: 'urls' } }],
    ['b-key', { bunny: {} }],
  ])('are not in any output: %s', async (secret, settings) => {
    const { cache } = await serviceFor(settings, { status: 403, body: `no such token ${secret}` })
    const outcome = await cache.purge(URLS, never)
    expect(outcome).toMatchObject({ isTold: false, isAway: true })
    expect(JSON.stringify([outcome, cache.name])).not.toContain(secret)
  })
})
