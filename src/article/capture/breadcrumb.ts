import type { Site } from '../site.ts'
import { plainLine } from '../text.ts'
import { wordKey } from '../word-key.ts'
import { withoutOuterQuotes } from './quotation-marks.ts'
import { writtenDatesIn } from './written-date.ts'

/** Maximum length of a headline, in UTF-16 code units. */
export const MAX_TITLE = 300

const HOME =
  /^(?:you are here\s*:?\s*|sie sind hier\s*:?\s*|vous êtes ici\s*:?\s*)?(?:home(?:page)?|start(?:seite)?|accueil|inicio|portada|início|página inicial|hjem|hem|etusivu|strona główna|главная|головна|ホーム|首页|首頁|front page|news)$/iu
/** The line of a page that shows the path to the page in the site. */
export interface Breadcrumb {
  readonly line: string
  readonly section?: string
  /** The last part, unless it is the home page or a section. */
  readonly title?: string
}

export function findBreadcrumb(head: readonly string[], sections: Site['sections']): Breadcrumb | undefined {
  for (const line of head) {
    const parts = crumbsOf(line)
    if (parts === undefined) continue
    const last = parts.at(-1) ?? ''
    const named = parts.map((part) => sectionNamed(part, sections))
    const isPath = HOME.test(parts[0] ?? '') || head.some((other) => other !== line && sameTitle(other, last))
    const known = named.filter((name) => name !== undefined)
    if (!isPath && known.length === 0) continue
    const lastIsTitle = named.at(-1) === undefined && !HOME.test(last)
    // Several sections and no headline: this line is a menu.
    if (!lastIsTitle && known.length > 1) continue
    if (!isPath && !lastIsTitle && parts.length > 2) continue
    const section = (lastIsTitle ? named.slice(0, -1) : named).filter((name) => name !== undefined).at(-1)
    return {
      line,
      ...(section !== undefined && { section }),
      ...(lastIsTitle && parts.length > 1 && { title: withoutOuterQuotes(last) }),
    }
  }
  return undefined
}

/** Maximum number of words in the name of a section. */
const MOST_WORDS = 6

/** The parts of a breadcrumb; undefined if the line cannot be one. */
function crumbsOf(line: string): readonly string[] | undefined {
  if (line.length > MAX_TITLE + 200) return undefined
  const split = (pattern: RegExp) => line.split(pattern).map((part) => part.trim())
  const spaced = split(/\s+[»›>❯→/|·•\\]\s+|\s+::\s+/u)
  const parts = spaced.length > 1 ? spaced : split(/\s*[»›>❯→]\s*/u)
  if (parts.length < 2 || parts.some((part) => part === '')) return undefined
  if (parts.some((part) => writtenDatesIn(part).length > 0)) return undefined
  if (!/[»›>❯→]/u.test(line) && isWindowOrder(parts)) return undefined
  const isName = (part: string) =>
    part.length <= 60 && part.split(' ').length <= MOST_WORDS && !/[.!?](?:\s|$)/.test(part)
  if (!parts.slice(0, -1).every(isName)) return undefined
  return spaced.length > 1 || HOME.test(parts[0] ?? '') ? parts : undefined
}

/** Whether the longest part is the first one, as in the title of a window: a path leads from the site to the headline. */
function isWindowOrder(parts: readonly string[]): boolean {
  const [first = '', ...others] = parts
  const words = first.split(' ').length
  return words >= 4 && others.every((part) => part.length < first.length && part.split(' ').length < words)
}

/** The section whose name or title equals `text`, compared by {@link wordKey}. */
export function sectionNamed(text: string, sections: Site['sections']): string | undefined {
  if (text.length > MAX_TITLE) return undefined
  const wanted = wordKey(text)
  for (const [name, { title }] of sections)
    if (wordKey(name) === wanted || wordKey(title) === wanted) return name
  return undefined
}

export function fold(text: string): string {
  return plainLine(text).normalize('NFC').toLowerCase()
}

export function sameTitle(one: string, other: string): boolean {
  return fold(withoutOuterQuotes(one)) === fold(withoutOuterQuotes(other))
}

/** Whether a line consists of the names of a section and its parts. */
export function isPath(line: string): boolean {
  const parts = line.split(/\s+[»›>❯→]\s+/u)
  return parts.length > 1 && parts.every((part) => part.length <= 30 && part.split(' ').length <= 4)
}

/** Whether a line is a menu: many short parts in a row. */
export function isNavigation(line: string): boolean {
  const parts = line.split(/\s+[»›>❯|·•]\s+/u)
  return parts.length > 2 && parts.every((part) => part.length <= 30) && !/[.!?…]["'”’»)]*$/u.test(line)
}
