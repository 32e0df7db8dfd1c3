import fc from 'fast-check'
import { createTask, parse } from 'node-cron'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { nextCronTime } from '../../src/schedule/cron-times.ts'

const DAY = 86_400_000

function schedule(expression: string, timeZone: string) {
  const { second, minute, hour } = parse(expression)
  const task = createTask(expression, () => undefined, { timezone: 'UTC' })
  const first = (((hour[0] ?? 0) * 60 + (minute[0] ?? 0)) * 60 + (second[0] ?? 0)) * 1000
  const fields = { second, minute, hour, isDay: (day: number) => task.match(new Date(day * DAY + first)) }
  const offsetAt = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
  return (after: number) => nextCronTime(fields, offsetAt, after)
}

/** The times of a schedule from `from` on, in UTC. */
function times(expression: string, timeZone: string, from: string, count: number): readonly string[] {
  const next = schedule(expression, timeZone)
  const found: string[] = []
  for (let at = next(Date.parse(from)); at !== undefined && found.length < count; at = next(at))
    found.push(new Date(at).toISOString().slice(5, 16).replace('T', ' '))
  return found
}

describe('when clocks go back', () => {
  it('a schedule of every hour follows the time that passes', () => {
    expect(times('*/15 * * * *', 'Europe/London', '2026-10-25T00:40:00Z', 7)).toEqual([
      '10-25 00:45',
      '10-25 01:00',
      '10-25 01:15',
      '10-25 01:30',
      '10-25 01:45',
      '10-25 02:00',
      '10-25 02:15',
    ])
    expect(times('20 * * * *', 'America/New_York', '2026-11-01T04:00:00Z', 4)).toEqual([
      '11-01 04:20',
      '11-01 05:20',
      '11-01 06:20',
      '11-01 07:20',
    ])
  })

  it('a fixed time in the doubled hour comes once', () => {
    expect(times('30 1 * * *', 'Europe/London', '2026-10-24T12:00:00Z', 2)).toEqual([
      '10-25 00:30',
      '10-26 01:30',
    ])
    expect(times('*/20 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 4)).toEqual([
      '10-25 00:00',
      '10-25 00:20',
      '10-25 00:40',
      '10-26 01:00',
    ])
  })
})

describe('when clocks go forward', () => {
  it('a time that there is not comes later, on that day', () => {
    expect(times('30 1 * * *', 'Europe/London', '2026-03-28T12:00:00Z', 2)).toEqual([
      '03-29 01:30',
      '03-30 00:30',
    ])
    expect(times('0 2 * * 0', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
      '03-29 01:00',
      '04-05 00:00',
    ])
    expect(times('0 0 * * *', 'America/Sao_Paulo', '2018-11-03T12:00:00Z', 2)).toEqual([
      '11-04 03:00',
      '11-05 02:00',
    ])
  })

  it('a schedule of every hour follows the time that passes', () => {
    expect(times('*/30 * * * *', 'Europe/London', '2026-03-29T00:10:00Z', 4)).toEqual([
      '03-29 00:30',
      '03-29 01:00',
      '03-29 01:30',
      '03-29 02:00',
    ])
  })

  it('knows half an hour, and a day that a zone left out', () => {
    expect(times('15 * * * *', 'Australia/Lord_Howe', '2026-10-03T14:50:00Z', 3)).toEqual([
      '10-03 15:45',
      '10-03 16:15',
      '10-03 17:15',
    ])
    expect(times('0 12 * * *', 'Pacific/Apia', '2011-12-29T00:00:00Z', 3)).toHaveLength(3)
  })
})

it('knows days that are long in coming', () => {
  expect(times('0 9 29 2 *', 'UTC', '2026-03-01T00:00:00Z', 2)).toEqual(['02-29 09:00', '02-29 09:00'])
})

it('is never more than its own interval away, and never in the past, at any moment in any zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'Europe/London',
        'America/New_York',
        'Asia/Kolkata',
        'Australia/Lord_Howe',
        'Africa/Cairo',
      ),
      fc.constantFrom(['*/15 * * * *', 15], ['*/5 * * * *', 5], ['7 * * * *', 60], ['30 2 * * *', 26 * 60]),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (zone, [expression, minutes], date) => {
        const next = schedule(String(expression), zone)(date.getTime()) ?? Number.NaN
        const wait = (next - date.getTime()) / 60_000
        expect(wait).toBeGreaterThan(0)
        // Lord Howe puts its clocks back by half an hour.
        expect(wait).toBeLessThanOrEqual(Number(minutes) + (zone === 'Australia/Lord_Howe' ? 30 : 0))
      },
    ),
  )
})
