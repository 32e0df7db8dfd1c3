import { createServer, type ServerResponse } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SendRequest } from '../../src/announcers/request.ts'
import { createSendRequest } from '../../src/announcers/send.ts'
import { createWebSubAnnouncer } from '../../src/announcers/websub.ts'
import { addressTest } from '../../src/remote/networks.ts'
import type { PublishedSet } from '../../src/targets/target.ts'
import { serveOnLoopback } from '../support/loopback.ts'
import { file, HUB, never, setOf } from './sample.ts'

const refuse: SendRequest = () => Promise.reject(new Error('no network here'))
const { noticesOf } = createWebSubAnnouncer(refuse)

describe('hubs', () => {
  it.each<[what: string, before: PublishedSet | undefined, after: PublishedSet, expected: readonly string[]]>(
    [
      [
        'of the documents whose bytes changed, and of no other',
        setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')]),
        setOf([file('world/rss.xml', 'b'), file('world/feed.json', 'a')]),
        [`${HUB} https://news.example.org/feeds/world/rss.xml`],
      ],
      [
        'of everything where it is not known what they heard, each hub',
        undefined,
        setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')], [HUB, 'https://b.example/']),
        [
          `${HUB} https://news.example.org/feeds/world/feed.json`,
          `${HUB} https://news.example.org/feeds/world/rss.xml`,
          'https://b.example/ https://news.example.org/feeds/world/feed.json',
          'https://b.example/ https://news.example.org/feeds/world/rss.xml',
        ],
      ],
      [
        'under the address a document is served at',
        undefined,
        setOf([file('feed/index.xml', 'a', { address: 'feed/' })]),
        [`${HUB} https://news.example.org/feeds/feed/`],
      ],
      [
        'of no archive, no page and no document of a feed without hubs',
        undefined,
        setOf([
          file('world/archive/1/rss.xml', 'a', { rank: 'archive' }),
          { ...file('index.html', 'a', { rank: 'index' }), feed: 'world', format: 'html' },
          file('sport/rss.xml', 'a', { feed: 'sport' }),
        ]),
        [],
      ],
      ['of nothing without hubs', undefined, setOf([file('world/rss.xml', 'a')], []), []],
    ],
  )('are notified %s', (_what, before, after, expected) => {
    const told = noticesOf({ before, after }).map(({ receiver, about }) => `${receiver} ${about}`)
    expect(told.toSorted()).toEqual(expected.toSorted())
  })
})

