import { describe, expect, it } from 'vitest'
import { answerPoll } from '../../src/server/answer.ts'
import { buildSnapshot, type MadeAnswers, type SnapshotSettings } from '../../src/server/snapshot.ts'
import { header, poll, publishedFile } from './sample.ts'

const settings: SnapshotSettings = {
  basePath: '/',
  isStarting: false,
  baseUrl: 'https://news.example/',
  ttl: 60,
  redirects: [],
  gone: [],
}
const rss = publishedFile('world/rss.xml', '<rss/>', { feed: 'world' })
const set = { version: 1, files: [rss], feeds: [] } as const
const bytes = { identity: Buffer.from('<rss/>') }
const contents = { files: new Map([[rss.path, bytes]]), deltas: new Map() }

describe('buildSnapshot', () => {
  it('takes over answers that would be the same, and no others', () => {
    const made: MadeAnswers = new WeakMap()
    const served = (of: Parameters<typeof buildSnapshot>) => buildSnapshot(...of).files.get('/world/rss.xml')
    const first = served([set, contents, settings, made])
    expect(first).toBeDefined()
    expect(served([set, contents, settings, made])).toBe(first)
    const others: Parameters<typeof buildSnapshot>[] = [
      [set, contents, { ...settings, ttl: 30 }, made],
      [
        { ...set, files: [rss, publishedFile('world/atom.xml', '<feed/>', { feed: 'world' })] },
        contents,
        settings,
        made,
      ],
      [set, { ...contents, files: new Map([[rss.path, { ...bytes }]]) }, settings, made],
      [set, { ...contents, deltas: new Map([[rss.path, []]]) }, settings, made],
    ]
    for (const other of others) expect(served(other)).not.toBe(first)
  })
})

describe('the keys by which caches purge a document', () => {
  const headersWith = (more: Partial<SnapshotSettings>) => {
    const answer = answerPoll(buildSnapshot(set, contents, { ...settings, ...more }), poll('/world/rss.xml'))
    return ['Surrogate-Key', 'Cache-Tag', 'CDN-Tag'].map((name) => header(answer, name))
  }

  it('are sent where a cache asks for them, and nowhere else', () => {
    expect(headersWith({})).toEqual([undefined, undefined, undefined])
    expect(headersWith({ cacheKeys: ['Surrogate-Key', 'Cache-Tag', 'CDN-Tag'] })).toEqual([
      'feedwright-news.example news.example/world/rss.xml',
      'feedwright-news.example,news.example/world/rss.xml',
      'feedwright-news.example,news.example/world/rss.xml',
    ])
  })
})

describe('the root of the set', () => {
  const index = publishedFile('index.html', '<p>', { rank: 'index', mediaType: 'text/html' })
  const rootOf = (files: readonly (typeof rss)[], more: Partial<SnapshotSettings>) => {
    const bytes = new Map(files.map(({ path }) => [path, { identity: Buffer.from(path) }]))
    const snapshot = buildSnapshot(
      { ...set, files },
      { files: bytes, deltas: new Map() },
      { ...settings, ...more },
    )
    const answer = answerPoll(snapshot, poll('/'))
    return [answer.status, header(answer, 'Location'), header(answer, 'Cache-Control')]
  }

  it('leads to the index that lies elsewhere, for now', () => {
    expect(rootOf([rss], { indexFolder: 'feeds/' })).toEqual([307, './feeds/', 'no-store'])
    expect(rootOf([rss], {})[0]).toBe(404)
    expect(rootOf([rss, index], { indexFolder: 'feeds/' })[0]).toBe(200)
  })
})

describe('addresses', () => {
  const feed = publishedFile('feed/index.xml', '<rss/>', { feed: 'all', address: 'feed/' })
  const page = publishedFile('feed/index.html', '<p>', {
    feed: 'feed',
    rank: 'index',
    mediaType: 'text/html',
  })
  const atom = publishedFile('all/atom.xml', '<feed/>', { feed: 'all' })
  const files = [page, feed, atom, rss]
  const inMemory = {
    files: new Map(files.map(({ path }) => [path, { identity: Buffer.from(path) }])),
    deltas: new Map(),
  }
  const moved = (from: string, to: string, status: 301 | 308 = 301) => ({ from, to, status })
  const snapshot = (basePath: string) =>
    buildSnapshot({ version: 1, files, feeds: [] }, inMemory, {
      ...settings,
      basePath,
      redirects: [
        moved('old.xml', 'world/rss.xml'),
        moved('rss', 'world/rss.xml'),
        moved('wp/feed/', 'world/rss.xml', 308),
        moved('far/', 'https://elsewhere.example/x.xml'),
        moved('news/', 'world/'),
      ],
      gone: ['sport', 'weather/'],
    })

  it.each(['/', '/below/'])(
    'of documents, moves and removals are answered with and without a slash, at %s',
    (base) => {
      const built = snapshot(base)
      const answers = (path: string) => {
        const answer = answerPoll(built, poll(`${base}${path}`))
        const { status } = answer
        const place = header(answer, 'Location')
        return place === undefined
          ? status
          : [status, new URL(place, `http://h${base}${path}`).href.replace(`http://h${base}`, '/')]
      }
      expect(answers('feed/')).toBe(200)
      expect(String(answerPoll(built, poll(`${base}feed/`)).body), 'the feed, not the page').toBe(
        'feed/index.xml',
      )
      expect(answers('feed')).toEqual([308, '/feed/'])
      expect(answers('feed/index.html')).toBe(200)
      const rssMoves = ['old.xml', 'old.xml/', 'rss', 'rss/']
      for (const path of rssMoves) expect(answers(path), path).toEqual([301, '/world/rss.xml'])
      for (const path of ['wp/feed', 'wp/feed/', 'wp/feed/atom/'])
        expect(answers(path), path).toEqual([308, '/world/rss.xml'])
      expect(answers('far/x')).toEqual([301, 'https://elsewhere.example/x.xml'])
      expect(answers('news/rss.xml')).toEqual([301, '/world/rss.xml'])
      for (const path of ['sport', 'sport/', 'weather', 'weather/x']) expect(answers(path), path).toBe(410)
    },
  )

  it('of documents are told as they are in headers', () => {
    const answer = answerPoll(snapshot('/'), poll('/feed/'))
    expect(header(answer, 'Link')).toContain('<https://news.example/feed/>; rel="self"')
    const other = answerPoll(snapshot('/'), poll('/all/atom.xml'))
    expect(header(other, 'Link')).toContain('<https://news.example/feed/>; rel="alternate"')
  })
})
