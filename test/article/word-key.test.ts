import { describe, expect, it } from 'vitest'
import { wordKey } from '../../src/article/word-key.ts'

describe('the key of a word', () => {
  it.each([
    'Sponsored',
    '#sponsored',
    '[[Sponsored]]',
    '"sponsored"',
    '“Sponsored”',
    'SPONSORED!',
    ' sponsored ',
    '##sponsored',
  ])('is the same for %s', (word) => expect(wordKey(word)).toBe('sponsored'))

  it.each(['C', 'C++', 'C#', '#', 'ads/sponsored', '!', '日本'])('is different for %s', (word) => {
    const others = ['C', 'C++', 'C#', '#', 'ads/sponsored', '!', '日本'].filter((other) => other !== word)
    expect(others.map(wordKey)).not.toContain(wordKey(word))
    expect(wordKey(word)).not.toBe('')
  })
})
