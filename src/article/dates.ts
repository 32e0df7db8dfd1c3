import { Temporal } from 'temporal-polyfill'
import { type Instant, instantFromMs, instantToMs } from './instant.ts'

/** Why a text is not a date, as the end of the sentence "the date …". */
export interface DateProblem {
  readonly problem: string
  /** The possible dates, if there are few. */
  readonly expected?: string
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2200

/** A time of day with its zone: `21:00`, `21:00:30.5`, `9:30 pm`, then `Z`, `+0200`, `-4`, `UTC-03:00` or an old abbreviation. */
const TIME =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:[ \t]*([ap])\.?m\.?)?(?:[ \t]*([a-z]{1,5}(?:[+-]\d[\d:]*)?|[+-]\d[\d:]*))?$/i
/** RFC 3339 section 5.6 with the time left out or after a space, one of `-/.` between the numbers, or none (ISO 8601 basic). */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T|[ \t]+)(.*))?$/i
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(.*))?$/i
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ \t]+(.*))?$/

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august'].concat([
  'september',
  'october',
  'november',
  'december',
])
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const FULL_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const ZONES: ReadonlyMap<string, string> = new Map([
  ['Z', '+0000'],
  ['UT', '+0000'],
  ['UTC', '+0000'],
  ['GMT', '+0000'],
  ['BST', '+0100'],
  ['CET', '+0100'],
  ['MEZ', '+0100'],
  ['CEST', '+0200'],
  ['MESZ', '+0200'],
  ['EST', '-0500'],
  ['EDT', '-0400'],
  ['CST', '-0600'],
  ['CDT', '-0500'],
  ['MST', '-0700'],
  ['MDT', '-0600'],
  ['PST', '-0800'],
  ['PDT', '-0700'],
])

/** The forms that {@link readDate} accepts, for messages. */
export const DATE_FORMS =
  '2024-02-02, 2024-02-02 21:00, 2024-02-02T21:00:00Z, 2 February 2024 or Fri, 02 Feb 2024 21:00:00 GMT'

const MAX_DATE = 100

const UNKNOWN: DateProblem = { problem: 'has an unknown format' }

/** {@link readDate} for callers that need no reason why a text, which may be absent, is not a date. */
export function dateIn(text: string | undefined, timeZone: string): Instant | undefined {
  const moment = text === undefined ? undefined : readDate(text, timeZone)
  return typeof moment === 'string' ? moment : undefined
}

/**
 * Parses `text` as a moment. Accepts only unambiguous forms: the year first (`2024-02-02`, `2024/2/2`, `20240202`), an
 * English name of the month (`2 February 2024`, `Feb 2, 2024`, RFC 822), or a number above 12 that must be the day
 * (`13/2/2024`); each with or without time and offset. A date without time is its first minute. A moment without offset
 * is local to `timeZone` (IANA name): an hour that the clocks skip is read as if they had not yet been put forward, and
 * an hour that occurs twice is its first occurrence.
 */
export function readDate(text: string, timeZone: string): Instant | DateProblem {
  if (lastRead.text !== text || lastRead.timeZone !== timeZone)
    lastRead = { text, timeZone, moment: momentIn(text, timeZone) }
  return lastRead.moment
}

/** What was read last: the date of an article is read for several of its properties. */
let lastRead: {
  readonly text: string
  readonly timeZone: string
  readonly moment: Instant | DateProblem
} = { text: '', timeZone: '', moment: UNKNOWN }

function momentIn(text: string, timeZone: string): Instant | DateProblem {
  const plain = text
    .slice(0, MAX_DATE)
    .replace(/[\u2010-\u2014\u2212]/g, '-')
    .replace(/[\xa0\u2009\u202f]/g, ' ')
  const numeric = YEAR_FIRST.exec(plain)
  if (numeric !== null) {
    const [, year, , month, day, time] = numeric
    return dated([year, month, day], time, timeZone)
  }
  const basic = BASIC.exec(plain)
  if (basic !== null) {
    const [, year, month, day, hour, minute, second = '00', zone = ''] = basic
    return dated(
      [year, month, day],
      hour === undefined ? undefined : `${hour}:${minute}:${second}${zone}`,
      timeZone,
    )
  }
  const last = YEAR_LAST.exec(plain)
  if (last !== null) return yearLast(last, timeZone)
  return inWords(plain, timeZone) ?? UNKNOWN
}

