import { Temporal } from 'temporal-polyfill'

/**
 * Names of the months, beginning with January, in newspapers of Europe and America; abbreviations are matched as
 * prefixes.
 */
const MONTHS: readonly string[] = [
  'january januar jänner janvier enero gennaio janeiro januari stycznia ledna января січня ocak يناير január ianuarie tammikuuta ιανουαρίου',
  'february februar feber février fevrier febrero febbraio fevereiro februari lutego února февраля лютого şubat فبراير شباط február februarie helmikuuta φεβρουαρίου',
  'march märz maerz mrz mars marzo março marco maart mrt marca března марта березня mart مارس آذار március martie marts maaliskuuta μαρτίου',
  'april avril abril aprile kwietnia dubna апреля квітня nisan أبريل إبريل نيسان április aprilie huhtikuuta απριλίου',
  'may mai mayo maggio maio mei maj maja května мая травня mayıs مايو أيار május toukokuuta μαΐου',
  'june juni juin junio giugno junho czerwca června июня червня haziran يونيو حزيران június iunie kesäkuuta ιουνίου',
  'july juli juillet julio luglio julho lipca července июля липня temmuz يوليو تموز július iulie heinäkuuta ιουλίου',
  'august août aout agosto augustus augusti sierpnia srpna августа серпня ağustos أغسطس augusztus elokuuta αυγούστου',
  'september septembre septiembre setiembre settembre setembro września září сентября вересня eylül سبتمبر أيلول szeptember septembrie syyskuuta σεπτεμβρίου',
  'october oktober octobre octubre ottobre outubro października října октября жовтня ekim أكتوبر október octombrie lokakuuta οκτωβρίου',
  'november novembre noviembre novembro listopada listopadu ноября листопада kasım نوفمبر noiembrie marraskuuta νοεμβρίου',
  'december dezember décembre decembre diciembre dicembre dezembro desember grudnia prosince декабря грудня aralık ديسمبر decembrie joulukuuta δεκεμβρίου',
]
const NAMES = MONTHS.map((names) => names.split(' '))

/** Offsets in hours east of Greenwich, for zone names that are unambiguous in newspapers of their country. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['z', 'Z'],
  ['utc', 'Z'],
  ['gmt', 'Z'],
  ['bst', '+01:00'],
  ['cet', '+01:00'],
  ['mez', '+01:00'],
  ['cest', '+02:00'],
  ['mesz', '+02:00'],
  ['est', '-05:00'],
  ['edt', '-04:00'],
  ['cst', '-06:00'],
  ['cdt', '-05:00'],
  ['mst', '-07:00'],
  ['mdt', '-06:00'],
  ['pst', '-08:00'],
  ['pdt', '-07:00'],
])

/** Zones of newspapers whose names do not say whether the clocks are put forward. */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ['et', 'America/New_York'],
  ['ct', 'America/Chicago'],
  ['mt', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
])

const WORD = '\\p{L}[\\p{L}\\p{M}]{2,}'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|ª|°|e)?'
const YEAR = '(?<year>(?:19|20)\\d{2})'
const OF = '(?:(?:of|de|del|di|do|da) )?'
/** Patterns of whole dates; {@link FORMS} checks their boundaries. */
const DATES: readonly string[] = [
  `${DAY}[.]? ?${OF}(?<month>${WORD})[.,]? ?${OF}${YEAR}`,
  `(?<month>${WORD})[.]? ${DAY}[.]?,? ${YEAR}`,
  `${YEAR}[.]? (?<month>${WORD})[.]? ${DAY}[.]?`,
  `${YEAR}(?<sign>[-/.])(?<number>\\d{1,2})\\k<sign>(?<day>\\d{1,2})`,
  `(?<day>\\d{1,2})[.] ?(?<number>\\d{1,2})[.] ?${YEAR}`,
  `(?<day>\\d{1,2})[.](?<number>\\d{1,2})[.](?<short>[0-4]\\d)`,
  `(?<one>\\d{1,2})(?<sign>[/-])(?<two>\\d{1,2})\\k<sign>${YEAR}`,
  `(?<one>\\d{1,2})(?<sign>[/-])(?<two>\\d{1,2})\\k<sign>(?<short>[0-4]\\d)(?=,? \\d{1,2}[:.h]\\d{2})`,
  `${DAY}-(?<month>${WORD})-${YEAR}`,
  `${YEAR} ?年 ?(?<number>\\d{1,2}) ?月 ?(?<day>\\d{1,2}) ?日`,
  `${YEAR} ?년 ?(?<number>\\d{1,2}) ?월 ?(?<day>\\d{1,2}) ?일`,
]
/** Pages whose date and time are two elements are copied without a space: `May 14, 202510:31 AM`. */
const GLUED_CLOCK = '[01]?\\d:\\d{2}(?: ?[ap]\\.?m\\b|(?!\\d))'
const FORMS = DATES.map(
  (form) => new RegExp(`(?<![\\p{L}\\p{N}/.-])${form}(?:(?=${GLUED_CLOCK})|(?![\\p{N}/-]|[.]\\p{N}))`, 'giu'),
)

const CLOCK =
  '(?<hour>\\d{1,2})(?:(?:[:.h時시]| h )(?<minute>\\d{2})[分분]?(?::\\d{2}(?:[.,]\\d+)?)?|(?= ?[ap]\\.?m\\.?(?!\\p{L})))(?: ?(?<half>[ap])\\.?m\\.?(?!\\p{L}))?(?: ?(?:Uhr|Hrs?|hours|klo|uur|h\\.?)(?!\\p{L}))?(?: ?\\(?(?<zone>[A-Z]{1,5}(?![\\p{L}+-])|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?))?'
