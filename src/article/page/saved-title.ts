import { ancestorsOf, attributeOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { leafBlocks, linkShare, shownText } from './blocks.ts'
import { elementsOf } from './document.ts'
import { isComments, namesOf } from './furniture.ts'

/**
 * The headline of a saved page, whose markup may have another one for search engines, whose window title also has the
 * name of the site, and whose first heading may be that name.
 */
export interface SavedTitle {
  readonly title: string
  /** Whether the page shows this headline, and states it or a similar one. */
  readonly isSure: boolean
}

/** Finds the headline; `stated` are the titles in the markup, and `windowTitle` that of the window. */
export function savedTitle(
  root: HtmlElement,
  stated: readonly string[],
  { windowTitle, siteName }: { readonly windowTitle?: string; readonly siteName?: string },
): SavedTitle | undefined {
  const titles = [...new Set([...stated, ...(windowTitle === undefined ? [] : [windowTitle])])]
  const isOther = (text: string) =>
    siteName !== undefined && isSame(text, siteName) && !isStated(text, stated)
  const shown = headingsOf(root).filter(({ text }) => !isOther(text))
  const first = shown.filter(({ level }) => level === 1)
  const sure = (title: string, isSure = true) => ({ title: withoutKicker(title, stated), isSure })
  const whole = first.find(({ text }) => isStated(text, stated))
  if (whole !== undefined) return sure(whole.text)
  const parts = shown.filter(
    ({ text, level }) =>
      titles.some((title) => isSame(text, title) || isPart(text, title) || isExtended(title, text, level)) ||
      withoutKicker(text, stated) !== text,
  )
  const [part] = parts.toSorted((one, other) => other.text.length - one.text.length)
  // A match has two clubs, and each has a heading.
  if (part !== undefined) return sure(part.text, !titles.some((title) => isWholeOf(title, parts)))
  const similar = [...first, ...shown].find(({ text }) => titles.some((title) => isSimilar(text, title)))
  if (similar !== undefined) return sure(similar.text, first.length <= 1)
  const lines = leafBlocks(root)
    .filter((block) => !isBeside(block) && !isSiteName(block) && linkShare(block) === 0)
    .map(shownText)
    .filter((text) => text.length >= LEAST_TITLE)
  const [line] = lines
    .filter((text) => titles.some((title) => isSame(text, title) || isPart(text, title)))
    .sort((one, other) => other.length - one.length)
  const [only, ...others] = first
  if (line !== undefined && (only === undefined || others.length > 0))
    return sure(line, only === undefined || isStated(line, stated))
  const title = only !== undefined && others.length === 0 ? only.text : (titles[0] ?? only?.text)
  return title === undefined ? undefined : { title: withoutSiteName(title, siteName), isSure: false }
}

/** A heading without the kicker above the title that the page states. */
function withoutKicker(heading: string, stated: readonly string[]): string {
  const long = plain(heading)
  const bare = stated.find((title) => {
    const short = plain(title)
    return (
      short.length >= LEAST_TITLE &&
      short !== long &&
      long.endsWith(short) &&
      !/: *["-]?$/.test(long.slice(0, -short.length))
    )
  })
  return bare === undefined ? heading : plainLine(bare)
}

/** Whether a title consists of two headings. */
const isWholeOf = (title: string, parts: readonly Heading[]): boolean =>
  parts.some(
    ({ text }) =>
      plain(title).startsWith(plain(text)) &&
      parts.some(
        (other) =>
          other.text !== text &&
          plain(title).endsWith(plain(other.text)) &&
          plain(title).length <= plain(text).length + plain(other.text).length + 3,
      ),
  )

/** Minimum length of a headline that is not a heading; shorter lines are labels. */
const LEAST_TITLE = 8

interface Heading {
  readonly text: string
  readonly level: number
}

/** The headings of a page, without those of menus, comments and the site itself. */
function headingsOf(root: HtmlElement): readonly Heading[] {
  return [...elementsOf(root)].flatMap((element) => {
    const level = /^h([1-3])$/.exec(element.tagName)?.[1]
    if (level === undefined || isBeside(element) || isSiteName(element)) return []
    const text = shownText(element)
    return text === '' ? [] : [{ text, level: Number(level) }]
  })
}

const BESIDE = /breadcrumb|(?:^|\s)(?:\w+[-_])?(?:sidebar|navigation|nav|nav-?skip)(?=$|\s)/i

function isBeside(element: HtmlElement): boolean {
  for (const up of [element, ...ancestorsOf(element)]) {
    if (up.tagName === 'body') return false
    if (['nav', 'footer', 'aside', 'dialog'].includes(up.tagName)) return true
    if (isComments(up) || BESIDE.test(namesOf(up))) return true
  }
  return false
}

const SITE_NAMES =
  /(?:^|[\s_-])(?:logo|brand|branding|site-?title|site-?name|blog-?title|blog-?name|masthead|site-?header)(?=$|[\s_-])/i
const HOME = /^(?:(?:.*\bhttps?:)?\/\/[^/]+\/?|\.?\/|\.?\/?index\.\w+)$/i

/** Number of elements, from the heading outwards, that can say so. */
const AROUND = 4

/** Whether an element shows the name of the site: its theme says so, or it leads to the home page. */
function isSiteName(element: HtmlElement): boolean {
  for (const inner of elementsOf(element))
    if (inner.tagName === 'a' && HOME.test(attributeOf(inner, 'href') ?? '')) return true
  for (const up of [element, ...ancestorsOf(element)].slice(0, AROUND)) {
    if (up.tagName === 'body' || up.tagName === 'article' || up.tagName === 'main') return false
    if (up.tagName === 'a' && HOME.test(attributeOf(up, 'href') ?? '')) return true
    if (SITE_NAMES.test(namesOf(up))) return true
  }
  return false
}

/** A title with one form for each mark that programs change. */
const plain = (text: string): string =>
  plainLine(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u00ad/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/["'`´‘’‚“”„«»‹›]+/g, '"')
    .replace(/ *…|(?<=\p{L}) *\.{3}$/gu, '…')
    .replace(/[.…]$/, '')
    .trim()

const isSame = (one: string, other: string): boolean => plain(one) === plain(other)

const isStated = (text: string, stated: readonly string[]): boolean =>
  stated.some((title) => isSame(text, title))

/** Whether `text` is the beginning or end of `title` beside the name of a site or section. */
function isPart(text: string, title: string): boolean {
  const [part, whole] = [plain(text), plain(title)]
  if (part === '' || part.length >= whole.length) return false
  return (
    (whole.startsWith(part) && /^(?: *[|·•»›/~]| +[-:"<]|[:-] )/u.test(whole.slice(part.length))) ||
    (whole.endsWith(part) && /(?:[|·•»›/~:] *| [-"]+ *)$/u.test(whole.slice(0, -part.length)))
  )
}

/** Length of a title from which programs truncate it for search engines. */
const LONG_TITLE = 50

/** Whether a heading is a title and more: the title may be truncated, or has no kicker. */
function isExtended(title: string, heading: string, level: number): boolean {
  const [short, long] = [plain(title.replace(/\s*(?:…|\.\.\.)$/, '')), plain(heading)]
  const isTruncated = /(?:…|\.\.\.)$/.test(title) || short.length >= LONG_TITLE
  return short.length >= LEAST_TITLE && (level === 1 || isTruncated) && long.startsWith(short)
}

/** The words that a heading must share with a title to be another form of it. */
const SHARED = 0.5
const LEAST_SHARED = 3

function isSimilar(heading: string, title: string): boolean {
  const words = wordsOf(heading)
  const others = new Set(wordsOf(title))
  const shared = words.filter((word) => others.has(word)).length
  return shared >= LEAST_SHARED && shared >= SHARED * words.length
}

const wordsOf = (text: string): readonly string[] => plain(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** The title without the name of the site at its end. */
function withoutSiteName(title: string, siteName: string | undefined): string {
  if (siteName === undefined || !title.endsWith(siteName)) return title
  const bare = title.slice(0, -siteName.length).replace(/\s+[-–—|·•»:/]+\s*$/u, '')
  return bare.length < title.length - siteName.length && bare !== '' ? bare : title
}
