import type { WrittenDay } from './address-pattern.ts'
import type { SiteFolder } from './dialect.ts'

/** A filter of a site that writes a date in one way, in the syntax of `strftime`. */
export interface DateFilter {
  readonly format: string
  /** IANA name; UTC if the filter states none. */
  readonly zone: string
}

/** What the script defines as the filter: code, or the name of the file with it. */
const FILTER = /\baddFilter\(\s*(["'`])([\w-]+)\1\s*,\s*(?:require\(\s*["'`](\.[^"'`]+)["'`]\s*\))?/g
/** Longest code of one filter. */
const LONGEST = 600

/**
 * Filters in the script that write a date with Luxon: `addFilter('pathDate', (date) => …toFormat('yyyy/MM/dd'))`.
 * Nothing is executed: only a filter with exactly one literal format of the parts of a day is known.
 */
export function dateFiltersIn(script: string, folder: SiteFolder): Readonly<Record<string, DateFilter>> {
  const found: Record<string, DateFilter> = {}
  for (const { 0: whole, 2: name = '', 3: file, index } of script.matchAll(FILTER)) {
    const start = index + whole.length
    const [own = ''] = script.slice(start, start + LONGEST).split(/\baddFilter\b/)
    const path = file?.replace(/^\.\//, '')
    const code =
      path === undefined
        ? own
        : (['', '.js', '.cjs'].map((end) => folder.read(path + end)).find(Boolean) ?? '')
    const formats = [...code.matchAll(/\.toFormat\(\s*(["'`])([^"'`]+)\1\s*\)/g)]
    const format = strftimeOf(formats[0]?.[2] ?? '')
    if (formats.length !== 1 || format === undefined) continue
    found[name] = { format, zone: /\b(?:zone\s*:|setZone\()\s*(["'`])([\w/+-]+)\1/.exec(code)?.[2] ?? 'UTC' }
  }
  return found
}

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  y: '%Y',
  yy: '%y',
  LL: '%m',
  MM: '%m',
  L: '%-m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
}

/** A format of Luxon; undefined if it has other parts than these. */
export function strftimeOf(format: string): string | undefined {
  let isKnown = format !== ''
  const written = format.replace(/[A-Za-z]+/g, (part) => {
    if (PARTS[part] === undefined) isKnown = false
    return PARTS[part] ?? part
  })
  return isKnown ? written : undefined
}

/** A day in the syntax of `strftime`: `%Y`, `%y`, `%m` and `%d`, without zeros after `-`. */
export const strftime = (format: string, [year, month, day]: WrittenDay): string =>
  format.replace(/%(-?)([Yymd])/g, (_, bare: string, name: string) => {
    const part = { Y: year, y: year.slice(-2), m: month }[name] ?? day
    return bare === '' ? part : part.replace(/^0/, '')
  })
