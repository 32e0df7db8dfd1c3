import { Temporal } from 'temporal-polyfill'
import { type Instant, instantFromMs, instantToMs } from './instant.ts'

/** Why a text is no date, as the end of the sentence "the date …". */
export interface DateProblem {
  readonly problem: string
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2200

// RFC 3339 section 5.6, with a space for the T, the seconds, the zone or the whole time left out.
const RFC3339 =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?[ \t]*([Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/
// RFC 5322 section 3.3 (which RFC 822 became), with the obsolete zones of section 4.3.
const RFC822 =
  /^(?:([a-z]{3}), *)?(\d{1,2}) +([a-z]{3}) +(\d{4}) +(\d{1,2}):(\d{2})(?::(\d{2}))? *([a-z]{1,3}|[+-]\d{4})$/i

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const ZONES: ReadonlyMap<string, string> = new Map([
  ['Z', '+0000'],
  ['UT', '+0000'],
  ['UTC', '+0000'],
  ['GMT', '+0000'],
  ['EST', '-0500'],
  ['EDT', '-0400'],
  ['CST', '-0600'],
  ['CDT', '-0500'],
  ['MST', '-0700'],
  ['MDT', '-0600'],
  ['PST', '-0800'],
  ['PDT', '-0700'],
])

/** What {@link readDate} takes, for messages. */
export const DATE_FORMS =
  '2024-02-02, 2024-02-02 21:00, 2024-02-02T21:00:00Z or Fri, 02 Feb 2024 21:00:00 GMT'

/**
 * The moment `text` names: an RFC 3339 date-time, `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS]`, or an RFC 822 date with a year
 * of four digits. A date alone is its first minute. Without an offset it is local to `timeZone` (IANA name): an hour
 * that the clocks skip is read as if they had not yet been put forward, one that they strike twice is the first.
 */
export function readDate(text: string, timeZone: string): Instant | DateProblem {
  const iso = RFC3339.exec(text)
  if (iso !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = iso
    return moment([year, month, day, hour, minute, second].map(Number), zone, timeZone)
  }
  const mail = RFC822.exec(text)
  if (mail !== null) {
    const [, weekday, day, name = '', year, hour, minute, second = '0', zone] = mail
    const month = MONTHS.indexOf(name.toLowerCase()) + 1
    if (month === 0) return { problem: `has no month ${name}` }
    const numbers = [year, month, day, hour, minute, second].map(Number)
    const found = moment(numbers, zone, timeZone)
    if (typeof found !== 'string' || weekday === undefined) return found
    const real = DAYS[new Date(Date.UTC(Number(year), month - 1, Number(day))).getUTCDay()]
    return real?.toLowerCase() === weekday.toLowerCase()
      ? found
      : { problem: `says ${weekday}, but that day is a ${real}` }
  }
  return { problem: 'is not written in a way that is known here' }
}

function moment(
  numbers: readonly number[],
  zone: string | undefined,
  timeZone: string,
): Instant | DateProblem {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, written = 0] = numbers
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return { problem: `has the year ${year}, outside ${FIRST_YEAR}–${LAST_YEAR}` }
  if (month < 1 || month > 12) return { problem: `has a month ${month}` }
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > days) return { problem: `has a day ${day} in a month of ${days} days` }
  if (hour > 23) return { problem: `has an hour ${hour}` }
  if (minute > 59) return { problem: `has a minute ${minute}` }
  // RFC 3339 section 5.6 allows second 60; no clock of ours can say it.
  const second = written === 60 ? 59 : written
  if (second > 59) return { problem: `has a second ${second}` }
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = zone === undefined ? undefined : offsetMinutes(zone)
  if (offset === null) return { problem: `has a zone ${zone} that says no offset` }
  const ms =
    offset !== undefined
      ? local - offset * 60_000
      : timeZone === 'UTC'
        ? local
        : new Temporal.PlainDateTime(year, month, day, hour, minute, second).toZonedDateTime(timeZone, {
            disambiguation: 'compatible',
          }).epochMilliseconds
  return instantFromMs(ms) ?? { problem: 'is out of range' }
}

/** Minutes east of Greenwich; null for what names no offset. */
function offsetMinutes(zone: string): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(ZONES.get(zone.toUpperCase()) ?? zone)
  if (match === null) return null
  const [, sign, hours, minutes] = match
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Year, month and day of a moment on the calendar of `timeZone`, padded with zeros. */
export function localDay(value: Instant, timeZone: string): { year: string; month: string; day: string } {
  const date = Temporal.Instant.fromEpochMilliseconds(instantToMs(value)).toZonedDateTimeISO(timeZone)
  const pad = (number: number, width: number) => String(number).padStart(width, '0')
  return { year: pad(date.year, 4), month: pad(date.month, 2), day: pad(date.day, 2) }
}
