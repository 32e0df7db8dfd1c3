import { readDate as readAnyDate } from '../../article/dates.ts'
import { instantToMs } from '../../article/instant.ts'
import { type DateForm, MONTHS, readDate, writeDate } from './date-forms.ts'

const FORMS: readonly DateForm[] = ['rfc822', 'rfc3339', 'w3cdtf']
const DESCRIBED: Readonly<Record<DateForm, string>> = {
  rfc822: 'weekday, day, English month, year, time and zone, as in Wed, 02 Oct 2002 13:00:00 GMT',
  rfc3339: 'date, T, time and zone, as in 2002-10-02T13:00:00Z',
  w3cdtf: 'a date, or date, T, time and zone, as in 2002-10-02T13:00:00Z',
}
const ZONE_BEHIND_TIME = /:\d\d(?:[.,]\d+)?\s*(?:[ap]\.?m\b\.?\s*)?(?!am\b|pm\b)(?:[a-z]{1,5}\b|[+-]\d)/i
/** Names of zones with an unambiguous offset. */
const ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    WET: '+00',
    WEST: '+01',
    BST: '+01',
    CET: '+01',
    CEST: '+02',
    EET: '+02',
    EEST: '+03',
    MSK: '+03',
  }),
)
/** Languages in which programs write names of months, depending on the locale of the machine. */
const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs sk hu ro tr ru uk el ca hr sl et lv lt'.split(' ')
let months: ReadonlyMap<string, number> | undefined

/**
 * The correct form of an invalid date: the same moment in the required form, or a description of that form if the
 * moment is ambiguous. A time without zone is assumed to be GMT, which the suggestion states.
 */
export function suggestDate(text: string, form: DateForm): string {
  const plain = text.slice(0, 200).trim()
  const ms = millisecondsIn(plain)
  if (ms === undefined) return DESCRIBED[form]
  const written = writeDate(ms, form)
  const isDay = form === 'w3cdtf' && !plain.includes(':') && ms % 86_400_000 === 0
  if (isDay) return written.slice(0, 10)
  return ZONE_BEHIND_TIME.test(plain) || /^\d+$/.test(plain) ? written : `${written}, if it is in GMT`
}

function millisecondsIn(text: string): number | undefined {
  for (const form of FORMS) {
    const reading = readDate(text, form)
    if (reading !== undefined) return reading.ms
  }
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  if (/^\d{13}$/.test(text)) return Math.floor(Number(text) / 1000) * 1000
  const read = readAnyDate(inEnglish(text), 'UTC')
  return typeof read === 'string' ? instantToMs(read) : undefined
}

/** The text with the name of its month in English, and without the weekday, which is redundant and may be wrong. */
function inEnglish(text: string): string {
  const words = [...text.matchAll(/\p{L}{3,}\.?/gu)]
  const month = words.findLast(([word]) => monthOf(word) !== undefined)
  const parts = text.split(/(\p{L}+\.?,?)/u)
  let at = 0
  let sawDigit = false
  const kept = parts.map((part) => {
    const start = at
    at += part.length
    if (part !== '' && start === month?.index) return MONTHS[(monthOf(part) ?? 1) - 1]
    if (/^\p{L}/u.test(part)) return sawDigit ? (ZONES.get(part) ?? part) : ''
    sawDigit ||= /\d/.test(part)
    return part.replace(/^-|-$/g, ' ').replace(/\.(?=\s)/, '')
  })
  return kept.join('').replace(/\s+/g, ' ').trim()
}

/** By its whole name, or by a prefix that no other month has in any of the languages. */
function monthOf(word: string): number | undefined {
  const key = keyOf(word)
  const known = monthNames().get(key)
  if (known !== undefined || key.length < 3) return known
  const begun = new Set(
    [...monthNames()].filter(([name]) => name.startsWith(key)).map(([, number]) => number),
  )
  return begun.size === 1 ? [...begun][0] : undefined
}

function monthNames(): ReadonlyMap<string, number> {
  if (months !== undefined) return months
  const names = new Map<string, number>()
  for (const language of LANGUAGES)
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' })
      for (let index = 0; index < 12; index += 1) {
        const part = format.formatToParts(Date.UTC(2024, index, 15)).find(({ type }) => type === 'month')
        const key = keyOf(part?.value ?? '')
        if (key !== '' && !names.has(key)) names.set(key, index + 1)
      }
    }
  months = names
  return names
}

function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()
}
