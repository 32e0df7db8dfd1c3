import { withoutEnding } from './article-kind.ts'

/** A day at the beginning of a name, as Jekyll, Docusaurus, Eleventy and Zola read it. */
const DATED = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[-_. ]+|$)/

/** The last part of an article's key without its ending; the folder's for `index`. */
export function nameOf(key: string): string {
  const parts = withoutEnding(key).split('/')
  const name = parts.at(-1) === 'index' && parts.length > 2 ? parts.at(-2) : parts.at(-1)
  return name ?? ''
}

/** The path of an article below its section's folder, as it is written: no ending, and no `/index`. */
export function pathBelowSection(key: string): string {
  const path = withoutEnding(key.slice(key.indexOf('/') + 1))
  return path.replace(/(?<=.)\/index$/, '')
}

/** The day that the name of an article begins with, `YYYY-MM-DD`. */
export function dayInName(key: string): string | undefined {
  return DATED.exec(nameOf(key))?.[1]
}

/** The name without the day it begins with, unless it is nothing else. */
export function undatedName(name: string): string {
  const rest = name.replace(DATED, '')
  return rest === '' ? name : rest
}
