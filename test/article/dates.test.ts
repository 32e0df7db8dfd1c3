import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDay, readDate } from '../../src/article/dates.ts'
import { instantFromMs, isInstant } from '../../src/article/instant.ts'

describe('readDate', () => {
  it.each([
    ['2024-02-02T21:00:00Z', 'UTC', '2024-02-02T21:00:00Z'],
    ['2024-02-02t21:00:00.123456z', 'UTC', '2024-02-02T21:00:00Z'],
    // RFC 3339 section 5.8
    ['1985-04-12T23:20:50.52Z', 'UTC', '1985-04-12T23:20:50Z'],
    ['1996-12-19T16:39:57-08:00', 'UTC', '1996-12-20T00:39:57Z'],
    ['1990-12-31T23:59:60Z', 'UTC', '1990-12-31T23:59:59Z'],
    ['1937-01-01T12:00:27.87+00:20', 'UTC', '1937-01-01T11:40:27Z'],
    // RFC 822 with the year of RFC 5322
    ['Sat, 07 Sep 2002 00:00:01 GMT', 'UTC', '2002-09-07T00:00:01Z'],
    ['7 Sep 2002 00:00 EDT', 'UTC', '2002-09-07T04:00:00Z'],
    ['Fri, 21 Nov 1997 09:55:06 -0600', 'UTC', '1997-11-21T15:55:06Z'],
    // no zone: the site's
    ['2024-02-02', 'America/New_York', '2024-02-02T05:00:00Z'],
    ['2024-2-2', 'UTC', '2024-02-02T00:00:00Z'],
    ['2024-07-02 21:00', 'Europe/Berlin', '2024-07-02T19:00:00Z'],
    ['2024-07-02 21:00:09', 'Asia/Kathmandu', '2024-07-02T15:15:09Z'],
    ['2024-07-02 21:00 +0200', 'Asia/Kathmandu', '2024-07-02T19:00:00Z'],
    ['2024-07-02 21:00 UTC', 'Asia/Kathmandu', '2024-07-02T21:00:00Z'],
    // the skipped hour, the hour struck twice, a whole day skipped (Samoa, 2011), midnight skipped
    ['2024-03-31 02:30', 'Europe/Berlin', '2024-03-31T01:30:00Z'],
    ['2024-10-27 02:30', 'Europe/Berlin', '2024-10-27T00:30:00Z'],
    ['2011-12-30 12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00Z'],
    // the year first, whatever stands between; nothing between
    ['2019/3/8', 'UTC', '2019-03-08T00:00:00Z'],
    ['2019.03.08 7:05', 'UTC', '2019-03-08T07:05:00Z'],
    ['20190308', 'UTC', '2019-03-08T00:00:00Z'],
    ['20190308T070500Z', 'Asia/Tokyo', '2019-03-08T07:05:00Z'],
    // offsets as programs and people write them
    ['2019-03-08 07:05 -4', 'UTC', '2019-03-08T11:05:00Z'],
    ['2019-03-08 07:05 UTC+5:30', 'UTC', '2019-03-08T01:35:00Z'],
    ['2019-03-08 07:05 GMT−3', 'UTC', '2019-03-08T10:05:00Z'],
    ['2019-07-08 07:05 CEST', 'UTC', '2019-07-08T05:05:00Z'],
    ['2019-07-08 07:05 bst', 'UTC', '2019-07-08T06:05:00Z'],
    ['8\u00a0March\u00a02019, 7:05\u202fpm', 'UTC', '2019-03-08T19:05:00Z'],
    // a clock of twelve hours
    ['2019-03-08 12:05 am', 'UTC', '2019-03-08T00:05:00Z'],
    ['2019-03-08 12:05 p.m.', 'UTC', '2019-03-08T12:05:00Z'],
    // English names of months, in any order
    ['8 March 2019', 'Asia/Tokyo', '2019-03-07T15:00:00Z'],
    ['March 8th, 2019', 'UTC', '2019-03-08T00:00:00Z'],
    ['Fri, Mar 8, 2019 at 7:05 pm', 'UTC', '2019-03-08T19:05:00Z'],
    ['Sept. 8, 2019', 'UTC', '2019-09-08T00:00:00Z'],
    ['Fri Mar 08 2019 07:05:00 GMT+0100 (CET)', 'UTC', '2019-03-08T06:05:00Z'],
    ['Fri Mar  8 07:05:00 2019', 'UTC', '2019-03-08T07:05:00Z'],
    // one number can only be the day
    ['3/18/2019', 'UTC', '2019-03-18T00:00:00Z'],
    ['18.3.2019 7:05', 'UTC', '2019-03-18T07:05:00Z'],
    ['3/3/2019', 'UTC', '2019-03-03T00:00:00Z'],
    // No zone is so far east, but programs of sites accept it.
    ['2023-04-03T17:10:00+20:00', 'UTC', '2023-04-02T21:10:00Z'],
  ])('%s in %s', (text, zone, expected) => expect(readDate(text, zone)).toBe(expected))

  it.each([
    ['2024-02-30', 'day 30'],
    ['2023-02-29', 'day 29'],
    ['2024-13-01', 'month 13'],
    ['2024-00-01', 'month 0'],
    ['2024-01-01 25:00', 'hour 25'],
    ['2024-01-01 24:00', 'hour 24'],
    ['2024-01-01 10:61', 'minute 61'],
    ['2024-01-01 10:00:61', 'second 61'],
    ['1899-12-31', 'year 1899'],
    ['2201-01-01', 'year 2201'],
    ['0024-01-01', 'year 24'],
    ['2024-01-01T10:00:00+25:00', 'zone'],
    ['Mon, 07 Sep 2002 00:00:01 GMT', 'says Mon, but that day is a Sat'],
    ['07 Foo 2002 00:00:01 GMT', 'month Foo'],
    ['07 Sep 2002 00:00:01 XYZ', 'zone XYZ'],
    ['02/03/2024', 'can be 2 March or 3 February'],
    ['31/31/2024', 'month 31'],
    ['2024-01-01 13:00 pm', 'hour 13'],
    ['Thu, 8 March 2019', 'says Thu, but that day is a Fri'],
    ['March 2019', 'unknown format'],
    ['8 Mxx 2019', 'month Mxx'],
    ['2024-01/01', 'unknown format'],
    ['yesterday', 'unknown format'],
    ['', 'unknown format'],
    ['1706907600', 'unknown format'],
  ])('refuses %s', (text, problem) =>
    expect(readDate(text, 'UTC')).toMatchObject({ problem: expect.stringContaining(problem) }),
  )

  it('lists both meanings of an ambiguous date', () =>
    expect(readDate('4/3/2022 21:00', 'UTC')).toMatchObject({ expected: '2022-03-04 or 2022-04-03' }))

  it('reads back every time in every notation of the zone', () => {
    const moment = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2200, 11, 30) })
    fc.assert(
      fc.property(moment, (ms) => {
        const instant = instantFromMs(ms)
        if (instant === undefined || !isInstant(instant)) throw new Error('not a moment')
        expect(readDate(instant, 'Asia/Tokyo')).toBe(instant)
        expect(readDate(new Date(ms).toUTCString(), 'Asia/Tokyo')).toBe(instant)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})

it('determines the calendar day in a time zone', () => {
  const instant = readDate('2024-12-31T23:30:00Z', 'UTC')
  if (typeof instant !== 'string') throw new Error(instant.problem)
  expect(localDay(instant, 'Europe/Berlin')).toEqual({ year: '2025', month: '01', day: '01' })
  expect(localDay(instant, 'America/New_York')).toEqual({ year: '2024', month: '12', day: '31' })
})
