import type { Site } from '../site.ts'
import { bodyOf } from './body.ts'
import { findBreadcrumb, isNavigation, sameTitle, sectionNamed } from './breadcrumb.ts'
import { readByline } from './byline.ts'
import { withCaptions, withDescriptions } from './captions.ts'
import { headerOf, isHeaderLine, namesAlone } from './header.ts'
import { isEnglish, isItem, isProse, linesOf, type PageLine } from './page-lines.ts'
import { isRunning, textRegion } from './text-region.ts'
import { findTitle, isWindowTitle, namesInWindowTitle } from './title.ts'

/** The article data in a saved page. */
export interface Capture {
  readonly title?: string
  /** Whether the headline is certain. */
  readonly isSure: boolean
  /** Name of the site's section in the breadcrumb. */
  readonly section?: string
  /** Authors in the byline. */
  readonly authors: readonly string[]
  /** RFC 3339 dates, with or without time, as `readDate` accepts them. */
  readonly published?: string
  readonly updated?: string
  /** The article's own paragraphs, subheadings and list items. */
  readonly paragraphs: readonly string[]
  /** Whether the text is recognizably a news page: it has a breadcrumb, or a headline that is certain, repeated or above a byline, and running text. */
  readonly isPage: boolean
}

/** Number of lines among which the breadcrumb is searched for. */
const TOP = 40
/** Number of lines above a headline that can contain its byline. */
const ABOVE = 6

/**
 * Parses the text of a saved news page: breadcrumb, headline (repeated or quoted), byline, and the paragraphs without
 * page furniture. `title` is the headline, if already known.
 */
export function readCapture(
  page: string,
  { sections, language = 'en' }: Pick<Site, 'sections'> & Partial<Pick<Site, 'language'>>,
  title?: string,
): Capture {
  const all = withCaptions(linesOf(page))
  const breadcrumb = findBreadcrumb(
    all.slice(0, TOP).flatMap(({ text, kind }) => (kind === 'caption' ? [] : [text])),
    sections,
  )
  const found = title === undefined ? findTitle(all, breadcrumb) : undefined
  const headline = title ?? found?.title
  // A byline has the separators of a menu.
  const lines = all.filter(
    ({ text, kind }) => text !== breadcrumb?.line && (kind !== 'text' || !isNavigation(text)),
  )
  const isTitle = ({ text: line }: PageLine) =>
    headline !== undefined && (sameTitle(line, headline) || isWindowTitle(line, headline))
  const top = topOf(lines, isTitle)
  const below = lines.slice(top).filter((line) => !isTitle(line))
  const prose = below.flatMap((line, at) =>
    line.kind === 'text' && isProse(line.text) && !isHeaderLine(below, at) ? [at] : [],
  )
  const [first = 0, , third] = prose
  const isDayFirst = !language.startsWith('en') || !isEnglish(all)
  const around = {
    above: lines.slice(Math.max(0, top - ABOVE), top),
    below: below.slice(0, Math.min(HEADER + first, third ?? below.length)),
  }
  const header = headerOf(around, isDayFirst)
  const section = breadcrumb?.section ?? sectionAround(all, lines[top - 1], sections)
  const text = below.slice(0, endOf(below))
  const paragraphs = bodyOf(
    withDescriptions(text.filter((line, at) => line.kind !== 'text' || namesAlone(below, at) === undefined)),
    header,
  )
  const signed = header.authors.length > 0 ? header.authors : signatureBelow(below, paragraphs.at(-1))
  return {
    ...(headline !== undefined && { title: headline }),
    isSure: title !== undefined || found?.isSure === true,
    ...(section !== undefined && { section }),
    ...header,
    authors: signed,
    paragraphs,
    isPage:
      breadcrumb !== undefined ||
      ((found?.isSure === true || found?.isConfirmed === true) && paragraphs.some(isProse)),
  }
}

/** Number of lines between the running text and a sentence that belongs to it. */
const CLOSE = 3

/** What a line other than a paragraph takes away, so that the text may go on below a list of links, in characters. */
const NARROW = 6

/** Where the article ends: below its running text, and the shorter sentences that follow. */
function endOf(lines: readonly PageLine[]): number {
  let { end } = textRegion(lines, NARROW)
  if (end === 0) return lines.length
  for (let at = end; at < end + CLOSE; at += 1) {
    const { kind, text } = lines[at] ?? { kind: 'end', text: '' }
    // The date of another story shows that the sentence above it is not the article's.
    if (kind === 'single' || (kind === 'text' && (isProse(text) || isItem(text)))) end = at + 1
  }
  return end
}

/** The authors in the line below the last paragraph: `Posted by Jane Doe at 8:12 pm`. */
function signatureBelow(lines: readonly PageLine[], last: string | undefined): readonly string[] {
  const at = lines.findLastIndex(({ text }) => text === last)
  return at === -1 ? [] : (readByline(lines[at + 1]?.text ?? '')?.authors ?? [])
}

/** The section in the title of the window, or in the line above the headline. */
function sectionAround(
  all: readonly PageLine[],
  headline: PageLine | undefined,
  sections: Site['sections'],
): string | undefined {
  const at = headline === undefined ? -1 : all.indexOf(headline)
  const names = [...namesInWindowTitle(all), ...(all[at - 1]?.text ?? '').split(/\s*[|/»>›·]\s*/u)]
  return names.map((name) => sectionNamed(name, sections)).find((name) => name !== undefined)
}

/** Number of byline lines that may follow a standfirst. */
const HEADER = 8

/** Where the article begins: below the last headline above its text, or with the text if no line is the headline. */
function topOf(lines: readonly PageLine[], isTitle: (line: PageLine) => boolean): number {
  const { start, end } = textRegion(lines)
  const runs = lines.map(({ kind, text }, at) => (at < end && kind === 'text' && isRunning(text) ? 1 : 0))
  const whole = runs.reduce<number>((sum, one) => sum + one, 0)
  let above = 0
  const tops = lines.flatMap((line, at) => {
    above += runs[at] ?? 0
    return isTitle(line) && at < end && above * 2 <= whole ? [at] : []
  })
  const [first, last] = [tops[0], tops.at(-1)]
  if (first === undefined || last === undefined) return start
  // Below the byline, the headline is repeated as the description of a picture.
  const isAboveByline = lines.slice(first, last).some((_line, below) => isHeaderLine(lines, first + below))
  return (isAboveByline ? first : last) + 1
}
