import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clientAddress, createClientKeys, proxyTest } from '../../src/server/clients.ts'
import type { Answer } from '../../src/server/http-message.ts'
import { createMetricsText, DOCUMENT_METRICS, mayScrape, RECEIVER_METRICS } from '../../src/server/metrics.ts'
import { createReadership } from '../../src/server/readership.ts'
import type { Progress } from '../../src/server/readiness.ts'
import { readSubscriberCount } from '../../src/server/subscribers.ts'
import { NOW, publishedFile } from './sample.ts'

const DAY = 86_400_000

const AGENTS: readonly (readonly [
  userAgent: string,
  aggregator: string,
  feedId: string,
  subscribers: number,
])[] = [
  [
    'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 1234 subscribers; like FeedFetcher-Google)',
    'Feedly',
    '',
    1234,
  ],
  ['Feedly/1.0 (poller; 131 subscribers;)', 'Feedly', '', 131],
  ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 3 subscribers; )', 'Inoreader', '', 3],
  [
    'NewsBlur Feed Fetcher - 12 subscribers - http://www.newsblur.com/site/42/world',
    'NewsBlur Feed Fetcher',
    '',
    12,
  ],
  ['Feedbin feed-id:12345 - 1 subscribers', 'Feedbin', '12345', 1],
  [
    'Mozilla/5.0 (compatible; theoldreader.com; 27 subscribers; feed-id=abc123)',
    'theoldreader.com',
    'abc123',
    27,
  ],
  ['Bloglovin/1.0 (http://www.bloglovin.com; 5 subscribers)', 'Bloglovin', '', 5],
  ['Feed Wrangler/1.0 (23 subscribers; feed-id=7; http://feedwrangler.net)', 'Feed Wrangler', '7', 23],
  ['BazQux/2.4 (+https://bazqux.com/fetcher; 7 subscribers)', 'BazQux', '', 7],
  ['FeedHQ/1.1 (https://github.com/feedhq/feedhq; 1 subscriber)', 'FeedHQ', '', 1],
  ['Netvibes (http://www.netvibes.com/; 5 subscribers; feedID: 12345)', 'Netvibes', '12345', 5],
  [
    'Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 88 subscribers; feed-id=99)',
    'Feedfetcher-Google',
    '99',
    88,
  ],
  ['NewsGatorOnline/2.0_(http://www.newsgator.com;_20_subscribers)', 'NewsGatorOnline', '', 20],
  ['Bloglines/2.0_(http://www.bloglines.com;_81_subscribers)', 'Bloglines', '', 81],
  ['LiveJournal.com_(webmaster@livejournal.com;_for_your_url/;_1_readers)', 'LiveJournal.com', '', 1],
  ['YahooFeedSeeker/1.0 (compatible; Mozilla 4.0; MSIE 5.5; users 2; views 169)', 'YahooFeedSeeker', '', 2],
  ['PlainFeeder v0.0.1 (+http://plainfeeder.com/about ; Subscriber Count: 14)', 'PlainFeeder', '', 14],
]

const LONE_READERS = [
  'NetNewsWire (RSS Reader; https://netnewswire.com/)',
  'newsboat/2.21.0 (Linux x86_64)',
  'Miniflux/2.2.0',
  'FreshRSS/1.24.0 (Linux; https://freshrss.org)',
  'Tiny Tiny RSS/24.10 (https://tt-rss.org/)',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Superfeedr bot/2.0 http://superfeedr.com - feed-id:2087',
  'curl/7.88.1',
  '',
  '12 subscribers',
]

describe('readSubscriberCount', () => {
  it.each(AGENTS)('%s', (userAgent, aggregator, feedId, subscribers) => {
    expect(readSubscriberCount(userAgent)).toEqual({ aggregator, feedId, subscribers })
  })

  it.each(LONE_READERS)('nothing in "%s"', (userAgent) => {
    expect(readSubscriberCount(userAgent)).toBeUndefined()
  })

  it('stays quick and short on hostile texts', () => {
    for (const part of ['a', '1 ', '(', 'feed-id', ' -', '_', ' ', 'Mozilla/5.0 (compatible; ']) {
      expect(readSubscriberCount(`a${part.repeat(4000)}b 5 subscribers`)).toBeUndefined()
      const short = readSubscriberCount(`a${part.repeat(400)}`.slice(0, 490).concat(' 5 subscribers'))
      expect(short?.aggregator.length ?? 0).toBeLessThanOrEqual(40)
    }
    expect(readSubscriberCount('X/1 (99999999999999999999 subscribers)')).toBeUndefined()
  })
})

