import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legalText, plainLine } from '../../src/article/text.ts'

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

  it('leaves only XML characters, and is idempotent', () => {
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
    ['港が\n再開した。\n 船は', '港が再開した。船は'],
    ['港が 再開', '港が 再開'],
    ['항구가\n다시', '항구가 다시'],
    ['再開\nFerry', '再開 Ferry'],
  ])('%j', (text, expected) => expect(plainLine(text)).toBe(expected))
})
