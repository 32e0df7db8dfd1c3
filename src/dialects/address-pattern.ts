import { readDate } from '../article/dates.ts'
import type { Field } from '../article/front-matter/fields.ts'
import type { ForeignSite } from './dialect.ts'

/** The calendar day of a date in its own offset: `['2024', '05', '03']`. */
export type WrittenDay = readonly [year: string, month: string, day: string]

/**
 * The day used in an address: the day as written if the date begins with the year, otherwise the day of the moment in
 * UTC. Undefined if the text is not a date.
 */
export function addressDay(
  date: Field | undefined,
  site: Pick<ForeignSite, 'timeZone'>,
): WrittenDay | undefined {
  if (date?.kind !== 'text') return undefined
  const [, year, month = '', day = ''] = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(date.text) ?? []
  if (year !== undefined) return [year, month.padStart(2, '0'), day.padStart(2, '0')]
  const moment = readDate(date.text, site.timeZone ?? 'UTC')
  if (typeof moment !== 'string') return undefined
  const [years = '', months = '', days = ''] = moment.slice(0, 10).split('-')
  return [years, months, days]
}

export interface PatternParts {
  readonly day: WrittenDay | undefined
  /** Values by token, without the colon. */
  readonly words: Readonly<Record<string, string>>
  /** The list of which `:sections[1:]` takes a part. */
  readonly list?: readonly string[]
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** Expands an address pattern in the syntax of Hugo and Jekyll: `/:year/:month/:title/`. Unknown tokens are kept. */
export function expandPattern(pattern: string, { day, words, list = [] }: PatternParts): string {
  return pattern.replace(
    /:([a-z_]+)(?:\[(\d*)(:)?(\d*|last)\])?/gi,
    (whole, name: string, from?: string, colon?: string, to?: string) => {
      const token = name.toLowerCase()
      const value = Object.hasOwn(words, token) ? words[token] : day && OF_DAY.get(token)?.(day)
      if (from === undefined) return value ?? whole
      const part =
        colon === undefined
          ? list.slice(Number(from), Number(from) + 1)
          : list.slice(Number(from), to === '' || to === undefined ? undefined : Number(to))
      return part.join('/')
    },
  )
}

const dateOf = ([year, month, day]: WrittenDay): Date => new Date(`${year}-${month}-${day}T00:00:00Z`)
const monthOf = ([, month]: WrittenDay): string => MONTHS[Number(month) - 1] ?? month
const weekdayOf = (day: WrittenDay): string => WEEKDAYS[dateOf(day).getUTCDay()] ?? ''
const dayOfYear = (day: WrittenDay): string =>
  String(Math.round((dateOf(day).getTime() - Date.UTC(Number(day[0]), 0, 1)) / 86_400_000) + 1)

const OF_DAY: ReadonlyMap<string, (day: WrittenDay) => string> = new Map([
  ['year', ([year]) => year],
  ['month', ([, month]) => month],
  ['day', ([, , day]) => day],
  ['short_year', ([year]) => year.slice(2)],
  ['i_month', ([, month]) => String(Number(month))],
  ['i_day', ([, , day]) => String(Number(day))],
  ['monthname', (day) => monthOf(day).toLowerCase()],
  ['short_month', (day) => monthOf(day).slice(0, 3)],
  ['long_month', monthOf],
  ['weekday', (day) => String(dateOf(day).getUTCDay())],
  ['weekdayname', (day) => weekdayOf(day).toLowerCase()],
  ['short_day', (day) => weekdayOf(day).slice(0, 3)],
  ['long_day', weekdayOf],
  ['yearday', dayOfYear],
  ['y_day', (day) => dayOfYear(day).padStart(3, '0')],
])
