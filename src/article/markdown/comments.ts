import { codeElements, codeSpans, isWithin } from './code-spans.ts'
import type { RemarkOnText } from './findings.ts'

/** The beginning of a comment, also as programs write it that replace hyphens by dashes. */
const OPENER = /<!(?:--|[-–—]{1,3}(?=[\s\p{L}\p{N}]))/gu
const DASHED_END = /[–—]-?>|-[–—]>/g
const ANY_END = /[-–—]{1,3}>/g

/**
 * `text` without the comments that Markdown would show: those with dashes instead of hyphens, and those within a
 * paragraph that contain an empty line. Code is unchanged.
 */
export function withoutShownComments(text: string, remark: RemarkOnText): string {
  if (!text.includes('<!')) return text
  const openers = [...text.matchAll(OPENER)]
  const code = openers.length === 0 ? [] : codeSpans(text)
  const elements = openers.length === 0 ? [] : codeElements(text, code)
  let out = ''
  let from = 0
  let close = 0
  for (const [at, { index, 0: opener }] of openers.entries()) {
    if (index < from || isWithin(code, index)) continue
    const inside = index + opener.length
    const next = openers[at + 1]?.index ?? text.length
    if (close !== -1 && close < inside) close = text.indexOf('-->', inside)
    const isClosed = opener === '<!--' && close !== -1 && close < next
    if (opener !== '<!--' && isWithin(elements, index)) continue
    const end = isClosed
      ? close + '-->'.length
      : (endOf(opener === '<!--' ? DASHED_END : ANY_END, text, inside, next) ??
        (opener === '<!--' ? endOfParagraph(text, index, next) : undefined))
    if (end === undefined || (isClosed && !isShown(text, index, end))) continue
    out += text.slice(from, index)
    from = end
    remark('text-hidden', shownComment(text.slice(index, end)), text.slice(index, inside))
  }
  return out + text.slice(from)
}

function endOf(mark: RegExp, text: string, from: number, before: number): number | undefined {
  const match = text.slice(from, before).matchAll(mark).next().value
  return match === undefined ? undefined : from + match.index + match[0].length
}

/** The end of a paragraph within which a comment begins but does not end; a comment at the beginning of a line is HTML. */
function endOfParagraph(text: string, start: number, before: number): number | undefined {
  if (text.slice(text.lastIndexOf('\n', start) + 1, start).trim() === '') return undefined
  const blank = text.slice(start, before).search(/\n[ \t]*\n/)
  return blank === -1 ? before : start + blank
}

function isShown(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start)
  return line.trim() !== '' && /\n[ \t]*\n/.test(text.slice(start, end))
}

function shownComment(comment: string) {
  return {
    message: 'a comment that Markdown would show is left out',
    got: comment,
    expected: '<!-- and -->, and no empty line between them if the comment is within a paragraph',
    fix: 'delete it from the file, or write it on lines of its own',
  }
}
