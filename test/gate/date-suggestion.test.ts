import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DateForm, readDate, writeDate } from '../../src/gate/lint/date-forms.ts'
import { suggestDate } from '../../src/gate/lint/date-suggestion.ts'
import { lintDocument } from '../../src/gate/lint/index.ts'

const NINE = 'Tue, 06 Feb 2024 09:00:00 GMT'
const IF_GMT = ', if it is in GMT'

describe('suggestDate', () => {
  it.each([
    ['2024-02-06T09:00:00Z', NINE],
    ['2024-02-06T10:00:00+0100', NINE],
    ['Tue, 06 Feb 2024 10:00:00 +01:00', NINE],
    ['Tuesday, 6 February 2024 9:00:00 GMT', NINE],
    ['Mon, 6 Feb 2024 9:00 AM GMT', NINE],
    ['Di, 06. Feb. 2024 10:00:00 +0100', NINE],
    ['mar., 06 févr. 2024 10:00:00 +0100', NINE],
    ['mar, 06 feb 2024 10:00:00 +0100', NINE],
    ['Вт, 06 фев 2024 12:00:00 +0300', NINE],
    ['Tue Feb 06 10:00:00 CET 2024', NINE],
    ['Tue Feb 06 2024 10:00:00 GMT+0100 (Central European Standard Time)', NINE],
    ['1707210000', NINE],
    ['1707210000123', NINE],
    ['2024-02-06 09:00:00', NINE + IF_GMT],
    ['Tue, 06 Feb 2024 09:00:00', NINE + IF_GMT],
    ['06-Feb-2024 9:00 am', NINE + IF_GMT],
    ['February 6th, 2024', `Tue, 06 Feb 2024 00:00:00 GMT${IF_GMT}`],
    ['13/2/2024', `Tue, 13 Feb 2024 00:00:00 GMT${IF_GMT}`],
  ])('understands %s', (text, expected) => {
    expect(suggestDate(text, 'rfc822')).toBe(expected)
  })

  it.each([
    'yesterday',
    '',
    '06/02/2024',
    '31 Feb 2024 09:00:00 GMT',
    '0000-00-00 00:00:00',
    'Tue, 06 Foo 2024',
  ])('invents no moment for %o', (text) => {
    for (const form of ['rfc822', 'rfc3339', 'w3cdtf'] as const)
      expect(suggestDate(text, form)).toContain('as in')
  })

  it('keeps a day a day where days are allowed', () => {
    expect(suggestDate('6 Feb 2024', 'w3cdtf')).toBe('2024-02-06')
  })

  it('says in any form what a date in another form says', () => {
    const forms = fc.constantFrom<DateForm>('rfc822', 'rfc3339', 'w3cdtf')
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(seconds, forms, forms, (at, from, to) => {
        const text = writeDate(at * 1000, from)
        expect(readDate(suggestDate(text, to), to)?.ms).toBe(at * 1000)
      }),
    )
  })

  it('is what the rules expect in place of a wrong date', () => {
    const rss = (date: string) =>
      lintDocument(`<rss version="2.0"><channel><item><pubDate>${date}</pubDate></item></channel></rss>`)
    expect(rss('2024-02-06T09:00:00Z')).toContainEqual(
      expect.objectContaining({ code: 'rss-date-invalid', expected: NINE }),
    )
    expect(rss('Mon, 06 Feb 2024 09:00:00 GMT')).toContainEqual(
      expect.objectContaining({ code: 'rss-date-weekday-wrong', expected: NINE }),
    )
    expect(rss('6 Feb 24 09:00 UT')).toContainEqual(
      expect.objectContaining({ code: 'rss-date-ambiguous', expected: NINE }),
    )
  })
})

describe('dates by RFC 822', () => {
  it.each([
    ['comments', 'Tue (Shrove), 06(th) Feb(ruary (2nd\\)) ) 2024 () 09:00:00 GMT(UTC)'],
    ['other capitals', 'tUE, 06 FEB 2024 09:00:00 gmt'],
    ['no space behind the comma', 'Tue,06 Feb 2024 09:00:00 GMT'],
    ['much white space', '\tTue , \n 06  Feb\t2024  09:00:00   GMT '],
    ['a military zone, as RFC 2822 takes it', 'Tue,06 Feb 2024 09:00:00 Q'],
    ['a military zone in lower case', 'Tue, 06 Feb 2024 09:00:00 a'],
  ])('may have %s', (_name, text) => {
    expect(readDate(text, 'rfc822')).toMatchObject({ ms: Date.UTC(2024, 1, 6, 9), isUnusual: true })
  })

  it.each([
    'Tue, 06 Feb 2024 09:00:00 J',
    'Tue, 06 Feb 2024 09:00:00 GMTX',
    'Tue, 06 Feb 2024 09:00:00 (GMT)',
    'Tue, 06 Feb 2024 09:00:00GMT',
    'Tue, 06 Feb 2024 09:00:00 (unclosed GMT',
    'Tue 06 Feb 2024 09:00:00 GMT',
    'Tues, 06 Feb 2024 09:00:00 GMT',
  ])('are not %s', (text) => {
    expect(readDate(text, 'rfc822')).toBeUndefined()
  })
})