const AFTER = new RegExp(
  `^(?:[T,;|/·•–—-]|\\s|\\((?=\\d)|(?:at|um|à|a las?|alle(?: ore)?|às|kl\\.?|om|o|klo|в|о|ora)(?=[ .])|ore )*${CLOCK}`,
  'iu',
)
/** A weekday, or `on`, may be between time and date. */
const BEFORE = new RegExp(`${CLOCK}\\)?(?:\\s|[,;|·•–—-]|on(?= )|\\p{L}{3,12}\\.?(?=[ ,]))*$`, 'iu')

/** A date within a line of text. */
export interface WrittenDate {
  /** RFC 3339 date, or date and time with offset if known, as `readDate` accepts it. */
  readonly date: string
  readonly start: number
  /** Offset after the date and its time. */
  readonly end: number
}

/**
 * The dates in `line`, in the languages of Europe and the number formats of East Asia: `February 3, 2024 9:30 pm EST`,
 * `3. Februar 2024, 9.30 Uhr`, `le 3 février 2024 à 9h30`. `3/2/2024` is ambiguous and is skipped unless `isDayFirst`;
 * a time in an unknown zone is ignored.
 */
export function writtenDatesIn(line: string, isDayFirst = false): readonly WrittenDate[] {
  if (!/\d/.test(line)) return []
  const text = line.replace(/[\u00a0\u202f\u2009]/g, ' ')
  const found: WrittenDate[] = []
  for (const form of FORMS)
    for (const match of text.matchAll(form)) {
      const parts = match.groups ?? {}
      const isFirst = isDayFirst || isOnWeekday(text.slice(0, match.index), parts)
      const day = dayOf(parts, isFirst)
      if (
        day === undefined ||
        found.some(({ start, end }) => match.index < end && start < match.index + match[0].length)
      )
        continue
      found.push(withTime(day, text, match.index, match.index + match[0].length))
    }
  return found.sort((one, other) => one.start - other.start)
}

const WEEKDAY = /(?<!\p{L})(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday)?,? $/iu
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Whether an ambiguous date, read with the day first, is on the weekday before it. */
function isOnWeekday(
  before: string,
  { one, two, year, short }: Readonly<Record<string, string | undefined>>,
): boolean {
  const name = WEEKDAY.exec(before)?.[1]?.toLowerCase()
  if (name === undefined || one === undefined) return false
  const date = new Date(Date.UTC(Number(year ?? `20${short ?? ''}`), Number(two) - 1, Number(one)))
  return date.getUTCDay() === WEEKDAYS.indexOf(name)
}

function dayOf(parts: Readonly<Record<string, string | undefined>>, isDayFirst: boolean): string | undefined {
  const { short = '', year = `20${short}`, month, one = '', two = '' } = parts
  const [first, second] = Number(one) > 12 || (isDayFirst && Number(two) <= 12) ? [one, two] : [two, one]
  const isAmbiguous = one !== '' && Number(one) <= 12 && Number(two) <= 12 && one !== two && !isDayFirst
  if (isAmbiguous) return undefined
  const number = month === undefined ? Number(parts['number'] ?? second) : monthNamed(month)
  const day = Number(parts['day'] ?? first)
  if (number === undefined || number < 1 || number > 12 || day < 1) return undefined
  if (day > new Date(Date.UTC(Number(year), number, 0)).getUTCDate()) return undefined
  return `${year}-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** 1 to 12. */
function monthNamed(word: string): number | undefined {
  const lower = word.toLowerCase()
  const is = (matches: (name: string) => boolean) => NAMES.findIndex((names) => names.some(matches)) + 1
  const whole = is((name) => name === lower)
  const short =
    whole === 0 && lower.length >= 3 && lower.length <= 5 ? is((name) => name.startsWith(lower)) : whole
  return short === 0 ? undefined : short
}

function withTime(day: string, text: string, start: number, end: number): WrittenDate {
  const after = AFTER.exec(text.slice(end, end + 60))
  const from = Math.max(0, start - 40)
  const before = after === null ? BEFORE.exec(text.slice(from, start)) : null
  const time = clockOf((after ?? before)?.groups ?? {}, day)
  if (time === undefined) return { date: day, start, end }
  return {
    date: `${day}T${time}`,
    start: before === null ? start : from + before.index,
    end: after === null ? end : end + after[0].length,
  }
}

function clockOf(
  {
    hour,
    half,
    minute = half === undefined ? undefined : '00',
    zone,
  }: Readonly<Record<string, string | undefined>>,
  day: string,
): string | undefined {
  if (hour === undefined || minute === undefined) return undefined
  const stated = Number(hour)
  if (half !== undefined && (stated < 1 || stated > 12)) return undefined
  const hours = half === undefined ? stated : (stated % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59) return undefined
  const clock = `${String(hours).padStart(2, '0')}:${minute}`
  const offset = zone === undefined ? '' : offsetOf(zone, `${day}T${clock}`)
  return offset === undefined ? undefined : `${clock}${offset}`
}

function offsetOf(zone: string, moment: string): string | undefined {
  const region = REGIONS.get(zone.toLowerCase())
  if (region !== undefined) return Temporal.PlainDateTime.from(moment).toZonedDateTime(region).offset
  const known = ZONES.get(zone.toLowerCase())
  if (known !== undefined) return known
  const [, sign, hours = '', minutes = '00'] = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone) ?? []
  return sign === undefined ? undefined : `${sign}${hours.padStart(2, '0')}:${minutes}`
}
