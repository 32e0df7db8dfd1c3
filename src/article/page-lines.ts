import { kindOfLine, type LineKind } from './page-chrome.ts'
import { plainLine } from './text.ts'

/** A line of a saved page: a paragraph, a headline, or something around them. */
export interface PageLine {
  readonly text: string
  /** Lines with no blank line between them have the same. */
  readonly block: number
  readonly kind: LineKind
}

/**
 * One line a paragraph. Where the page was saved with hard line ends (no line over 100 characters), long lines are joined
 * with the next one up to the blank line; lines that are furniture stand alone.
 */
export function linesOf(page: string): readonly PageLine[] {
  const source = page.split('\n')
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

/** Characters of scripts that say more with each of them. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** Length of a text in characters of an alphabet. */
export function weightOf(text: string): number {
  return text.length + (text.match(DENSE)?.length ?? 0)
}

/** Whether a line ends as sentences do. */
export function endsSentence(line: string): boolean {
  return /[.!?…。！？؟।]["'”’»«“)\]]*$/u.test(line) && /\s|[\u3040-\u9fff]/u.test(line)
}

/** A sentence or a long line: what articles are made of. */
export function isProse(line: string): boolean {
  return endsSentence(line) || weightOf(line) >= 80
}
