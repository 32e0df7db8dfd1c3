import { describe, expect, it } from 'vitest'
import type { ArticleEntry } from '../../src/article/article.ts'
import { retract } from '../../src/feed/retraction.ts'
import { articleEntry, day, feedDefinition, seenFeed, seenItem } from '../support/newsroom.ts'

const feed = feedDefinition()
const lookupIn = (entries: readonly ArticleEntry[]) => (id: string) =>
  entries.filter((entry) => entry.id === id)
const ids = (result: ReturnType<typeof retract>) =>
  result.tombstones.map(({ id, when }) => [id.split('/').at(-1), when])

describe('retract', () => {
  it('buries what readers saw and what is now in no file', () => {
    const current = [articleEntry('b', 2)]
    const last = seenFeed([seenItem('b', 2), seenItem('a', 1)])
    const result = retract(feed, last, current, [], lookupIn(current), day(20))
    expect(ids(result)).toEqual([['a', day(20)]])
    expect(result.retracted).toEqual([
      { id: seenItem('a').id, url: 'https://example.org/world/a/', published: day(1) },
    ])
  })

  it('does not bury what merely aged out of the newest N', () => {
    const all = [articleEntry('b', 2), articleEntry('a', 1)]
    const last = seenFeed([seenItem('a', 1)])
    expect(ids(retract(feed, last, all.slice(0, 1), [], lookupIn(all), day(20)))).toEqual([])
  })

  it('buries an article that went back to draft or moved to another section', () => {
    const draft = articleEntry('a', 1, { status: 'draft' })
    const moved = articleEntry('b', 1, { section: 'business' })
    const last = seenFeed([seenItem('a'), seenItem('b')])
    const result = retract(feed, last, [], [], lookupIn([draft, moved]), day(20))
    expect(ids(result)).toEqual([
      ['a', day(20)],
      ['b', day(20)],
    ])
  })

  it('keeps the moment of a tombstone, so that a second run says the same', () => {
    const last = seenFeed([seenItem('a', 1)])
    const first = retract(feed, last, [], [], () => [], day(20))
    const again = retract(feed, { ...last, items: [], ...first }, [], [], () => [], day(25))
    expect(again).toEqual(first)
  })

  it('dates a withdrawn article by its own word, with its reason, even where no one saw it here', () => {
    const withdrawn = articleEntry('a', 1, { status: 'withdrawn', updated: day(4), withdrawnReason: 'wrong' })
    const result = retract(feed, undefined, [], [withdrawn], lookupIn([withdrawn]), day(20))
    expect(result.tombstones).toEqual([{ id: withdrawn.id, when: day(4), comment: 'wrong' }])
  })

  it('dates a withdrawal by the run that saw it where readers had the article, unless its own word is later', () => {
    const when = (updated: number) => {
      const withdrawn = articleEntry('a', 1, { status: 'withdrawn', updated: day(updated) })
      return ids(retract(feed, seenFeed([seenItem('a')]), [], [withdrawn], lookupIn([withdrawn]), day(20)))
    }
    expect(when(1)).toEqual([['a', day(20)]])
    expect(when(4)).toEqual([['a', day(4)]])
    expect(when(30)).toEqual([['a', day(20)]])
  })

  it('tells of the withdrawal of an article that had aged out of the newest N', () => {
    const withdrawn = articleEntry('a', 1, { status: 'withdrawn' })
    const options = { left: [articleEntry('a', 1)] }
    const result = retract(feed, seenFeed([]), [], [withdrawn], lookupIn([withdrawn]), day(20), options)
    expect(ids(result)).toEqual([['a', day(20)]])
  })

  it('tells a reason that changes', () => {
    const entry = (withdrawnReason: string) => articleEntry('a', 1, { status: 'withdrawn', withdrawnReason })
    const run = (reason: string, last: ReturnType<typeof seenFeed>, now: number) =>
      retract(feed, last, [], [entry(reason)], lookupIn([entry(reason)]), day(now))
    const first = run('wrong', seenFeed([seenItem('a')]), 20)
    const second = run('very wrong', { ...seenFeed([]), ...first }, 21)
    expect(second.tombstones).toEqual([{ id: seenItem('a').id, when: day(21), comment: 'very wrong' }])
    expect(run('very wrong', { ...seenFeed([]), ...second }, 22)).toEqual(second)
  })

  it('does not call an article gone whose file is there and cannot be read', () => {
    const unreadable = new Set([seenItem('a').id])
    const last = seenFeed([seenItem('b', 2), seenItem('a', 1)])
    expect(ids(retract(feed, last, [], [], () => [], day(20), { unreadable }))).toEqual([['b', day(20)]])
  })

  it('never dates a tombstone in the future', () => {
    const withdrawn = articleEntry('a', 1, { status: 'withdrawn', updated: day(30) })
    expect(ids(retract(feed, undefined, [], [withdrawn], () => [withdrawn], day(20)))).toEqual([
      ['a', day(20)],
    ])
  })

  it('takes the tombstone away when the article comes back', () => {
    const current = [articleEntry('a', 1)]
    const last = seenFeed([], { tombstones: [{ id: seenItem('a').id, when: day(3) }] })
    expect(ids(retract(feed, last, current, [], lookupIn(current), day(20)))).toEqual([])
  })

  it('drops a tombstone when the newest item is younger by more than the days it is kept, whatever the clock says', () => {
    const last = seenFeed([], { tombstones: [{ id: 'tag:x', when: day(1) }] })
    const keep = feedDefinition({ tombstoneDays: 10 })
    const until = (newest: number) =>
      ids(retract(keep, last, [articleEntry('n', newest)], [], () => [], day(31)))
    expect(until(11)).toHaveLength(1)
    expect(until(12)).toHaveLength(0)
  })
})
