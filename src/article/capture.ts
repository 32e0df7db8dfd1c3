import { findBreadcrumb, isNavigation, sameTitle } from './breadcrumb.ts'
import { bodyOf } from './capture-body.ts'
import { headerOf, isHeaderLine, namesAlone } from './capture-header.ts'
import { findTitle, HEAD, isWindowTitle } from './capture-title.ts'
import { isProse, linesOf, type PageLine } from './page-lines.ts'
import type { Site } from './site.ts'

/** What a saved page says of its article. */
export interface Capture {
  readonly title?: string
  /** Whether the page leaves no doubt about its headline. */
  readonly isSure: boolean
  /** Name of the site's section that the breadcrumb names. */
  readonly section?: string
  /** Who wrote it, as the byline names them. */
  readonly authors: readonly string[]
  /** RFC 3339 dates, or dates and times, as `readDate` takes them. */
  readonly published?: string
  readonly updated?: string
  /** The article's own paragraphs, subheadings and items of lists. */
  readonly paragraphs: readonly string[]
  /** Whether the text shows that it is a news page: by a breadcrumb, or by a headline that stands above running text and is sure. */
  readonly isPage: boolean
}

/** Lines among which the breadcrumb is looked for. */
const TOP = 40
/** Lines above a headline that can be its byline. */
const ABOVE = 3

/**
 * Reads the text of a saved news page: breadcrumb, headline (however often it stands there, in quotes or not), byline, and
 * the paragraphs without what stood around them. `title` is the headline when it is known from elsewhere.
 */
export function readCapture(
  text: string,
  { sections, language = 'en' }: Pick<Site, 'sections'> & Partial<Pick<Site, 'language'>>,
  title?: string,
): Capture {
  const all = linesOf(text)
  const breadcrumb = findBreadcrumb(
    all.slice(0, TOP).map((line) => line.text),
    sections,
  )
  const found = title === undefined ? findTitle(all, breadcrumb) : undefined
  const headline = title ?? found?.title
  const lines = all.filter((line) => line.text !== breadcrumb?.line && !isNavigation(line.text))
  const isTitle = ({ text: line }: PageLine) =>
    headline !== undefined && (sameTitle(line, headline) || isWindowTitle(line, headline))
  const top = topOf(lines, isTitle)
  const below = lines.slice(top).filter((line) => !isTitle(line))
  const first = below.findIndex(
    (line, at) => line.kind === 'text' && isProse(line.text) && !isHeaderLine(below, at),
  )
  const isDayFirst = !language.startsWith('en')
  const around = {
    above: lines.slice(Math.max(0, top - ABOVE), top),
    below: below.slice(0, HEADER + Math.max(0, first)),
  }
  const header = headerOf(around, isDayFirst)
  const paragraphs = bodyOf(
    below.filter((line, at) => line.kind !== 'text' || namesAlone(below, at) === undefined),
    header.authors,
  )
  return {
    ...(headline !== undefined && { title: headline }),
    isSure: title !== undefined || found?.isSure === true,
    ...(breadcrumb?.section !== undefined && { section: breadcrumb.section }),
    ...header,
    paragraphs,
    isPage: breadcrumb !== undefined || (found?.isSure === true && paragraphs.some(isProse)),
  }
}

/** Lines of a byline that may stand below a standfirst. */
const HEADER = 8

/** Where the article begins: below the last of its headlines at the top that text follows. */
function topOf(lines: readonly PageLine[], isTitle: (line: PageLine) => boolean): number {
  const prose = (from: number) =>
    lines.slice(from).filter((line) => line.kind === 'text' && isProse(line.text)).length
  const whole = prose(0)
  const last = lines.slice(0, HEAD).findLastIndex((line, at) => isTitle(line) && prose(at) * 2 >= whole)
  return last + 1
}