describe('client keys', () => {
  it('tell clients apart, and are others the next day', () => {
    let salts = 0
    const keyOf = createClientKeys(() => `salt ${salts++}`)
    const key = keyOf('192.0.2.1', 'curl/8', NOW)
    expect(keyOf('192.0.2.1', 'curl/8', NOW + 1000)).toBe(key)
    expect(keyOf('192.0.2.2', 'curl/8', NOW)).not.toBe(key)
    expect(keyOf('192.0.2.1', 'curl/9', NOW)).not.toBe(key)
    expect(keyOf('192.0.2.1', 'curl/8', NOW + DAY)).not.toBe(key)
    expect(salts).toBe(2)
    expect(Number.isSafeInteger(key)).toBe(true)
  })

  const proxies = proxyTest(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'])
  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['2001:db8::5', '2001:4860::1', '2001:4860::1'],
    ['127.0.0.1', '10.0.0.1', '10.0.0.1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
  ])('of %s forwarded for %s is %s', (remote, forwardedFor, address) => {
    expect(clientAddress(remote, forwardedFor, proxies)).toBe(address)
  })

  it('refuses proxies that are no addresses', () => {
    expect(() => proxyTest(['localhost'])).toThrow()
    expect(() => proxyTest(['10.0.0.0/64'])).toThrow()
  })
})

const file = publishedFile('world/rss.xml', 'x'.repeat(1000), { feed: 'world', format: 'rss' })

function answered(status: number, length: number): Answer {
  return { status, headers: [], body: new Uint8Array(length), file }
}

const alone = (client: number) => ({ client, subscribers: undefined })
const feedly = (subscribers: number, feedId = '') => ({
  client: 7,
  subscribers: { aggregator: 'Feedly', feedId, subscribers },
})

describe('readership', () => {
  it('counts polls, bytes and what was saved', () => {
    const readership = createReadership()
    readership.count(answered(200, 1000), alone(1), NOW)
    readership.count(answered(200, 300), alone(2), NOW)
    readership.count(answered(200, 0), alone(2), NOW)
    readership.count(answered(304, 0), alone(1), NOW)
    readership.count(answered(226, 50), alone(1), NOW)
    readership.countRefused(file)
    readership.count({ ...answered(404, 20), file: undefined }, alone(3), NOW)
    const { documents, others } = readership.view(NOW)
    expect(documents).toEqual([
      {
        path: 'world/rss.xml',
        feed: 'world',
        format: 'rss',
        polls: 6,
        full: 3,
        notModified: 1,
        delta: 1,
        refused: 1,
        notModifiedShare: 1 / 6,
        bytesSent: 1350,
        bytesSaved: 700 + 1000 + 950,
        subscribers: 0,
        aggregators: [],
        readersToday: 2,
        readersYesterday: 0,
      },
    ])
    expect(others).toEqual({ 404: 1 })
  })

  it('counts the pages of an archive as one document', () => {
    const readership = createReadership()
    for (const page of ['0001', '0002']) {
      const archived = { ...file, path: `world/archive/${page}/rss.xml`, rank: 'archive' as const }
      readership.count({ ...answered(200, 10), file: archived }, alone(1), NOW)
    }
    expect(readership.view(NOW).documents).toMatchObject([
      { path: 'world/archive/*/rss.xml', polls: 2, readersToday: 1 },
    ])
  })

  it('believes the last word of each aggregator for three days', () => {
    const readership = createReadership()
    readership.count(answered(200, 0), feedly(10), NOW)
    readership.count(answered(200, 0), feedly(12), NOW)
    readership.count(answered(200, 0), feedly(5, 'other'), NOW + DAY)
    expect(readership.view(NOW + DAY).documents).toMatchObject([{ subscribers: 17, readersToday: 0 }])
    expect(readership.view(NOW + 3 * DAY).documents).toMatchObject([{ subscribers: 5 }])
  })

  it('forgets who read when the day is over, and keeps the number for one more', () => {
    const readership = createReadership()
    for (const client of [1, 2, 2, 3]) readership.count(answered(304, 0), alone(client), NOW)
    expect(readership.view(NOW + DAY).documents).toMatchObject([{ readersToday: 0, readersYesterday: 3 }])
    readership.count(answered(304, 0), alone(1), NOW + DAY)
    expect(readership.view(NOW + DAY).documents).toMatchObject([{ readersToday: 1, readersYesterday: 3 }])
    expect(readership.view(NOW + 3 * DAY).documents).toMatchObject([{ readersToday: 0, readersYesterday: 0 }])
  })

  it('does not let names fill the memory', () => {
    const readership = createReadership()
    for (let at = 0; at < 500; at++) readership.count(answered(304, 0), feedly(1, `id${at}`), NOW)
    expect(readership.view(NOW).documents[0]?.aggregators).toHaveLength(200)
  })
})