describe('a ping', () => {
  const topic = 'https://news.example.org/feeds/world/rss.xml'
  const ping = (hub: string, timeoutMs = 5000) =>
    createWebSubAnnouncer(createSendRequest(addressTest(['127.0.0.0/8']), timeoutMs)).tell(
      hub,
      [topic],
      never,
    )

  it('is a form that names the topic twice, for both kinds of hubs', async () => {
    const requests: string[] = []
    const hub = await serveOnLoopback((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        requests.push(`${request.method} ${request.headers['content-type']} ${body}`)
        response.writeHead(204).end()
      })
    })
    expect(await ping(`${hub}/`)).toEqual({ isTold: true })
    const escaped = encodeURIComponent(topic)
    expect(requests).toEqual([
      `POST application/x-www-form-urlencoded;charset=UTF-8 hub.mode=publish&hub.url=${escaped}&hub.topic=${escaped}`,
    ])
  })

  it.each<[what: string, status: number, headers: Record<string, string>, expected: object]>([
    ['accepted with a word', 202, { 'Content-Type': 'text/plain' }, { isTold: true }],
    [
      'answered with a page',
      200,
      { 'Content-Type': 'text/html; charset=utf-8' },
      { isTold: true, doubt: `status 200 with a page (text/html) for ${topic}` },
    ],
    [
      'sent elsewhere',
      307,
      { Location: 'https://elsewhere.example/' },
      {
        isTold: false,
        isAway: true,
        got: `status 307, which leads to https://elsewhere.example/ for ${topic}`,
      },
    ],
    ['refused', 400, {}, { isTold: false, isAway: false, got: `status 400 for ${topic}` }],
    [
      'refused with a reason',
      400,
      { 'Content-Type': 'text/plain; charset=utf-8' },
      { isTold: false, isAway: false, got: `status 400 (<p>body</p>) for ${topic}` },
    ],
    ['unknown', 404, { 'Content-Type': 'text/html' }, { isTold: false, isAway: false }],
    ['too much', 429, { 'Retry-After': '120' }, { isTold: false, isAway: true, pauseMs: 120_000 }],
    ['too early', 503, {}, { isTold: false, isAway: true }],
    ['held back without a reason', 503, { 'Retry-After': 'soon' }, { isTold: false, isAway: true }],
  ])('that is %s', async (_what, status, headers, expected) => {
    const hub = await serveOnLoopback((_request, response) => {
      response.writeHead(status, headers).end('<p>body</p>')
    })
    expect(await ping(hub)).toMatchObject(expected)
  })

  it('respects a date in Retry-After', async () => {
    const hub = await serveOnLoopback((_request, response) => {
      response.writeHead(503, { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() }).end()
    })
    const outcome = await ping(hub)
    expect(outcome).toMatchObject({ isTold: false, isAway: true })
    expect('pauseMs' in outcome && Math.round((outcome.pauseMs ?? 0) / 60_000)).toBe(60)
  })

  it('times out without an answer', async () => {
    const hub = await serveOnLoopback(() => {})
    await expect(ping(hub, 50)).rejects.toThrow('no response within 0.05 seconds')
  })

  it('does not wait for the end of an endless answer', async () => {
    const hub = await serveOnLoopback((_request, response) => {
      response.writeHead(202)
      response.write('x'.repeat(64 * 1024))
    })
    expect(await ping(hub)).toEqual({ isTold: true })
  })

  it('does not wait for the end of a very slow answer', async () => {
    const hub = await serveOnLoopback((_request, response) => {
      response.writeHead(202)
      response.write('x')
    })
    expect(await ping(hub, 1000)).toEqual({ isTold: true })
  })

  // Node 20 forgets a timeout that only AbortSignal.any refers to when it collects memory.
  it.each([
    ['no answer', () => {}],
    ['a very slow one', (response: ServerResponse) => void response.writeHead(202).write('x')],
  ])(
    'times out while memory is collected: %s',
    async (what, answer) => {
      setFlagsFromString('--expose_gc')
      const collect: unknown = runInNewContext('gc')
      if (typeof collect !== 'function') throw new Error('memory cannot be collected')
      const collecting = setInterval(() => collect(), 20)
      onTestFinished(() => clearInterval(collecting))
      const hub = await serveOnLoopback((_request, response) => answer(response))
      const outcome = await ping(hub, 1000).catch(() => 'no answer')
      expect(outcome).toEqual(what === 'no answer' ? 'no answer' : { isTold: true })
    },
    10_000,
  )

  it('does not go to a private network that the settings do not name', async () => {
    const requests: string[] = []
    const hub = await serveOnLoopback((request, response) => {
      requests.push(request.url ?? '')
      response.writeHead(204).end()
    })
    const { tell } = createWebSubAnnouncer(createSendRequest(addressTest(['10.0.0.0/8'])))
    await expect(tell(hub, [topic], never)).rejects.toThrow(
      'is at 127.0.0.1, which is not on the public internet',
    )
    const byName = hub.replace('127.0.0.1', 'localhost')
    await expect(tell(byName, [topic], never)).rejects.toThrow('which is not on the public internet')
    expect(requests).toEqual([])
  })

  it('fails if the connection is refused', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await new Promise((resolve) => server.close(resolve))
    await expect(ping(`http://127.0.0.1:${port}/`)).rejects.toThrow(/ECONNREFUSED/)
  })
})
