import { type Instant, instantFromMs, instantToMs, isInstant } from '../article/instant.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** RFC 822 section 5 with the four-digit years of RFC 1123; the weekday is not checked. */
const RFC_822 =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun), +)?(\d{1,2}) +([a-z]{3}) +(\d{2}|\d{4}) +(\d{2}):(\d{2})(?::(\d{2}))? +([+-]\d{4}|[a-z]{1,3})$/i

/** RFC 3339 section 5.6. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}:)(\d{2})(?:\.\d+)?(?:z|([+-])(\d{2}):(\d{2}))$/i

/** Hours from UTC, RFC 822 section 5.1. RFC 1123 calls the military letters unusable, except Z. */
const ZONES = new Map([
  ['ut', 0],
  ['gmt', 0],
  ['utc', 0],
  ['z', 0],
  ['est', -5],
  ['edt', -4],
  ['cst', -6],
  ['cdt', -5],
  ['mst', -7],
  ['mdt', -6],
  ['pst', -8],
  ['pdt', -7],
])

/** Parses an RSS date-time, to the second; undefined if invalid. */
export function instantOfRfc822(text: string): Instant | undefined {
  const [, day = '', monthName = '', year = '', hour, minute, second = '00', zone = ''] =
    RFC_822.exec(text.trim()) ?? []
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1
  const offset = offsetOf(zone)
  if (month === 0 || offset === undefined) return undefined
  return moment(`${fullYear(year)}-${pad(month)}-${pad(Number(day))}`, `${hour}:${minute}:`, second, offset)
}

/** Parses an RFC 3339 date-time, with fractions of a second dropped; undefined if invalid. */
export function instantOfRfc3339(text: string): Instant | undefined {
  const [, date, time, second, sign, hours, minutes] = RFC_3339.exec(text.trim()) ?? []
  if (date === undefined || time === undefined || second === undefined) return undefined
  if (Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return undefined
  const distance = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return moment(date, time, second, sign === '-' ? -distance : distance)
}

/** `offset` is in minutes east of UTC. A leap second (`:60`) becomes the first second of the next minute. */
function moment(date: string, time: string, second: string, offset: number): Instant | undefined {
  const local = `${date}T${time}${second === '60' ? '59' : second}Z`
  if (!isInstant(local)) return undefined
  return instantFromMs(instantToMs(local) + (second === '60' ? 1000 : 0) - offset * 60_000)
}

function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2})([0-5]\d)$/.exec(zone) ?? []
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const named = ZONES.get(zone.toLowerCase())
  return named === undefined ? undefined : named * 60
}

/** RFC 2822 section 4.3: two digits from 50 on are years of the 20th century. */
function fullYear(year: string): string {
  if (year.length === 4) return year
  return Number(year) < 50 ? `20${year}` : `19${year}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
