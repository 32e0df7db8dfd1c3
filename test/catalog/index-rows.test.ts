import { describe, expect, it } from 'vitest'
import { articleList, isHashed } from '../../src/catalog/index-rows.ts'

describe('the list of a word', () => {
  it.each(['peace', 'Climate change', 'C++ {p}', 'Ελλάδα', 'Zürich', ''])('is named by %j itself', (word) => {
    expect(articleList('live', 'tag', word)).toBe(`live tag:${word}`)
  })

  it.each(['#1', 'a\u0000b', 'line\nline', '\ud800', '\u{1f6a2}', 'x'.repeat(301)])(
    'is named by a hash for %j, which a store might not keep as it is',
    (word) => {
      expect(isHashed(articleList('hidden', 'author', word))).toBe(true)
    },
  )
})
