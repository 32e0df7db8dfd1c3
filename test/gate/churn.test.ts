import { describe, expect, it } from 'vitest'
import type { Absence } from '../../src/feed/missing-items.ts'
import type { PublishedFeed } from '../../src/feed/published-state.ts'
import { type ChurnFacts, judgeChurn } from '../../src/gate/churn.ts'
import { day, feedDefinition, seenFeed, seenItem } from '../support/newsroom.ts'

const feed = feedDefinition({ maxLateItems: 2 })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const items = (from: number, to: number) => range(from, to).map((n) => seenItem(`n${n}`, n))

/** The facts of a newsroom in which the named items are absent for this reason; all others have only aged out. */
const factsOf = (absence: Absence, absent: readonly { readonly id: string }[] = []): ChurnFacts => ({
  absenceOf: (id) => (absent.some((item) => item.id === id) ? absence : undefined),
  emptyFolderOf: () => undefined,
  isDated: () => false,
  releasedAt: () => undefined,
})
const judge = (last: PublishedFeed | undefined, next: PublishedFeed, facts = factsOf('lost')) =>
  judgeChurn(feed, last, next, facts)
const codes = (...args: Parameters<typeof judge>) => judge(...args).map(({ code }) => code)

describe('judgeChurn', () => {
  it('lets a feed no one has seen say anything', () => {
    expect(judge(undefined, seenFeed(items(1, 20)))).toEqual([])
  })

  it('lets new articles in and old ones age out', () => {
    expect(judge(seenFeed(items(1, 10)), seenFeed(items(5, 14)))).toEqual([])
  })

  it('holds an article that would come back under another id, naming both ids and the way out', () => {
    const next = seenFeed([...items(1, 4), seenItem('n5', 5, { id: 'tag:new' })])
    const [finding, ...rest] = judge(seenFeed(items(1, 5)), next, factsOf('lost', items(5, 5)))
    expect(rest).toEqual([])
    expect(finding).toMatchObject({
      code: 'churn-id-changed',
      severity: 'error',
      feed: 'world',
      item: 'tag:new',
      expected: 'tag:example.org,2024:world/n5',
    })
    expect(finding?.fix).toContain('--accept-churn world')
  })

  it('recognizes it by title and date too, when id and address both changed', () => {
    const next = seenFeed([
      ...items(1, 4),
      seenItem('n5', 5, { id: 'tag:new', url: 'https://example.org/new/' }),
    ])
    expect(codes(seenFeed(items(1, 5)), next, factsOf('lost', items(5, 5)))).toEqual(['churn-id-changed'])
  })

  it('holds a published date that moves, in either direction', () => {
    for (const moved of [4, 6]) {
      const next = seenFeed([seenItem('n5', 5, { published: day(moved) })])
      expect(codes(seenFeed(items(5, 5)), next)).toEqual(['churn-published-moved'])
    }
  })

  it('counts an item once that stands in the feed and in its archive', () => {
    const lost = items(1, 3)
    const facts = { ...factsOf('lost', lost), leftArchive: lost }
    expect(judge(seenFeed(items(1, 4)), seenFeed(items(4, 4)), facts)).toEqual([])
    const all = { ...facts, leftArchive: [...lost, ...lost] }
    const [finding] = judge(seenFeed(lost), seenFeed([]), all)
    expect(finding?.message).toContain('3 items would disappear')
  })

  it('holds an article under another id only where the file of the known one is lost', () => {
    const next = seenFeed([...items(1, 4), seenItem('n5', 5, { id: 'tag:new' })])
    const of = (absence: Absence) => codes(seenFeed(items(1, 5)), next, factsOf(absence, items(5, 5)))
    expect(of('lost')).toEqual(['churn-id-changed'])
    for (const absence of ['withheld', 'moved', 'deselected'] as const) expect(of(absence)).toEqual([])
    expect(codes(seenFeed(items(1, 5)), next)).toEqual([])
  })

  /** Absent `count` of the oldest of `of` items. */
  const lose = (count: number, of: number, absence: Absence, more: Partial<ChurnFacts> = {}) =>
    codes(seenFeed(items(1, of)), seenFeed(items(count + 1, of)), {
      ...factsOf(absence, items(1, count)),
      ...more,
    })

  it.each(['lost', 'deselected'] as const)('holds it when more than half is %s, but not a few', (absence) => {
    expect(lose(3, 4, absence)).toEqual([])
    expect(lose(4, 5, absence)).toEqual(['churn-mass-disappearance'])
    expect(lose(5, 10, absence)).toEqual([])
    expect(lose(6, 10, absence)).toEqual(['churn-mass-disappearance'])
  })

  it('holds a small feed that would lose all it has, but not the last article of a tag', () => {
    expect(lose(1, 1, 'lost')).toEqual([])
    expect(lose(2, 2, 'lost')).toEqual(['churn-mass-disappearance'])
    expect(lose(3, 3, 'lost')).toEqual(['churn-mass-disappearance'])
  })

  it('holds the loss of a whole folder, however many items other folders have', () => {
    const folder = { emptyFolderOf: () => 'sport' }
    expect(lose(1, 1, 'lost', folder)).toEqual(['churn-mass-disappearance'])
    expect(lose(1, 20, 'lost', folder)).toEqual([])
    expect(lose(2, 20, 'lost', folder)).toEqual(['churn-mass-disappearance'])
  })

  it('holds the loss of as many items of the archive', () => {
    const archived = (count: number) => Array.from({ length: count }, (_, n) => seenItem(`old${n}`, 1))
    const lose = (count: number, absence: Absence) => {
      const leftArchive = archived(count)
      return codes(seenFeed(items(1, 10)), seenFeed(items(1, 10)), {
        ...factsOf(absence, leftArchive),
        leftArchive,
      })
    }
    expect(lose(5, 'lost')).toEqual([])
    expect(lose(6, 'lost')).toEqual(['churn-mass-disappearance'])
    expect(lose(60, 'withheld')).toEqual([])
  })

  it.each(['withheld', 'moved'] as const)('holds nothing that articles state: %s', (absence) => {
    for (const [count, of] of [
      [1, 1],
      [4, 4],
      [9, 10],
    ] as const)
      expect(lose(count, of, absence, { emptyFolderOf: () => 'sport' })).toEqual([])
  })

  it('holds a flood of items older than what readers have, and names them', () => {
    const last = seenFeed(items(10, 20))
    expect(judge(last, seenFeed([...items(10, 20), ...items(8, 9)]))).toEqual([])
    const [finding] = judge(last, seenFeed([...items(10, 20), ...items(7, 9)]))
    expect(finding).toMatchObject({ code: 'churn-late-items', got: '3 late items' })
    expect(finding?.message).toContain('"About n7" (2024-01-07, tag:example.org,2024:world/n7)')
  })

  it('names every item that would go from a feed of fifty', () => {
    const last = seenFeed(Array.from({ length: 50 }, (_, n) => seenItem(`n${n}`, 1 + (n % 28))))
    const [finding] = judge(last, seenFeed([]), factsOf('lost', last.items))
    for (const { id } of last.items) expect(finding?.message).toContain(`, ${id})`)
  })

  it('allows older items to fill the places of those that left', () => {
    const next = seenFeed([...items(10, 18), ...items(6, 9)])
    expect(judge(seenFeed(items(10, 20)), next)).toEqual([])
    const vacated = seenFeed(items(10, 18), { vacated: 2 })
    expect(judge(vacated, next)).toEqual([])
    expect(codes(seenFeed(items(10, 18)), next)).toEqual(['churn-late-items'])
  })

  it('takes for late what was public long ago, not what an editor releases now', () => {
    const last = seenFeed(items(10, 20), { tombstones: [{ id: seenItem('n4', 4).id, when: day(15) }] })
    const next = seenFeed([...items(10, 20), ...items(4, 9)])
    expect(codes(last, next)).toEqual(['churn-late-items'])
    const drafts = new Set(items(5, 7).map(({ id }) => id))
    const facts = { ...factsOf('lost'), releasedAt: (id: string) => (drafts.has(id) ? day(21) : undefined) }
    expect(codes(last, next, facts)).toEqual([])
  })
})
