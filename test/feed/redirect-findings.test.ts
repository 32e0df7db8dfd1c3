import { describe, expect, it } from 'vitest'
import type { AddressedFile } from '../../src/feed/addresses.ts'
import { redirectRemarks } from '../../src/feed/redirect-findings.ts'

const index = (path: string): AddressedFile => ({ path, rank: 'index' })
const files: readonly AddressedFile[] = [
  ...['rss.xml', 'atom.xml', 'feed.json'].map(
    (name): AddressedFile => ({ path: `news/${name}`, feed: 'news', rank: 'feed' }),
  ),
  { path: 'feed/index.xml', address: 'feed/', feed: 'all', rank: 'feed' },
  { path: 'tags/über.xml', feed: 'tags/über', rank: 'feed' },
  index('news/index.html'),
  index('index.html'),
  index('feeds.opml'),
]
const said = (
  redirects: Readonly<Record<string, string>>,
  gone: readonly string[] = [],
  unsettled: readonly string[] = [],
  before: readonly AddressedFile[] = [],
) =>
  redirectRemarks({
    redirects: Object.entries(redirects).map(([from, to]) => ({ from, to })),
    gone,
    baseUrl: 'https://example.org/',
    files,
    before,
    unsettled: new Set(unsettled),
  }).map(({ path, finding }) => [finding.code, `${path[1]}`.replace(/^\//, ''), finding.expected])

const NONE = 'a path that is published'

describe('a redirect', () => {
  it.each([
    ['a misspelled document', 'old.xml', 'nwes/rss.xml', '/news/rss.xml'],
    ['a document that never was', 'old.xml', 'weather-and-more/atom.xml', NONE],
    ['a name that feeds have elsewhere', 'old.xml', 'feed.xml', NONE],
    [
      'a misspelled document by its whole address',
      'old.xml',
      'https://example.org/nwes/rss.xml',
      '/news/rss.xml',
    ],
    ['a document with a query', 'old.xml', 'nwes/rss.xml?from=old', '/news/rss.xml'],
    ['a misspelled page', 'old', 'feds.opml', NONE],
    ['a misspelled folder', 'old', 'newss/', '/news/'],
    ['what it moves itself', 'old/', 'old/rss.xml', '/news/rss.xml'],
    ['a folder of feeds that is not there', 'international/', 'continents/', NONE],
  ])('to %s is told', (_what, from, to, expected) => {
    expect(said({ [from]: to })).toEqual([['redirect-to-nothing', from, expected]])
  })

  it('to what is gone is told, also below a folder', () => {
    expect(said({ 'old.xml': 'sport/rss.xml' }, ['sport/rss.xml'])).toHaveLength(1)
    expect(said({ 'old.xml': 'sport/about' }, ['sport/'])).toHaveLength(1)
  })

  it.each([
    ['a document', 'news/rss.xml'],
    ['the address of a folder', 'feed/'],
    ['that address without its slash', 'feed'],
    ['a folder of documents', 'news/'],
    ['the index', ''],
    ['a path written in percent signs', 'tags/%C3%BCber.xml'],
    ['another host', 'https://elsewhere.example/nwes/rss.xml'],
    ['a page of the site itself', 'subscribe/'],
    ['a picture of the site itself', 'images/logo.png'],
    ['the sitemap of the site itself', 'sitemap.xml'],
    ['a chain', 'older.xml'],
  ])('to %s is not', (_what, to) => {
    expect(said({ 'old.xml': to, 'older.xml': 'news/rss.xml' })).toEqual([])
  })

  it.each(['news/rss.xml', 'news/', 'news/index.html', 'feed/'])('over %s is told', (from) => {
    expect(said({ [from]: 'https://elsewhere.example/' }).map(([code]) => code)).toEqual([
      'redirect-over-published',
    ])
  })

  it('of a folder is told of each document that readers had there and is left behind', () => {
    const before = ['rss.xml', 'other.xml', 'more.xml', 'last.xml'].map(
      (name): AddressedFile => ({ path: `old/${name}`, feed: 'old', rank: 'feed' }),
    )
    expect(said({ 'old/': 'news/', 'old/more.xml': 'news/rss.xml' }, ['old/last.xml'], [], before)).toEqual([
      ['redirect-to-nothing', 'old/', '/news/atom.xml'],
    ])
  })

  it('is judged in a moment, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`old/${n}/`, `posts/2024/${n}/`]))
    expect(said(many)).toEqual([])
  })

  it.each([
    ['news/rss.xml', 1],
    ['news/', 1],
    ['feed/', 1],
    ['news/old.xml', 0],
    ['old/', 0],
  ])('beside gone: %s, which is published, is told %i times', (path, times) => {
    expect(said({}, [path])).toEqual(
      Array(times).fill(['gone-over-published', '0', 'a path at which nothing is published']),
    )
    expect(said({}, [path], ['news', 'all'])).toEqual([])
  })

  it('over what is about to leave, or beside what is published, is not', () => {
    expect(said({ 'news/rss.xml': 'feed/' }, [], ['news'])).toEqual([])
    expect(said({ 'tags/old/': 'feed/', 'news/old.xml': 'feed/' })).toEqual([])
  })
})
