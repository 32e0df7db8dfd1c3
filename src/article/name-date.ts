import { withoutEnding } from './article-kind.ts'
import { pathOf } from './key.ts'

const DAY = '(?<year>\\d{4})(?<between>[-_.]?)(?<month>0[1-9]|1[0-2])\\k<between>(?<day>0[1-9]|[12]\\d|3[01])'
/** A day at the beginning of a name, as Jekyll, Docusaurus, Eleventy and Zola read it; with `_`, `.` or nothing in it, too. */
const DATED = new RegExp(`^${DAY}(?:[-_. ]+|$)`)
/** Folders of a year, a month and a day, one in the other. */
const DATED_FOLDERS = /\/(?<year>\d{4})\/(?<month>0[1-9]|1[0-2])\/(?<day>0[1-9]|[12]\d|3[01])\//

/** The last part of an article's key without its ending; the folder's for `index`. */
export function nameOf(key: string): string {
  const parts = withoutEnding(pathOf(key)).split('/')
  const name = parts.at(-1) === 'index' && parts.length > 2 ? parts.at(-2) : parts.at(-1)
  return name ?? ''
}

/** The path of an article below its section's folder, as it is written: no ending, and no `/index`. */
export function pathBelowSection(key: string): string {
  const whole = pathOf(key)
  const path = withoutEnding(whole.slice(whole.indexOf('/') + 1))
  return path.replace(/(?<=.)\/index$/, '')
}

/** The day that the name of an article begins with, or that its folders are called, as `YYYY-MM-DD`. */
export function dayInName(key: string): string | undefined {
  const found = (DATED.exec(nameOf(key)) ?? DATED_FOLDERS.exec(pathOf(key)))?.groups
  return found && `${found['year']}-${found['month']}-${found['day']}`
}

/** The name without the day it begins with, unless it is nothing else. */
export function undatedName(name: string): string {
  const rest = name.replace(DATED, '')
  return rest === '' ? name : rest
}
