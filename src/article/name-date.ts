import { withoutEnding } from './article-kind.ts'
import { pathOf } from './key.ts'

const DAY = '(?<year>\\d{4})(?<between>[-_.]?)(?<month>0[1-9]|1[0-2])\\k<between>(?<day>0[1-9]|[12]\\d|3[01])'
/**
 * A date at the beginning of a name, as in Jekyll, Docusaurus, Eleventy and Zola; the separator may also be `_`, `.` or
 * absent.
 */
const DATED = new RegExp(`^${DAY}(?:[-_. ]+|$)`)
/** Nested folders of year, month and day. */
const DATED_FOLDERS = /\/(?<year>\d{4})\/(?<month>0[1-9]|1[0-2])\/(?<day>0[1-9]|[12]\d|3[01])\//

/** The last part of an article's key without its extension; the folder name for `index`. */
export function nameOf(key: string): string {
  const parts = withoutEnding(pathOf(key)).split('/')
  const name = parts.at(-1) === 'index' && parts.length > 2 ? parts.at(-2) : parts.at(-1)
  return name ?? ''
}

/** The path of an article below its section's folder, without extension and `/index`. */
export function pathBelowSection(key: string): string {
  const whole = pathOf(key)
  const path = withoutEnding(whole.slice(whole.indexOf('/') + 1))
  return path.replace(/(?<=.)\/index$/, '')
}

/** The date at the beginning of an article's name or in its folders, as `YYYY-MM-DD`. */
export function dayInName(key: string): string | undefined {
  const found = (DATED.exec(nameOf(key)) ?? DATED_FOLDERS.exec(pathOf(key)))?.groups
  return found && `${found['year']}-${found['month']}-${found['day']}`
}

/** Whether a name begins like a date without one: `2023-02-29-ferry`. */
export const hasImpossibleDay = (key: string): boolean =>
  /^(?:19|20|21)\d{2}([-_.])\d{2}\1\d{2}(?!\d)/.test(nameOf(key))

/** The name without the date at its beginning, unless it is only a date. */
export function undatedName(name: string): string {
  const rest = name.replace(DATED, '')
  return rest === '' ? name : rest
}
