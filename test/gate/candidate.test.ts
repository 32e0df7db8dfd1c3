import { describe, expect, it } from 'vitest'
import { composeItem } from '../../src/feed/compose.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import { type CandidateFile, type CandidateParts, writeCandidate } from '../../src/gate/candidate.ts'
import { formats } from '../support/formats.ts'
import { articleEntry, day, feedDefinition, seenItem } from '../support/newsroom.ts'

function candidate(
  count: number,
  bodyBytes: number,
  changes: Partial<FeedDefinition> = {},
  retracted = false,
  written?: (file: CandidateFile) => void,
) {
  const feed = feedDefinition(changes)
  const items = Array.from({ length: count }, (_, i) =>
    composeItem(
      articleEntry(`n${i}`, 28 - i),
      { contentHtml: `<p>${'x'.repeat(bodyBytes)}</p>`, excerptHtml: '', summary: 'short' },
      feed,
      day(30),
    ),
  )
  const { id, url, published } = seenItem('gone', 1)
  const parts: CandidateParts = {
    items,
    retraction: retracted
      ? { tombstones: [{ id, when: day(29), comment: 'It was wrong.' }], retracted: [{ id, url, published }] }
      : { tombstones: [], retracted: [] },
    formats,
    translations: [],
    inputHash: 'hash',
    fallbackUpdated: day(1),
  }
  return writeCandidate(feed, parts, written)
}
const itemsIn = (made: ReturnType<typeof candidate>) =>
  made.files.map(({ document }) => document.items.length)

const textOf = (file: CandidateFile | undefined) => new TextDecoder().decode(file?.bytes)

describe('writeEdition', () => {
  it('writes every format, and says what readers will have seen', () => {
    const made = candidate(3, 100)
    expect(made.files.map(({ format }) => format.fileName)).toEqual(['rss.xml', 'atom.xml', 'feed.json'])
    expect(made.seen.items.map(({ title }) => title)).toEqual(['About n0', 'About n1', 'About n2'])
    expect(made.seen.updated).toBe(day(28))
    expect(made.findings).toEqual([])
  })

  it('hands over each document as it is written, except one beyond the limit', () => {
    const handed: CandidateFile[] = []
    const made = candidate(3, 100, {}, false, (file) => handed.push(file))
    expect(handed).toEqual(made.files)
    handed.length = 0
    const reduced = candidate(20, 2000, { maxBytes: 20_000 }, false, (file) => handed.push(file))
    expect(handed).toEqual(reduced.files)
  })

  it('leaves out the oldest items until every document is within its budget, the same in each format', () => {
    const made = candidate(20, 2000, { maxBytes: 20_000 })
    expect(Math.max(...made.files.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(20_000)
    const [count = 0] = itemsIn(made)
    expect(itemsIn(made)).toEqual([count, count, count])
    expect(count).toBeGreaterThanOrEqual(6)
    expect(made.seen.items.at(0)?.title).toBe('About n0')
    expect(made.seen.items).toHaveLength(count)
    expect(made.findings).toMatchObject([{ code: 'feed-over-budget', severity: 'warning', feed: 'world' }])
  })

  it('gives only summary and link of a single giant article, and names it', () => {
    const made = candidate(1, 30_000, { maxBytes: 20_000 })
    expect(made.files[0]?.document.items[0]).not.toHaveProperty('contentHtml')
    expect(made.files[0]?.document.items[0]?.summary).toBe('short')
    expect(made.findings).toMatchObject([{ code: 'item-over-budget', item: 'tag:example.org,2024:world/n0' }])
  })

  it('tells a withdrawn article by tombstone in Atom only, unless the feed wants notices', () => {
    const [rss, atom, json] = candidate(2, 10, {}, true).files
    expect(textOf(rss)).not.toContain('gone')
    expect(textOf(json)).not.toContain('gone')
    expect(textOf(atom)).toContain('deleted-entry')
    expect(itemsIn(candidate(2, 10, { retraction: 'notice' }, true))).toEqual([3, 2, 3])
    expect(textOf(candidate(2, 10, { retraction: 'notice' }, true).files[0])).toContain('It was wrong.')
  })
})
