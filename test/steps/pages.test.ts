import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { isSitemapDue } from '../../src/steps/sitemap-window.ts'
import { articleEntry, at, day } from '../support/newsroom.ts'

describe('isSitemapDue', () => {
  const newest = [articleEntry('a', 3), articleEntry('b', 1, { embargoedUntil: day(2) })]

  const catalog = createMemoryCatalog()

  beforeAll(() =>
    catalog.apply({
      put: newest.map((entry) => ({
        key: entry.key,
        revision: '1',
        findings: [],
        entry,
        memory: { firstSeen: day(1) },
      })),
      remove: [],
    }),
  )

  it.each([
    ['nothing leaves while the articles are young', day(3), day(4), false],
    ['the embargoed one leaves two days after its embargo', day(3), at('2024-01-04T12:00:01Z'), true],
    ['it has left already', at('2024-01-04T12:00:01Z'), day(5), false],
    ['the other one leaves', day(5), day(6), true],
    ['all have left', day(6), day(20), false],
  ])('%s', (_, since, now, expected) => {
    expect(isSitemapDue(catalog, since, now)).toBe(expected)
  })
})
