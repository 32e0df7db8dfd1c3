import { plainLine } from '../text.ts'
import { kindOfLine, type LineKind } from './page-chrome.ts'

/** A line of a saved page: a paragraph, a headline, or furniture. */
export interface PageLine {
  readonly text: string
  /** Lines without a blank line between them have the same number. */
  readonly block: number
  readonly kind: LineKind
}

/**
 * Splits a page into lines, one per paragraph. If the page was saved with hard line ends, a line is joined with the next
 * one if the first word of that did not fit into it any more.
 */
export function linesOf(page: string): readonly PageLine[] {
  const source = withoutLinkNumbers(page)
    .split('\n')
    .map((line) => line.trimEnd())
  const joins = hardEndsOf(source)
  const lines: PageLine[] = []
  let block = 0
  let text = ''
  for (const [at, raw] of source.entries()) {
    const part = plainLine(raw)
    text = text === '' ? part : `${text} ${part}`
    if (joins.has(at)) continue
    if (text === '') block += 1
    else lines.push({ text, block, kind: kindOfLine(text) })
    text = ''
  }
  return lines.map((line, at) =>
    isPagerPair(line, lines[at - 1]) || isPagerPair(line, lines[at + 1]) ? { ...line, kind: 'single' } : line,
  )
}

const EARLIER =
  /^(?:[*•] )?(?:previous|prev|vorherig\p{L}+|précédent|anterior|precedente|vorige)\b[^:]{0,20}: \S/iu
const LATER =
  /^(?:[*•] )?(?:next|nächst\p{L}+|suivant|siguiente|próximo|successivo|volgende)\b[^:]{0,20}: \S/iu

/** Whether two adjacent lines lead to the story before and the one after. */
const isPagerPair = ({ text }: PageLine, other: PageLine | undefined): boolean =>
  other !== undefined &&
  ((EARLIER.test(text) && LATER.test(other.text)) || (LATER.test(text) && EARLIER.test(other.text)))

/** Width of a page with hard line ends, in characters. */
const NARROWEST = 40
const WIDEST = 100
/** Share of the long lines on such a page that end within a sentence. */
const MOSTLY = 0.6
/** By how much lines can be wider than those that continue with a small letter. */
const SLACK = 4
/** Share of the lines that may be wider: menus and addresses have no hard ends. */
const FEW = 0.05

/** Indexes of the lines whose paragraph continues in the next line. */
function hardEndsOf(source: readonly string[]): ReadonlySet<number> {
  const isWithin = (line: string) => !endsSentence(line)
  const wide = source.filter(({ length }) => length > WIDEST)
  if (wide.length > source.length * FEW) return new Set()
  const continued = source.filter(
    (line, at) =>
      line.length >= NARROWEST &&
      line.length <= WIDEST &&
      isWithin(line) &&
      /^\s*\p{Ll}/u.test(source[at + 1] ?? ''),
  )
  if (continued.length === 0) return new Set()
  const width = continued.reduce((most, { length }) => Math.max(most, length), 0)
  const full = source.flatMap((line, at) => {
    const next = source[at + 1]?.trim() ?? ''
    const [word = ''] = next.split(' ', 1)
    const isFull = line.length <= width + SLACK && line.length + 1 + word.length > width
    return line !== '' && next !== '' && isFull ? [at] : []
  })
  const within = full.filter((at) => isWithin(source[at] ?? ''))
  if (within.length < full.length * MOSTLY) return new Set()
  const ends = new Set(full)
  // A headline can be as long as the page is wide, and a byline follows.
  const isHeadline = (at: number) =>
    !ends.has(at - 1) &&
    !endsSentence(source[at] ?? '') &&
    kindOfLine(plainLine(source[at + 1] ?? '')) === 'single'
  return new Set(full.filter((at) => !isHeadline(at)))
}

/** A number before a link, as text browsers write it, and a picture without description. */
const LINK_NUMBER = /(?<![\p{L}\p{N}])\[\d{1,4}\](?=\S)|^[ \t]*\[(?:INLINE|IMAGE|IMG)\][ \t]*$/gmu
/** Number of links above which the numbers are not those of notes. */
const MOST_NOTES = 5
const LINK_LIST = /^[ \t]*References[ \t]*\n\s*(?:Visible links:?\s*\n\s*)?1\. ?(?:https?|file):/mu

/** Removes the numbers of links that a text browser adds, and the list of their addresses. */
function withoutLinkNumbers(page: string): string {
  if ((page.match(LINK_NUMBER)?.length ?? 0) <= MOST_NOTES) return page
  const end = page.search(LINK_LIST)
  return (end === -1 ? page : page.slice(0, end)).replace(LINK_NUMBER, '')
}

/** Characters of scripts that need fewer characters for the same text. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** Length of a text, in equivalent characters of an alphabet. */
export function weightOf(text: string): number {
  return text.length + (text.match(DENSE)?.length ?? 0)
}

/** Marks between the last sentence and the end of its line: quotation marks, the number of a note, the end of a text. */
const CLOSERS = '["\'”’»›«“)\\]]*'
const ENDS = new RegExp(
  `(?:[.!?…。！？؟।]\\s?${CLOSERS}|\\p{Ll}[.!?]["'”’»]?(?:\\d{1,2}|\\[\\d{1,2}\\]))(?:\\s?[♦■▪◼∎□●])?$`,
  'u',
)

/** Whether a line ends like a sentence. */
export function endsSentence(line: string): boolean {
  return ENDS.test(line) && /\s|[\u3040-\u9fff]/u.test(line)
}

/** Whether a line is a sentence, or long: articles consist of such lines. */
export function isProse(line: string): boolean {
  return endsSentence(line) || weightOf(line) >= 80
}

/** Whether the running text is English, by its most frequent words. */
export function isEnglish(lines: readonly PageLine[]): boolean {
  const prose = lines.flatMap(({ kind, text }) => (kind === 'text' && isProse(text) ? [text] : [])).join(' ')
  const words = prose.match(/\p{L}+/gu)?.length ?? 0
  const common = prose.match(/(?<!\p{L})(?:the|of|and|to|in|is|it|that)(?!\p{L})/giu)?.length ?? 0
  return common * 10 >= words
}

/** Whether a line is in capital letters, as advertisements are. */
export const isShouted = (text: string): boolean => text === text.toUpperCase() && /\p{Lu}{4}/u.test(text)

/** Whether a line is an item of a list, with its bullet or number. */
export const isItem = (text: string): boolean => /^(?:[•●▪◦‣·*–—-]|\d{1,2}[.)])\s+\S/u.test(text)
