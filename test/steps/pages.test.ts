import { describe, expect, it } from 'vitest'
import { isSitemapDue } from '../../src/steps/pages.ts'
import { articleEntry, at, day } from '../support/newsroom.ts'

describe('isSitemapDue', () => {
  const newest = [articleEntry('a', 3), articleEntry('b', 1, { embargoedUntil: day(2) })]

  it.each([
    ['nothing leaves while the articles are young', day(3), day(4), false],
    ['the embargoed one leaves two days after its embargo', day(3), at('2024-01-04T12:00:01Z'), true],
    ['it has left already', at('2024-01-04T12:00:01Z'), day(5), false],
    ['the other one leaves', day(5), day(6), true],
    ['all have left', day(6), day(20), false],
  ])('%s', (_, since, now, expected) => {
    expect(isSitemapDue(newest, since, now)).toBe(expected)
  })
})
