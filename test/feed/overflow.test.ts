import { describe, expect, it } from 'vitest'
import { type OverflowFacts, overflowFindings } from '../../src/feed/overflow.ts'
import { articleEntry, feedDefinition, seenFeed, seenItem } from '../support/newsroom.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
/** Items and articles named after their days, newest first. */
const items = (from: number, to: number) =>
  range(from, to)
    .toReversed()
    .map((n) => seenItem(`n${n}`, n))
const articles = (from: number, to: number) => range(from, to).map((n) => articleEntry(`n${n}`, n))

const said = (facts: Partial<OverflowFacts>) =>
  overflowFindings({
    released: [],
    feeds: [feedDefinition({ limit: 5 })],
    open: new Set(['world']),
    before: [seenFeed(items(6, 10))],
    after: [seenFeed(items(6, 10))],
    ...facts,
  }).map(({ code, feed, message }) => `${code} ${feed} ${message}`)

describe('unshown', () => {
  it('says nothing of articles that a feed shows, and nothing when there are none', () => {
    expect(said({})).toEqual([])
    expect(said({ released: articles(11, 12), after: [seenFeed(items(8, 12))] })).toEqual([])
  })

  it('names an article that is older than all its feeds hold', () => {
    expect(said({ released: articles(1, 2) })).toEqual([
      'released-in-no-feed undefined 2 articles have become public but not entered any feed, because all items of their feeds are newer: "About n1" (2024-01-01, world/n1.md), "About n2" (2024-01-02, world/n2.md)',
    ])
    const newer = [seenFeed(items(21, 25))]
    expect(said({ released: articles(1, 20), before: newer, after: newer }).join()).toContain('and 10 more')
  })

  it('is silent where one of its feeds shows it, keeps an archive, is new, or is held', () => {
    const small = feedDefinition({ name: 'small', path: 'small', limit: 1 })
    const feeds = [feedDefinition(), small]
    const both = { feeds, open: new Set(['world', 'small']), released: articles(2, 2) }
    expect(
      said({ ...both, after: [seenFeed(items(2, 10)), seenFeed(items(10, 10), { name: 'small' })] }),
    ).toEqual([])
    expect(said({ released: articles(1, 1), feeds: [feedDefinition({ archiveSize: 2 })] })).toEqual([])
    expect(said({ released: articles(1, 1), before: [] })).toEqual([])
    expect(said({ released: articles(1, 1), open: new Set() })).toEqual([])
    expect(said({ released: [articleEntry('x', 1, { section: 'sport' })] })).toEqual([])
  })

  it('says how many new articles a feed has no room for, once for each feed', () => {
    expect(said({ released: articles(11, 18), after: [seenFeed(items(14, 18))] })).toEqual([
      'feed-overflow world 3 of 8 new articles of this run are in no document of the feed, which contains only 5, so its readers do not get them',
    ])
  })
})
