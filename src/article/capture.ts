import { kindOfLine } from './page-chrome.ts'
import type { Site } from './site.ts'
import { plainLine } from './text.ts'
import { wordKey } from './word-key.ts'

/** What a saved page says of its article. */
export interface Capture {
  readonly title?: string
  /** Name of the site's section that the breadcrumb names. */
  readonly section?: string
  /** The article's own paragraphs and subheadings. */
  readonly paragraphs: readonly string[]
  /** Whether the text shows that it is a news page: by a breadcrumb, or by a headline that stands twice above running text. */
  readonly isPage: boolean
}

/** Lines at the top among which breadcrumbs and headlines are looked for. */
const HEAD = 40
const MAX_TITLE = 300

const HOME =
  /^(?:you are here\s*:?\s*|sie sind hier\s*:?\s*|vous êtes ici\s*:?\s*)?(?:home(?:page)?|start(?:seite)?|accueil|inicio|portada|início|página inicial|hjem|hem|etusivu|strona główna|главная|головна|ホーム|首页|首頁|front page|news)$/iu
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['›', '‹'],
  ['‘', '’'],
  ['‚', '‘'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ["'", "'"],
])

/**
 * Reads the text of a saved news page: breadcrumb, headline (however often it stands there, in quotes or not), and the
 * paragraphs without what stood around them. `title` is the headline when it is known from elsewhere.
 */
export function readCapture(text: string, sections: Site['sections'], title?: string): Capture {
  const lines = paragraphLines(text)
  const breadcrumb = findBreadcrumb(lines.slice(0, HEAD), sections)
  const found = title === undefined ? findTitle(lines.slice(0, HEAD), breadcrumb) : undefined
  const headline = title ?? found?.title
  const paragraphs = bodyOf(
    lines.filter((line) => line !== breadcrumb?.line && !isNavigation(line)),
    headline,
  )
  return {
    ...(headline !== undefined && { title: headline }),
    ...(breadcrumb?.section !== undefined && { section: breadcrumb.section }),
    paragraphs,
    isPage: breadcrumb !== undefined || (found?.isSure === true && paragraphs.some(isProse)),
  }
}

/** `text` without one pair of quotation marks around the whole of it; marks inside stay. */
export function withoutOuterQuotes(text: string): string {
  const trimmed = text.trim()
  const close = QUOTES.get(trimmed.charAt(0)) ?? ''
  if (trimmed.length < 3 || close === '') return trimmed
  const open = trimmed.charAt(0)
  // German style also closes “ with ”, and „ with ”.
  const last = trimmed.charAt(trimmed.length - 1)
  if (last !== close && !(open === '„' && last === '”')) return trimmed
  const inner = trimmed.slice(1, -1)
  return wraps(inner, open, last) ? inner.trim() : trimmed
}

/** Whether nothing inside closes the first mark before the last one does. */
function wraps(inner: string, open: string, close: string): boolean {
  // An apostrophe is no quotation mark.
  const marks = inner.replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
  if (open === close) return !marks.includes(open)
  let depth = 1
  for (const character of marks) {
    if (character === open) depth += 1
    else if (character === close) depth -= 1
    if (depth === 0) return false
  }
  return depth === 1
}

/**
 * One line a paragraph. Where the page was saved with hard line ends (no line over 100 characters), long lines are joined
 * with the next one up to the blank line; lines that are furniture stand alone.
 */
function paragraphLines(text: string): readonly string[] {
  const source = text.split('\n')
  const wrapped = source.every((line) => line.trim().length <= 100)
  const lines: string[] = []
  let open = false
  for (const raw of source) {
    const line = plainLine(raw)
    const last = lines.length - 1
    if (line === '') open = false
    else if (open && kindOfLine(line) === 'text') {
      lines[last] = `${lines[last]} ${line}`
      open = line.length >= 40
    } else {
      lines.push(line)
      open = wrapped && line.length >= 40 && kindOfLine(line) === 'text'
    }
  }
  return lines
}

interface Breadcrumb {
  readonly line: string
  readonly section?: string
  /** Last part, when it is neither home nor a section. */
  readonly title?: string
}

