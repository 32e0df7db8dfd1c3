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
 * Splits a page into lines, one per paragraph. If the page was saved with hard line ends (no line over 100 characters),
 * long lines are joined with the following ones up to a blank line; lines of furniture remain separate.
 */
export function linesOf(page: string): readonly PageLine[] {
  const source = withoutLinkNumbers(page).split('\n')
  const wrapped = source.every((line) => line.trim().length <= 100)
  const lines: { text: string; block: number; kind: LineKind }[] = []
  let block = 0
  let open = false
  for (const raw of source) {
    const text = plainLine(raw)
    const last = lines.at(-1)
    if (text === '') {
      open = false
      block += 1
      continue
    }
    const kind = kindOfLine(text)
    if (open && last !== undefined && kind === 'text') {
      last.text = `${last.text} ${text}`
      open = text.length >= 40
    } else {
      lines.push({ text, block, kind })
      open = wrapped && text.length >= 40 && kind === 'text'
    }
  }
  return lines
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

/** Whether a line ends like a sentence. */
export function endsSentence(line: string): boolean {
  return /[.!?…。！？؟।]\s?["'”’»«“)\]]*$/u.test(line) && /\s|[\u3040-\u9fff]/u.test(line)
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
