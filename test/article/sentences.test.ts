import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shorten } from '../../src/article/sentences.ts'

describe('shorten', () => {
  it.each([
    ['fits', 'One two.', 8, 'One two.'],
    ['at a sentence end', 'One two. Three four five six', 14, 'One two.'],
    ['at a word end', 'One two three four', 12, 'One two…'],
    ['at the very word end', 'One two three four', 14, 'One two three…'],
    ['without white space', 'abcdefghij', 5, 'abcd…'],
    ['not inside a pair', 'ab😀cd', 4, 'ab…'],
    ['without white space in another script', '北京。上海下雨了今天', 5, '北京。'],
  ])('%s', (_name, text, limit, expected) => expect(shorten(text, limit)).toBe(expected))

  it('is never longer than the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 60 }),
        (text, limit) => {
          const short = shorten(text, limit)
          expect(short.length).toBeLessThanOrEqual(limit)
          expect(short).not.toMatch(/\p{Surrogate}/u)
        },
      ),
      { seed: 2, numRuns: 1000 },
    )
  })

  it.each([
    ['Police arrested Lt. Gen. Abel Hale on Monday.', 'Police arrested Lt. Gen. Abel…'],
    ['He flew to the U.S. Senate yesterday at noon.', 'He flew to the U.S. Senate…'],
    ['Er kam am Montag, 3. Mai nach Kiel zurück.', 'Er kam am Montag, 3. Mai nach…'],
    ['It fell by 3.5 per cent, i.e. Much of it was', 'It fell by 3.5 per cent, i.e.…'],
    ['They met J. R. Hale in the old town hall.', 'They met J. R. Hale in the…'],
    ['He left at noon. She stayed until the evening', 'He left at noon.'],
    ['“He left at noon.” She stayed until the end', '“He left at noon.”'],
    ['Was it he? Lt. Hale said nothing of the matter', 'Was it he? Lt. Hale said…'],
  ])('%s', (text, expected) => expect(shorten(text, 30)).toBe(expected))

  it.each(['👩‍👩‍👧‍👦', '🇬🇷', 'ก็', 'é', '👍🏽', 'ក្រ'])('does not split a %s', (character) => {
    const text = character.repeat(40)
    for (let limit = 20; limit < 60; limit += 1) {
      const cut = shorten(text, limit).slice(0, -1)
      expect(cut.length % character.length, String(limit)).toBe(0)
    }
  })
})