function findBreadcrumb(head: readonly string[], sections: Site['sections']): Breadcrumb | undefined {
  for (const line of head) {
    const parts = crumbsOf(line)
    if (parts === undefined) continue
    const last = parts.at(-1) ?? ''
    const named = parts.map((part) => sectionNamed(part, sections))
    const isPath = HOME.test(parts[0] ?? '') || head.some((other) => other !== line && sameTitle(other, last))
    const known = named.filter((name) => name !== undefined)
    if (!isPath && known.length === 0) continue
    const lastIsTitle = named.at(-1) === undefined && !HOME.test(last)
    // Several sections side by side and no headline: a menu.
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

/** The parts of a breadcrumb; undefined for a line that cannot be one. */
function crumbsOf(line: string): readonly string[] | undefined {
  if (line.length > MAX_TITLE + 200) return undefined
  const split = (pattern: RegExp) => line.split(pattern).map((part) => part.trim())
  const spaced = split(/\s+[»›>❯→/|·•\\]\s+|\s+::\s+/u)
  const parts = spaced.length > 1 ? spaced : split(/\s*[»›>❯→]\s*/u)
  if (parts.length < 2 || parts.some((part) => part === '')) return undefined
  if (parts.slice(0, -1).some((part) => part.length > 60 || /[.!?]$/.test(part))) return undefined
  return spaced.length > 1 || HOME.test(parts[0] ?? '') ? parts : undefined
}

/** The name of the section that has `text` as its name or title, as {@link wordKey} compares them. */
export function sectionNamed(text: string, sections: Site['sections']): string | undefined {
  if (text.length > MAX_TITLE) return undefined
  const wanted = wordKey(text)
  for (const [name, { title }] of sections)
    if (wordKey(name) === wanted || wordKey(title) === wanted) return name
  return undefined
}

function fold(text: string): string {
  return plainLine(text).normalize('NFC').toLowerCase()
}

function sameTitle(one: string, other: string): boolean {
  return fold(withoutOuterQuotes(one)) === fold(withoutOuterQuotes(other))
}

/** Menus: many short parts side by side. */
function isNavigation(line: string): boolean {
  const parts = line.split(/\s+[»›>❯|·•]\s+/u)
  return parts.length > 2 && parts.every((part) => part.length <= 30) && !/[.!?…]["'”’»)]*$/u.test(line)
}

/**
 * The headline: what the breadcrumb ends in (in full, where it was cut there) unless that may be a part of the section, else
 * a line that stands twice, else the first line below the breadcrumb that can be one.
 */
function findTitle(
  head: readonly string[],
  breadcrumb: Breadcrumb | undefined,
): { readonly title: string; readonly isSure: boolean } | undefined {
  const candidates = head.filter(
    (line) => line !== breadcrumb?.line && line.length <= MAX_TITLE && !isNavigation(line),
  )
  const crumb = breadcrumb?.title
  if (crumb !== undefined) {
    const cut = /^(.{8,}?)\s*(?:…|\.\.\.|\[…\])$/u.exec(crumb)?.[1]
    const whole = candidates.find(
      (line) => cut !== undefined && fold(withoutOuterQuotes(line)).startsWith(fold(cut)),
    )
    if (whole !== undefined) return { title: withoutOuterQuotes(whole), isSure: true }
    const isRepeated = candidates.some((line) => sameTitle(line, crumb))
    if (isRepeated || isQuotedOrLong(crumb, breadcrumb?.line ?? '')) return { title: crumb, isSure: true }
  }
  const texts = candidates.filter((line) => kindOfLine(line) === 'text' && line.length >= 8)
  const twice = texts.find((line, index) => texts.some((other, at) => at > index && sameTitle(line, other)))
  // `Headline – Name of the site`, as windows are called, followed by the headline itself.
  const windowed = texts.find((line) => texts.some((other) => isWindowTitle(other, line)))
  const top = breadcrumb === undefined ? 0 : head.indexOf(breadcrumb.line)
  const first = texts.find((line) => head.lastIndexOf(line) >= top)
  const alone = first === undefined || isProse(first) ? undefined : first
  const title = twice ?? windowed ?? alone ?? crumb ?? texts.find((line) => !isProse(line)) ?? texts[0]
  const isSure = twice !== undefined || windowed !== undefined
  return title === undefined ? undefined : { title: withoutOuterQuotes(title), isSure }
}

/** Home / Sport / Football ends in no headline: one stands in quotes there, or is longer than names of sections are. */
function isQuotedOrLong(crumb: string, breadcrumb: string): boolean {
  return !breadcrumb.endsWith(crumb) || crumb.length > 30 || crumb.split(' ').length > 3
}

/** Whether `line` is `title` followed by the name of a site. */
function isWindowTitle(line: string, title: string): boolean {
  const bare = withoutOuterQuotes(title)
  return (
    bare.length >= 8 &&
    fold(line).startsWith(fold(bare)) &&
    /^["”»]?\s+[-–—|·•»:]+\s+.{1,60}$/u.test(line.slice(bare.length))
  )
}

/** A sentence or a long line: what articles are made of. */
function isProse(line: string): boolean {
  return (/[.!?…。！？؟।]["'”’»«“)\]]*$/u.test(line) && /\s|[\u3040-\u9fff]/u.test(line)) || line.length >= 80
}

function bodyOf(lines: readonly string[], title: string | undefined): readonly string[] {
  const own = lines.filter(
    (line) => title === undefined || !(sameTitle(line, title) || isWindowTitle(line, title)),
  )
  const kept: string[] = []
  let aside = false
  for (const [index, line] of own.entries()) {
    const kind = kindOfLine(line)
    if (kind === 'end' && isEnd(kept, own.slice(index + 1))) break
    if (kind === 'aside') aside = true
    if (kind !== 'text') continue
    if (aside && !(isProse(line) && line.length >= 120)) continue
    aside = false
    kept.push(line)
  }
  const isBody = (line: string) => isProse(line) || line.length >= 60
  return kept.slice(
    kept.findIndex(isBody) === -1 ? kept.length : kept.findIndex(isBody),
    kept.findLastIndex(isBody) + 1,
  )
}

/** A link to the comments may stand above the article, too: the end is where more was said before than comes after. */
function isEnd(before: readonly string[], after: readonly string[]): boolean {
  const said = before.filter(isProse).length
  if (said >= 2) return true
  return said > after.filter((line) => kindOfLine(line) === 'text' && isProse(line)).length
}
