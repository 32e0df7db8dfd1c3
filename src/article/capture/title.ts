import { type Breadcrumb, fold, isNavigation, MAX_TITLE, sameTitle } from './breadcrumb.ts'
import { namesOf } from './byline.ts'
import { isHeaderLine } from './header.ts'
import { endsSentence, isProse, type PageLine, weightOf } from './page-lines.ts'
import { withoutOuterQuotes } from './quotation-marks.ts'

/** The headline of a page, and whether it is certain. */
export interface FoundTitle {
  readonly title: string
  readonly isSure: boolean
}

/** Number of lines at the top among which the headline is searched for. */
export const HEAD = 80

/**
 * Finds the headline: the last part of the breadcrumb (in full, if it is truncated there) unless that may be a section,
 * or else the line with the highest score. Lines score higher if they occur twice, with the site name, or right above
 * byline and text.
 */
export function findTitle(
  lines: readonly PageLine[],
  breadcrumb: Breadcrumb | undefined,
): FoundTitle | undefined {
  const head = lines.slice(0, HEAD)
  const leads = leadsIn(lines)
  const candidates = head
    .map((line, at) => ({ ...line, at }))
    .filter(({ text }) => text !== breadcrumb?.line && text.length <= MAX_TITLE && !isNavigation(text))
  const crumb = breadcrumb?.title
  if (crumb !== undefined) {
    const cut = /^(.{8,}?)\s*(?:…|\.\.\.|\[…\])$/u.exec(crumb)?.[1]
    const whole = candidates.find(
      ({ text }) => cut !== undefined && fold(withoutOuterQuotes(text)).startsWith(fold(cut)),
    )
    if (whole !== undefined) return { title: withoutOuterQuotes(whole.text), isSure: true }
    // The name of a section occurs in the menu above, and among the topics below the text.
    const below = head.findIndex(({ text }) => text === breadcrumb?.line)
    const isRepeated = candidates.some(({ text, at }) => at > below && sameTitle(text, crumb) && leads(at))
    if (isRepeated || isQuotedOrLong(crumb, breadcrumb?.line ?? '')) return { title: crumb, isSure: true }
  }
  const texts = candidates.filter(
    ({ kind, text, at }) => kind === 'text' && weightOf(text) >= 8 && !isHeaderLine(lines, at),
  )
  const top = breadcrumb === undefined ? -1 : head.findIndex(({ text }) => text === breadcrumb.line)
  const scored = texts
    .filter(({ at }) => at > top || head.findLastIndex(({ text }) => text === head[at]?.text) > top)
    .map((line) => ({ title: line.text, ...scoreOf(line, lines, leads(line.at)) }))
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (found, next) => (found === undefined || next.score > found.score ? next : found),
    undefined,
  )
  const title = best?.title ?? crumb ?? texts[0]?.text
  if (title === undefined) return undefined
  return { title: quotedAs(title, lines), isSure: best?.isSure ?? false }
}

/** Tells for a line whether most of the running text is below it: other headlines on the page are below the text. */
function leadsIn(lines: readonly PageLine[]): (at: number) => boolean {
  const prose = lines.map(({ kind, text }) => (kind === 'text' && isProse(text) ? 1 : 0))
  const whole = prose.reduce<number>((sum, one) => sum + one, 0)
  return (at) => {
    const below = prose.slice(at + 1).reduce<number>((sum, one) => sum + one, 0)
    return below > 0 && below * 3 >= whole * 2
  }
}

/** `title` without the quotation marks around it, unless each line that shows it has them: then it is a quotation. */
function quotedAs(title: string, lines: readonly PageLine[]): string {
  const bare = withoutOuterQuotes(title)
  return lines.some(({ text }) => fold(text) === fold(bare) || isWindowTitle(text, bare)) ? bare : title
}

/** A photographer: `Carla Jimenez for NPR`. */
const CREDIT = /^\p{Lu}\S+ \p{Lu}\S+ (?:for|für|pour|para|via) \p{Lu}{2,}$/u

/** Scores a line as a candidate for the headline. */
function scoreOf(
  line: PageLine & { readonly at: number },
  lines: readonly PageLine[],
  leads: boolean,
): { readonly score: number; readonly isSure: boolean } {
  const { text, at, block } = line
  const words = text.split(' ').length
  const isLong = words >= 4 || weightOf(text) >= 20
  // Names of sections occur in several menus, so a repetition is no evidence.
  const isTwice =
    (words >= 3 || isLong) &&
    lines.some((other, place) => place !== at && place < HEAD && sameTitle(other.text, text))
  const isWindowed = lines.slice(0, HEAD).some((other) => isWindowTitle(other.text, text))
  const isQuoted =
    words >= 3 &&
    lines.some(
      (other) =>
        other.text.length < MAX_TITLE + 60 &&
        /[“"«„]/.test(other.text) &&
        other.kind !== 'text' &&
        fold(other.text).includes(fold(text)),
    )
  const isAlone = lines[at - 1]?.block !== block && lines[at + 1]?.block !== block
  const above = distanceToByline(lines, at)
  const isDescription =
    lines[at - 1]?.kind === 'caption' || (lines[at + 1]?.kind === 'caption' && lines[at + 1]?.block === block)
  const isName = CREDIT.test(text) || (words <= 4 && namesOf(text).length > 0 && isHeaderLine(lines, at + 1))
  const score =
    (isTwice ? 5 : 0) +
    (isWindowed ? 4 : 0) +
    (isQuoted ? 4 : 0) +
    (above === undefined ? 0 : above <= 1 ? 4 : 2) +
    (isAlone ? 1 : 0) +
    (isLong ? 3 : words >= 3 ? 1 : 0) -
    (endsSentence(text) && !/[?!]["'”’»]?$/u.test(text) ? 3 : 0) -
    (text.length >= 160 ? 4 : 0) -
    (isName || isDescription ? 6 : 0) -
    (leads ? 0 : 12)
  return {
    score,
    isSure:
      leads &&
      !isName &&
      !isDescription &&
      (isTwice || isWindowed || isQuoted || (above !== undefined && above <= 1 && isLong)),
  }
}

/** Number of lines of text, such as a standfirst, between a line and the byline or date below it. */
function distanceToByline(lines: readonly PageLine[], at: number): number | undefined {
  let distance = 0
  for (const [index, { text, kind, block }] of lines.slice(at + 1, at + 8).entries()) {
    if (isHeaderLine(lines, at + 1 + index)) return distance
    const next = lines[at + 2 + index]
    const isShown = next?.kind === 'caption' && next.block === block
    if (kind === 'text' && !isShown) {
      if (weightOf(text) >= 250 || distance >= 2) return undefined
      distance += 1
    }
  }
  return undefined
}

/**
 * Home / Sport / Football does not end in a headline: a headline is quoted there or is longer than section names are.
 */
function isQuotedOrLong(crumb: string, breadcrumb: string): boolean {
  return !breadcrumb.endsWith(crumb) || crumb.length > 30 || crumb.split(' ').length > 3
}

/** Whether `line` is `title` followed by a site name. */
export function isWindowTitle(line: string, title: string): boolean {
  const bare = withoutOuterQuotes(title)
  return (
    bare.length >= 8 &&
    fold(line).startsWith(fold(bare)) &&
    /^["”»]?\s+[-–—|·•»:]+\s+.{1,60}$/u.test(line.slice(bare.length))
  )
}
