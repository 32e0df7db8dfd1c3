import { describe, expect, it } from 'vitest'
import type { Tombstone } from '../../src/feed/document.ts'
import { inputHashOf, type PlanFacts, planBuild } from '../../src/feed/plan.ts'
import type { RetractedItem } from '../../src/feed/published-state.ts'
import { articleEntry, day, feedDefinition, seenFeed } from '../support/newsroom.ts'

const world = feedDefinition()
const business = feedDefinition({ name: 'business', path: 'business', selection: { sections: ['business'] } })
const feeds = [world, business]
const last = [seenFeed([]), seenFeed([], { name: 'business', path: 'business' })]
const plan = (facts: Partial<PlanFacts>) =>
  planBuild(feeds, {
    changes: [],
    last,
    damaged: new Set(),
    moving: new Set(),
    leaving: new Set(),
    ...facts,
  }).map(({ name }) => name)

describe('planBuild', () => {
  it('looks at no feed when nothing changed', () => {
    expect(plan({})).toEqual([])
  })

  it('looks at all when it is not known what changed', () => {
    expect(plan({ changes: undefined })).toEqual(['world', 'business'])
  })

  it('looks at a feed that something left which may be gone by now', () => {
    expect(plan({ leaving: new Set(['business']) })).toEqual(['business'])
  })

  it('looks at the feeds that take the article as it was or as it is', () => {
    expect(plan({ changes: [{ after: articleEntry('a') }] })).toEqual(['world'])
    expect(plan({ changes: [{ before: articleEntry('a') }] })).toEqual(['world'])
    const moved = { before: articleEntry('a'), after: articleEntry('a', 1, { section: 'business' }) }
    expect(plan({ changes: [moved] })).toEqual(['world', 'business'])
    expect(plan({ changes: [{ after: articleEntry('a', 1, { section: 'sport' }) }] })).toEqual([])
  })

  it('looks at feeds no one has seen and at damaged ones', () => {
    expect(plan({ last: last.slice(0, 1) })).toEqual(['business'])
    expect(plan({ damaged: new Set(['world']) })).toEqual(['world'])
  })
})

describe('inputHashOf', () => {
  const none = { tombstones: [], retracted: [] }
  const inputHash = (...entries: ReturnType<typeof articleEntry>[]) => inputHashOf(world, entries, none, 'g')

  it('does not change when a file is renamed', () => {
    expect(inputHash(articleEntry('a', 1, { key: 'world/b.md', slug: 'b' }))).toBe(
      inputHash(articleEntry('a', 1)),
    )
  })

  it('does not change when what is gone is read from a manifest, whose fields stand in another order', () => {
    const of = (tombstone: Tombstone, retracted: RetractedItem) =>
      inputHashOf(world, [], { tombstones: [tombstone], retracted: [retracted] }, 'g')
    const now = of(
      { id: 'x', when: day(2), comment: 'why' },
      { id: 'x', url: 'https://example.org/x', published: day(1) },
    )
    const read = of(
      { comment: 'why', id: 'x', when: day(2) },
      { id: 'x', published: day(1), url: 'https://example.org/x' },
    )
    expect(read).toBe(now)
  })

  it.each([
    ['an article changes', inputHash(articleEntry('a', 1, { contentHash: 'x' }))],
    ['its updated moves', inputHash(articleEntry('a', 1, { updated: day(9) }))],
    ['one more comes', inputHash(articleEntry('a', 1), articleEntry('b', 1))],
    ['the feed is set up otherwise', inputHashOf({ ...world, limit: 1 }, [articleEntry('a', 1)], none, 'g')],
    ['the program is another', inputHashOf(world, [articleEntry('a', 1)], none, 'h')],
    [
      'something is withdrawn',
      inputHashOf(world, [articleEntry('a', 1)], { ...none, tombstones: [{ id: 'x', when: day(1) }] }, 'g'),
    ],
  ])('changes when %s', (_, changed) => {
    expect(changed).not.toBe(inputHash(articleEntry('a', 1)))
  })
})
