import type { MarkdownIt, StateInline } from 'markdown-it'
import { lastIn } from './last-occurrence.ts'

/** Characters that distinguish a formula from two prices, and from escaped brackets. */
const TEX = /[\\^_{}=*~]/
const TEX_FROM_DIGIT = /[\\^_{}=]/
const TEX_IN_BRACKETS = /\\[a-z]|[\^=]|_\{|_[a-z0-9](?![a-z])/i
const MARKDOWN = /\*\*|\]\(|<\/?[a-z]|\n\n/i
/** Words of a sentence between two prices. */
const PROSE = /(?<![\\\p{L}{])\p{L}{2,}\s+\p{L}{2,}/u
const FORMULA_END: Readonly<Record<string, string>> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' }
const LONGEST_FORMULA = 4000

/**
 * Keeps TeX between `$…$`, `$$…$$`, `\(…\)` and `\[…\]` as written: parsed as Markdown, `$a*b*c$` would lose its signs.
 * As in Pandoc, white space next to a single `$` on the inside, or a digit after it, means that it is not TeX.
 */
export function texAsWritten(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', formula)
  markdown.block.ruler.before('fence', 'formula_block', (state, line, endLine, silent) => {
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
    if (!state.src.startsWith('$$', start) || state.src.slice(start, state.eMarks[line]).includes('$$', 2))
      return false
    let end = line + 1
    while (end < endLine && !state.isEmpty(end) && !/\$\$[ \t]*$/.test(lineOf(state, end))) end += 1
    if (end >= endLine || state.isEmpty(end)) return false
    if (silent) return true
    state.line = end + 1
    const open = state.push('paragraph_open', 'p', 1)
    open.map = [line, state.line]
    const inline = state.push('inline', '', 0)
    inline.content = state.getLines(line, state.line, state.blkIndent, false).trim()
    inline.children = []
    state.push('paragraph_close', 'p', -1)
    return true
  })
}

function lineOf(state: { src: string; bMarks: number[]; eMarks: number[] }, line: number): string {
  return state.src.slice(state.bMarks[line], state.eMarks[line])
}

function formula(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  const first = src.charCodeAt(pos)
  if (first !== 0x24 && first !== 0x5c) return false
  const mark = src.startsWith('$$', pos) ? '$$' : first === 0x24 ? '$' : src.slice(pos, pos + 2)
  const ending = FORMULA_END[mark]
  if (ending === undefined || pos >= lastIn(state, ending)) return false
  const from = pos + mark.length
  const window = src.slice(from, Math.min(state.posMax, from + LONGEST_FORMULA))
  const close = endOfFormula(window, ending)
  const inside = window.slice(0, close)
  if (close < 1 || MARKDOWN.test(inside) || PROSE.test(inside) || !isTex(mark, inside)) return false
  if (mark === '$' && (/^\s|\s$/.test(inside) || /\d/.test(window.charAt(close + 1)))) return false
  const end = from + close + ending.length
  if (!silent) state.push('text', '', 0).content = src.slice(pos, end)
  state.pos = end
  return true
}

function isTex(mark: string, inside: string): boolean {
  if (mark === '$$') return true
  if (mark !== '$') return TEX_IN_BRACKETS.test(inside)
  return (/^\d/.test(inside) ? TEX_FROM_DIGIT : TEX).test(inside)
}

function endOfFormula(window: string, ending: string): number {
  let at = window.indexOf(ending)
  while (at > 0 && window[at - 1] === '\\' && ending.startsWith('$')) at = window.indexOf(ending, at + 1)
  return at
}
