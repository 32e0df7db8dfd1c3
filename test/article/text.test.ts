import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legalText, plainLine, shorten } from '../../src/article/text.ts'

describe('legalText', () => {
  it.each([
    ['plain', 'a b', 'a b'],
    ['C0 controls', 'a\u0000\u0001\u000b\u000c\u001fb', 'ab'],
    ['tab and line feed stay', 'a\tb\nc', 'a\tb\nc'],
    ['CRLF and CR', 'a\r\nb\rc', 'a\nb\nc'],
    ['lone surrogates', 'a\ud83db\ude00c', 'abc'],
    ['a pair split by a control goes as a whole', '\ud83d\u0001\ude00', ''],
    ['astral characters stay', '😀𠮷', '😀𠮷'],
    ['noncharacters', '\ufdd0\ufdef\ufffe\uffff\ufffd', '\ufffd'],
    ['C1 controls are legal', '\u0085\u009f', '\u0085\u009f'],
  ])('%s', (_name, text, expected) => expect(legalText(text)).toBe(expected))

  it('leaves only XML Char, once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        const legal = legalText(text)
        expect(legal).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\u{10000}-\u{10ffff}]*$/u)
        expect(legalText(legal)).toBe(legal)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })
})

describe('plainLine', () => {
  it.each([
    ['  a \n\t b\u2028c  ', 'a b c'],
    ['«\u00a0oui\u00a0»', '«\u00a0oui\u00a0»'],
    ['\u0001 \u0002', ''],
  ])('%j', (text, expected) => expect(plainLine(text)).toBe(expected))
})

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

  it('is never longer than asked', () => {
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
})