function dated(
  date: readonly (string | undefined)[],
  time: string | undefined,
  timeZone: string,
): Instant | DateProblem {
  const numbers = date.map(Number)
  if (time === undefined || time.trim() === '') return moment(numbers, undefined, timeZone)
  const match = TIME.exec(time.trim())
  if (match === null) return UNKNOWN
  const [, hour, minute, second = '0', half, zone] = match
  const stated = Number(hour)
  if (half !== undefined && (stated < 1 || stated > 12)) return { problem: `has an hour ${stated} ${half}m` }
  const hours = half === undefined ? stated : (stated % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return moment([...numbers, hours, Number(minute), Number(second)], zone, timeZone)
}

/** `4/3/2022` is in March for some and in April for others. */
function yearLast(match: RegExpExecArray, timeZone: string): Instant | DateProblem {
  const [, one = '', , two = '', year = '', time] = match
  const readings = [
    [year, two, one],
    [year, one, two],
  ].filter(([, month, day]) => typeof dated([year, month, day], undefined, timeZone) === 'string')
  const forms = [...new Set(readings.map((parts) => parts.map((part) => part.padStart(2, '0')).join('-')))]
  const [reading] = readings
  if (reading === undefined) return dated([year, two, one], time, timeZone)
  if (forms.length === 1) return dated(reading, time, timeZone)
  return {
    problem: `can be ${forms.map(dayInWords).join(' or ')}`,
    expected: forms.join(' or '),
  }
}

function dayInWords(date: string): string {
  const [, month, day] = date.split('-')
  const name = MONTHS[Number(month) - 1] ?? ''
  return `${Number(day)} ${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/**
 * A date with the English name of its month, in any order: RFC 5322 section 3.3, `April 4th, 2021`, or JavaScript's own
 * form.
 */
function inWords(text: string, timeZone: string): Instant | DateProblem | undefined {
  const [, before = '', time, after = ''] =
    /^(.*?)(?:(?:,|\bat\b)?[ \t]+(\d{1,2}:\d.*?))?([ \t]+\d{4})?(?:[ \t]*\([^()]*\))?$/i.exec(text) ?? []
  const words = `${before}${after}`.split(/[ \t,]+/).filter((word) => word !== '')
  const numbers = words.flatMap((word) => /^(\d{1,2}|\d{4})(?:st|nd|rd|th)?\.?$/i.exec(word)?.[1] ?? [])
  const names = words.filter((word) => /^[a-z]{3,}\.?$/i.test(word)).map((word) => word.replace('.', ''))
  const year = numbers.find((number) => number.length === 4)
  const day = numbers.find((number) => number.length < 4)
  if (year === undefined || day === undefined || numbers.length + names.length !== words.length)
    return undefined
  const weekday = names.length === 2 && isNameOf(names[0], FULL_DAYS) ? names[0] : undefined
  const name = names.at(-1)
  if (numbers.length !== 2 || name === undefined || names.length !== (weekday === undefined ? 1 : 2))
    return undefined
  const month = MONTHS.findIndex((full) => isNameOf(name, [full])) + 1
  if (month === 0) return { problem: `has no month ${name}` }
  const found = dated([year, String(month), day], time, timeZone)
  if (typeof found !== 'string' || weekday === undefined) return found
  const real = DAYS[new Date(Date.UTC(Number(year), month - 1, Number(day))).getUTCDay()] ?? ''
  return weekday.toLowerCase().startsWith(real.toLowerCase())
    ? found
    : { problem: `says ${weekday}, but that day is a ${real}` }
}

/** Whether `word` is one of `names`, or an abbreviation of one of at least three letters. */
function isNameOf(word: string | undefined, names: readonly string[]): boolean {
  return word !== undefined && word.length >= 3 && names.some((name) => name.startsWith(word.toLowerCase()))
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
  // RFC 3339 section 5.6 allows second 60, which `Date` cannot represent.
  const second = written === 60 ? 59 : written
  if (second > 59) return { problem: `has a second ${second}` }
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = zone === undefined ? undefined : offsetMinutes(zone)
  if (offset === null) return { problem: `has a zone ${zone} without an offset` }
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

/** Minutes east of Greenwich; null if `zone` is not an offset. */
function offsetMinutes(zone: string): number | null {
  const bare = zone.replace(/^(?:UTC|GMT)(?=[+-])/i, '')
  const match = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(ZONES.get(bare.toUpperCase()) ?? bare)
  if (match === null) return null
  const [, sign, hours, minutes = '0'] = match
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Year, month and day of a moment in the calendar of `timeZone`, padded with zeros. */
export function localDay(value: Instant, timeZone: string): { year: string; month: string; day: string } {
  if (timeZone === 'UTC')
    return { year: value.slice(0, 4), month: value.slice(5, 7), day: value.slice(8, 10) }
  const date = Temporal.Instant.fromEpochMilliseconds(instantToMs(value)).toZonedDateTimeISO(timeZone)
  const pad = (number: number, width: number) => String(number).padStart(width, '0')
  return { year: pad(date.year, 4), month: pad(date.month, 2), day: pad(date.day, 2) }
}
