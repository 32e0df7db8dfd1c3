import { styleSheetOf } from '../html/style-sheet.ts'
import { plainLine } from '../text.ts'
import type { RemarkOnText } from './findings.ts'
import { inlineText, type MarkdownSite } from './markdown-to-html.ts'

/** The headline at the beginning of a Markdown text, and the offset after it. */
export interface Headline {
  readonly text: string
  readonly end: number
}

/** `# Headline`, a line with `===` below it, or `<h1>`. */
const FORMS: readonly RegExp[] = [
  /^(?:[ \t]*\n)* {0,3}#(?!#)[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*(?:\n|$)/,
  /^(?:[ \t]*\n)* {0,3}(?![-*+>#<|`~=]|\d{1,9}[.)][ \t])(\S[^\n]*)\n {0,3}=+[ \t]*(?:\n|$)/,
  /^(?:[ \t]*\n)* {0,3}<h1(?:\s[^<>]*)?>((?:(?!<\/?h1\b)[\s\S]){1,2000})<\/h1>[ \t]*(?:\n|$)/i,
]

const MAX_HEADING = 10_000

export function headlineOf(markdown: string, site: MarkdownSite, remark: RemarkOnText): Headline | undefined {
  for (const form of FORMS) {
    const found = form.exec(markdown)
    const line = found?.[1]
    if (found === null || line === undefined) continue
    // Skips rendering for texts that are far too long for a title.
    return {
      text: plainLine(
        line.length > MAX_HEADING ? line : inlineText(line, site, remark, styleSheetOf(markdown)),
      ),
      end: found[0].length,
    }
  }
  return undefined
}

/** Whether two headlines are equal; quotation marks, dashes, dots, white space and letter case are ignored. */
export function isSameHeadline(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other)
}

function folded(headline: string): string {
  return plainLine(headline)
    .normalize('NFKC')
    .replace(/["“”„«»‹›‘’‚']/gu, "'")
    .replace(/[‐-―−]|--+/gu, '-')
    .replaceAll('…', '...')
    .replace(/[\s\u00a0\u202f]+/gu, ' ')
    .replace(/[\s.]+$/u, '')
    .toLowerCase()
}
