import { describe, expect, it } from 'vitest'
import type { ArticleEntry } from '../../src/article/article.ts'
import {
  type ArchivePage,
  archivedFeed,
  headLinks,
  pageInputHash,
  pageLinks,
  pagesOf,
  pagesToMake,
  touchedPages,
} from '../../src/feed/archive.ts'
import type { PublishedPage } from '../../src/feed/published-state.ts'
import { byNewest } from '../../src/feed/selection.ts'
import { articleEntry, day, feedDefinition, seenFeed } from '../support/newsroom.ts'

const feed = feedDefinition({ archiveSize: 2, limit: 3 })

/** Articles named after their day. */
const days = (...numbers: number[]) => numbers.map((number) => articleEntry(`d${number}`, number))

const seenPage = (name: string, lastDay: number): PublishedPage => {
  const { published, firstSeen, id } = articleEntry(`d${lastDay}`, lastDay)
  return { name, through: { published, firstSeen, id }, inputHash: 'b' }
}

interface Layout {
  readonly pages?: readonly PublishedPage[]
  readonly inHead?: number
  readonly touched?: readonly string[]
}

/** Pages to make of these articles, as `name: days, older page`. */
function layOut(entries: readonly ArticleEntry[], { pages = [], inHead = 3, touched }: Layout = {}) {
  const sorted = entries.toSorted(byNewest)
  const made = pagesToMake({
    pages,
    size: 2,
    inHead,
    released: (from) => sorted.filter((entry) => from === undefined || byNewest(entry, from) >= 0),
    isTouched: ({ name }) => touched === undefined || touched.includes(name),
  })
  return [...made].map(
    ({ name, entries, previous }) =>
      `${name}: ${entries.map(({ slug }) => slug).join(' ')}${previous === undefined ? '' : ` after ${previous}`}`,
  )
}

describe('pagesToMake', () => {
  it.each<[string, readonly ArticleEntry[], Layout, readonly string[]]>([
    ['makes none while the subscription document has everything', days(1, 2, 3), {}, []],
    ['makes the oldest articles a page when one is not in it', days(1, 2, 3, 4), {}, ['0001: d2 d1']],
    [
      'makes as many pages as a long past needs, oldest first',
      days(1, 2, 3, 4, 5, 6, 7, 8),
      {},
      ['0001: d2 d1', '0002: d4 d3 after 0001', '0003: d6 d5 after 0002'],
    ],
    [
      'goes on behind the last page',
      days(1, 2, 3, 4, 5, 6),
      { pages: [seenPage('0001', 2)], touched: [] },
      ['0002: d4 d3 after 0001'],
    ],
    [
      'leaves nothing between the pages and a subscription document that is too large for all its articles',
      days(1, 2, 3),
      { inHead: 1 },
      ['0001: d2 d1'],
    ],
    [
      'makes a short page rather than a gap',
      days(1, 2, 3, 4),
      { inHead: 0 },
      ['0001: d2 d1', '0002: d4 d3 after 0001'],
    ],
    [
      'puts a late article where its date belongs',
      days(1, 2, 4, 5, 6).concat(articleEntry('late', 3)),
      { pages: [seenPage('0001', 2), seenPage('0002', 4)], touched: ['0002'] },
      ['0002: d4 late after 0001'],
    ],
    [
      'takes an article older than all into the oldest page',
      days(2, 3, 5, 6).concat(articleEntry('early', 1)),
      { pages: [seenPage('0001', 3)] },
      ['0001: d3 d2 early'],
    ],
    ['keeps a page whose articles are all gone', days(5), { pages: [seenPage('0001', 2)] }, ['0001: ']],
    [
      'gives the older half of a page that grew beyond twice its size to new pages before it',
      days(1, 2, 3, 4, 5, 6, 7, 8, 9),
      { pages: [seenPage('0001', 1), seenPage('0002', 6)], touched: ['0002'] },
      ['0003: d3 d2 after 0001', '0002: d6 d5 d4 after 0003'],
    ],
  ])('%s', (_, entries, layout, expected) => {
    expect(layOut(entries, layout)).toEqual(expected)
  })

  it('orders articles of one moment by id, as feeds do', () => {
    const same = ['a', 'b', 'c', 'd'].map((name) => articleEntry(name, 1))
    expect(layOut(same)).toEqual(['0001: c d'])
  })
})

