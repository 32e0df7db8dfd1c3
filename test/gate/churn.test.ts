import { describe, expect, it } from 'vitest'
import { judgeChurn } from '../../src/gate/churn.ts'
import { day, feedDefinition, seenFeed, seenItem } from '../support/newsroom.ts'

const feed = feedDefinition({ maxLateItems: 2 })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const items = (from: number, to: number) => range(from, to).map((n) => seenItem(`n${n}`, n))
const codes = (...args: Parameters<typeof judgeChurn>) => judgeChurn(...args).map(({ code }) => code)

describe('judgeChurn', () => {
  it('lets a feed nobody has seen say anything', () => {
    expect(judgeChurn(feed, undefined, seenFeed(items(1, 20)))).toEqual([])
  })

  it('lets new articles in and old ones age out', () => {
    expect(judgeChurn(feed, seenFeed(items(1, 10)), seenFeed(items(5, 14)))).toEqual([])
  })

  it('holds an article that would come back under another id, naming both ids and the way out', () => {
    const next = seenFeed([...items(1, 4), seenItem('n5', 5, { id: 'tag:new' })])
    const [finding, ...rest] = judgeChurn(feed, seenFeed(items(1, 5)), next)
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

  it('recognises it by title and date too, when id and address both changed', () => {
    const next = seenFeed([
      ...items(1, 4),
      seenItem('n5', 5, { id: 'tag:new', url: 'https://example.org/new/' }),
    ])
    expect(codes(feed, seenFeed(items(1, 5)), next)).toEqual(['churn-id-changed'])
  })

  it('holds a published date that moves, in either direction', () => {
    for (const moved of [4, 6]) {
      const next = seenFeed([seenItem('n5', 5, { published: day(moved) })])
      expect(codes(feed, seenFeed(items(5, 5)), next)).toEqual(['churn-published-moved'])
    }
  })

  it('holds the loss of more than half, but not of a few', () => {
    const lose = (count: number, of: number) => {
      const gone = items(1, count)
      const tombstones = gone.map(({ id }) => ({ id, when: day(30) }))
      return codes(feed, seenFeed(items(1, of)), seenFeed(items(count + 1, of), { tombstones }))
    }
    expect(lose(3, 3)).toEqual([])
    expect(lose(4, 4)).toEqual(['churn-mass-disappearance'])
    expect(lose(5, 10)).toEqual([])
    expect(lose(6, 10)).toEqual(['churn-mass-disappearance'])
  })

  it('holds it also where the files are there and cannot be read', () => {
    const unreadable = new Set(items(1, 6).map(({ id }) => id))
    const judged = judgeChurn(feed, seenFeed(items(1, 10)), seenFeed(items(7, 10)), unreadable)
    expect(judged.map(({ code }) => code)).toEqual(['churn-mass-disappearance'])
  })

  it('holds a flood of items older than what readers have, and names them', () => {
    const last = seenFeed(items(10, 20))
    expect(judgeChurn(feed, last, seenFeed([...items(10, 20), ...items(8, 9)]))).toEqual([])
    const [finding] = judgeChurn(feed, last, seenFeed([...items(10, 20), ...items(7, 9)]))
    expect(finding).toMatchObject({ code: 'churn-late-items', got: '3 late items' })
    expect(finding?.message).toContain('"About n7" (2024-01-07, tag:example.org,2024:world/n7)')
  })

  it('names every item that would go from a feed of fifty', () => {
    const last = seenFeed(Array.from({ length: 50 }, (_, n) => seenItem(`n${n}`, 1 + (n % 28))))
    const tombstones = last.items.map(({ id }) => ({ id, when: day(30) }))
    const [finding] = judgeChurn(feed, last, seenFeed([], { tombstones }))
    for (const { id } of last.items) expect(finding?.message).toContain(`, ${id})`)
  })

  it('allows older items to fill the places of those that left', () => {
    const tombstones = items(19, 20).map(({ id }) => ({ id, when: day(30) }))
    const next = seenFeed([...items(10, 18), ...items(6, 9)], { tombstones })
    expect(judgeChurn(feed, seenFeed(items(10, 20)), next)).toEqual([])
  })
})
