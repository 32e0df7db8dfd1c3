import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantFromMs } from '../../src/article/instant.ts'
import { instantOfRfc822, instantOfRfc3339 } from '../../src/formats/dates.ts'

describe('RFC 822 dates', () => {
  it.each([
    // RSS 2.0 specification and the RSS Advisory Board's profile
    ['Sat, 07 Sep 2002 00:00:01 GMT', '2002-09-07T00:00:01Z'],
    ['Sat, 07 Sep 2002 0:00:01 GMT', undefined],
    ['Mon, 30 Sep 2002 01:56:02 GMT', '2002-09-30T01:56:02Z'],
    ['Sun, 19 May 2002 15:21:36 GMT', '2002-05-19T15:21:36Z'],
    // RFC 822, appendix A, and RFC 2822, appendix A
    ['26 Aug 76 14:29 EDT', '1976-08-26T18:29:00Z'],
    ['26 Aug 76 14:29 +0000', '1976-08-26T14:29:00Z'],
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06Z'],
    ['Tue, 1 Jul 2003 10:52:37 +0200', '2003-07-01T08:52:37Z'],
    ['Thu, 13 Feb 1969 23:32:54 -0330', '1969-02-14T03:02:54Z'],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06Z'],
    ['1 Jan 49 00:00:00 UT', '2049-01-01T00:00:00Z'],
    // zones by name
    ['Fri, 02 Feb 2024 21:30:00 EST', '2024-02-03T02:30:00Z'],
    ['Fri, 02 Feb 2024 21:30:00 CDT', '2024-02-03T02:30:00Z'],
    ['Fri, 02 Feb 2024 21:30:00 PST', '2024-02-03T05:30:00Z'],
    ['Fri, 02 Feb 2024 21:30:00 z', '2024-02-02T21:30:00Z'],
    ['  fri, 02 feb 2024 21:30:00 gmt\n', '2024-02-02T21:30:00Z'],
    // nonsense
    ['Fri, 02 Feb 2024 21:30:00', undefined],
    ['Fri, 02 Feb 2024 21:30:00 XYZ', undefined],
    ['Fri, 02 Feb 2024 21:30:00 +0075', undefined],
    ['Fri, 30 Feb 2024 21:30:00 GMT', undefined],
    ['Fri, 02 Feb 2024 24:00:00 GMT', undefined],
    ['Fri, 02 Foo 2024 21:30:00 GMT', undefined],
    ['2024-02-02T21:30:00Z', undefined],
    ['Invalid Date', undefined],
    ['', undefined],
  ])('%s', (text, instant) => {
    expect(instantOfRfc822(text)).toBe(instant)
  })

  it('reads back what Date writes, for every second', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (second) => {
        const text = new Date(second * 1000).toUTCString()
        expect(text).toMatch(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/)
        expect(instantOfRfc822(text)).toBe(instantFromMs(second * 1000))
      }),
      { seed: 822, numRuns: 500 },
    )
  })
})

describe('RFC 3339 dates', () => {
  it.each([
    // RFC 3339, section 5.8
    ['1985-04-12T23:20:50.52Z', '1985-04-12T23:20:50Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-20T00:39:57Z'],
    ['1990-12-31T23:59:60Z', '1991-01-01T00:00:00Z'],
    ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27Z'],
    // RFC 4287, section 3.3
    ['2003-12-13T18:30:02Z', '2003-12-13T18:30:02Z'],
    ['2003-12-13T18:30:02.25Z', '2003-12-13T18:30:02Z'],
    ['2003-12-13T18:30:02+01:00', '2003-12-13T17:30:02Z'],
    ['2003-12-13T18:30:02.25+01:00', '2003-12-13T17:30:02Z'],
    ['2003-12-13t18:30:02z', '2003-12-13T18:30:02Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    // nonsense
    ['0001-01-01T00:00:00+01:00', undefined],
    ['2003-12-13T18:30:02', undefined],
    ['2003-12-13 18:30:02Z', undefined],
    ['2003-12-13', undefined],
    ['2003-02-29T18:30:02Z', undefined],
    ['2003-12-13T18:30:02+24:00', undefined],
    ['2003-12-13T18:30:02+01:60', undefined],
    ['2003-12-13T18:30:61Z', undefined],
    ['Sat, 07 Sep 2002 00:00:01 GMT', undefined],
    ['', undefined],
  ])('%s', (text, instant) => {
    expect(instantOfRfc3339(text)).toBe(instant)
  })
})