describe('touchedPages', () => {
  const pages = [seenPage('0001', 2), seenPage('0002', 4)]
  const touched = (...changes: Parameters<typeof touchedPages>[2]) => [...touchedPages(feed, pages, changes)]

  it('are those in which an article stood or stands', () => {
    expect(touched({ before: articleEntry('d2', 2), after: articleEntry('d2', 3) })).toEqual(['0001', '0002'])
    expect(touched({ after: articleEntry('d3', 3) })).toEqual(['0002'])
    expect(touched({ after: articleEntry('early', 1) })).toEqual(['0001'])
  })

  it('are none for what is newer than all pages, or of another section', () => {
    expect(touched({ after: articleEntry('d5', 5) })).toEqual([])
    expect(touched({ after: articleEntry('d1', 1, { section: 'sport' }) })).toEqual([])
  })
})

describe('pagesOf', () => {
  const archives = [seenPage('0001', 2)]

  it('are what readers have, unless the feed moved or wants no archive any more', () => {
    expect(pagesOf(feed, seenFeed([], { archives }))).toBe(archives)
    expect(pagesOf(feed, undefined)).toEqual([])
    expect(pagesOf(feed, seenFeed([], { archives, path: 'elsewhere' }))).toEqual([])
    expect(pagesOf(feedDefinition(), seenFeed([], { archives }))).toEqual([])
  })
})

describe('pageInputHash', () => {
  const page: ArchivePage = {
    name: '0002',
    previous: '0001',
    through: { published: day(2), id: 'x' },
    entries: days(2, 1),
  }
  const inputHash = pageInputHash(feed, page, 'g')

  it.each([
    ['an article in it', pageInputHash(feed, { ...page, entries: days(2) }, 'g')],
    ['the page before it', pageInputHash(feed, { ...page, previous: '0003' }, 'g')],
    ['the feed', pageInputHash({ ...feed, title: 'Other' }, page, 'g')],
    ['the program', pageInputHash(feed, page, 'h')],
  ])('changes with %s', (_, changed) => {
    expect(changed).not.toBe(inputHash)
  })

  it.each([
    ['the schedule', { ttl: 5 }],
    ['the hubs', { hubUrls: ['https://hub.example/'] }],
    ['the size of later pages', { archiveSize: 9 }],
    ['a translation', { translations: ['other'] }],
  ])('does not change with %s', (_, changes) => {
    expect(pageInputHash({ ...feed, ...changes }, page, 'g')).toBe(inputHash)
  })
})

describe('links', () => {
  const page: ArchivePage = {
    name: '0002',
    previous: '0001',
    through: { published: day(2), id: 'x' },
    entries: [],
  }

  it('lead from the subscription document to the newest page, and from each page to the one before', () => {
    expect(headLinks(feed, '0002')?.('rss.xml')).toEqual({
      kind: 'subscription',
      previous: 'https://example.org/world/archive/0002/rss.xml',
    })
    expect(headLinks(feed, undefined)).toBeUndefined()
    expect(pageLinks(feed, page)('feed.json')).toEqual({
      kind: 'archive',
      current: 'https://example.org/world/feed.json',
      previous: 'https://example.org/world/archive/0001/feed.json',
    })
    expect(archivedFeed(feed, '0002').path).toBe('world/archive/0002')
  })

  it('never lead to the page after, which would change a closed page', () => {
    const { previous: _previous, ...oldest } = page
    expect(pageLinks(feed, oldest)('rss.xml')).toEqual({
      kind: 'archive',
      current: 'https://example.org/world/rss.xml',
    })
  })
})