describe('metrics', () => {
  it('tell Prometheus the same numbers at every scrape', async () => {
    const readership = createReadership()
    let progress: Progress = { lastGoodRun: NOW, nextDue: undefined }
    const text = createMetricsText({
      readership,
      progress: () => progress,
      served: () => ({ revision: undefined, asOf: NOW - 5000 }),
      receivers: () => [
        {
          announcer: 'websub',
          receiver: 'https://hub.example.org/',
          told: 7,
          failed: 2,
          waiting: 3,
          lastTold: 5000,
        },
      ],
      clock: () => NOW,
    })
    readership.count(answered(200, 400), feedly(42), NOW)
    readership.count(answered(304, 0), alone(1), NOW)
    readership.count({ ...answered(404, 20), file: undefined }, alone(3), NOW)
    await text()
    const lines = (await text()).split('\n')
    const labels = '{feed="world",format="rss",path="world/rss.xml"}'
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE feedwright_polls_total counter',
        `feedwright_polls_total${labels} 2`,
        `feedwright_not_modified_total${labels} 1`,
        `feedwright_sent_bytes_total${labels} 400`,
        `feedwright_saved_bytes_total${labels} 1600`,
        '# TYPE feedwright_subscribers gauge',
        `feedwright_subscribers${labels} 42`,
        `feedwright_readers_today${labels} 1`,
        'feedwright_other_answers_total{status="404"} 1',
        `feedwright_last_good_run_timestamp_seconds ${NOW / 1000}`,
        `feedwright_served_as_of_timestamp_seconds ${NOW / 1000 - 5}`,
        'feedwright_told_total{announcer="websub",receiver="https://hub.example.org/"} 7',
        'feedwright_telling_waiting{announcer="websub",receiver="https://hub.example.org/"} 3',
      ]),
    )
    // 0 would mean that no run ever succeeded.
    progress = { followed: 'another publisher' }
    expect(await text()).not.toMatch(/^feedwright_last_good_run/m)
  })

  it('are the ones that docs/metrics.md explains', () => {
    const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
    const explained = Array.from(
      page.matchAll(/^\| `(feedwright_\w+)` \| (counter|gauge) \|/gm),
      ([, ...row]) => row,
    )
    const general = [
      ['feedwright_other_answers_total', 'counter'],
      ['feedwright_last_good_run_timestamp_seconds', 'gauge'],
      ['feedwright_served_as_of_timestamp_seconds', 'gauge'],
    ]
    const rows = (metrics: readonly { name: string; kind: string }[]) =>
      metrics.map(({ name, kind }) => [name, kind])
    expect(explained).toEqual([...rows(DOCUMENT_METRICS), ...general, ...rows(RECEIVER_METRICS)])
  })

  it.each([
    ['Bearer s3cret', true],
    ['bearer s3cret', true],
    ['Bearer s3cre', false],
    ['Bearer s3cretx', false],
    ['s3cret', false],
    ['', false],
    [undefined, false],
  ])('let in %s: %s', (authorization, allowed) => {
    expect(mayScrape(authorization, 's3cret')).toBe(allowed)
  })
})
