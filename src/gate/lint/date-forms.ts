const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** English short names, as in RFC 822. */
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** RFC 822 section 5.1, in minutes east of Greenwich. */
const ZONES = new Map(
  Object.entries({
    GMT: 0,
    UT: 0,
    UTC: 0,
    Z: 0,
    EST: -300,
    EDT: -240,
    CST: -360,
    CDT: -300,
    MST: -420,
    MDT: -360,
    PST: -480,
    PDT: -420,
  }),
)
const RFC_822 =
  /^(?:([a-z]{3})\s*,\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{2}|\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4}|[a-z]{1,3})$/i
/**
 * RFC 822 section 5.1 defines one letter per zone, with the wrong sign; RFC 2822 section 4.3 treats all of them as GMT.
 */
const MILITARY = /^[A-IK-Z]$/
const USUAL_SPELLING = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{2,4} [\d:]+ (?:[+-]\d{4}|[A-Z]+)$/
const COMMENT = /\([^()]*\)/g
const MOST_NESTED = 9
/** Longer texts are not dates. */
const LONGEST = 200
const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/
const W3C =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2})))?)?)?$/

export type DateForm = 'rfc822' | 'rfc3339' | 'w3cdtf'

/** A parsed date. `trueDay` is the actual weekday of the date. */
export interface DateReading {
  readonly ms: number
  readonly statedDay?: string
  readonly trueDay: string
  readonly twoDigitYear: boolean
  /** Valid, but in an unusual spelling: comments, other capitals, missing or extra white space. */
  readonly isUnusual: boolean
  /** As written, in capitals: `GMT`, `+0200`, `EST`. */
  readonly zone: string
}

/** Parses a date in exactly the given form; undefined if it has another form or is not an existing day. */
export function readDate(text: string, form: DateForm): DateReading | undefined {
  if (form === 'rfc822') return readRfc822(text)
  const match = (form === 'rfc3339' ? RFC_3339 : W3C).exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const [sign, zoneHour, zoneMinute] = match.slice(form === 'rfc3339' ? 8 : 7)
  const offset = zoneOf(sign, zoneHour, zoneMinute)
  return offset === undefined || year === undefined
    ? undefined
    : reading([year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0], offset, {
        twoDigitYear: false,
        isUnusual: false,
        zone: sign ? `${sign}${zoneHour}${zoneMinute}` : 'Z',
      })
}

function readRfc822(text: string): DateReading | undefined {
  const plain = withoutComments(text).trim()
  const match = RFC_822.exec(plain)
  if (match === null) return undefined
  const [, statedDay, day = '', monthName = '', year = '', hour, minute, second, writtenZone = ''] = match
  const zone = writtenZone.toUpperCase()
  const offset = /^[+-]/.test(zone)
    ? zoneOf(zone[0], zone.slice(1, 3), zone.slice(3))
    : MILITARY.test(zone)
      ? 0
      : ZONES.get(zone)
  const month = MONTHS.indexOf(capitalized(monthName)) + 1
  const weekday = statedDay === undefined ? undefined : capitalized(statedDay)
  if (offset === undefined || month === 0 || (weekday !== undefined && !DAYS.includes(weekday)))
    return undefined
  const twoDigitYear = year.length === 2
  const fullYear = twoDigitYear ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year)
  const parts: Parts = [fullYear, month, Number(day), Number(hour), Number(minute), Number(second ?? 0)]
  return reading(parts, offset, {
    twoDigitYear,
    isUnusual: !USUAL_SPELLING.test(text),
    zone,
    ...(weekday === undefined ? {} : { statedDay: weekday }),
  })
}

/**
 * RFC 822 section 3.4.3: comments are allowed wherever white space is, and can be nested: the innermost are removed
 * first.
 */
function withoutComments(text: string): string {
  let plain = text.slice(0, LONGEST).replace(/\\./g, '')
  for (let depth = 0; depth < MOST_NESTED && plain.includes('('); depth += 1)
    plain = plain.replace(COMMENT, ' ')
  return plain
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`
}

/** Formats the moment in UTC: `Tue, 06 Feb 2024 09:00:00 GMT` or `2024-02-06T09:00:00Z`. */
export function writeDate(ms: number, form: DateForm): string {
  const date = new Date(ms)
  return form === 'rfc822' ? date.toUTCString() : date.toISOString().replace('.000', '')
}

function zoneOf(sign: string | undefined, hours = '0', minutes = '0'): number | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

type Parts = [number, number, number, number, number, number]

function reading(
  [year, month, day, hour, minute, second]: Parts,
  offset: number,
  rest: Pick<DateReading, 'twoDigitYear' | 'isUnusual' | 'zone' | 'statedDay'>,
): DateReading | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const trueDay = DAYS[date.getUTCDay()] ?? ''
  return { ...rest, trueDay, ms: date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 }
}
