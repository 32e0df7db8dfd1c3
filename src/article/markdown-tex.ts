import type { MarkdownIt } from 'markdown-it'

const LONGEST = 2000
/** Signs that Markdown would take for its own. */
const TEX = /[\\^_{}*~<]/
/** Words of a sentence between two prices. */
const PROSE = /(?<![\\\p{L}{])\p{L}{2,}\s+\p{L}{2,}/u

/** Leaves formulas between `$…$` and `$$…$$` as they are written: read as Markdown, `$a*b*c$` would be another one. */
export function texAsWritten(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'tex', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x24) return false
    const formula = formulaAt(state.src, state.pos)
    if (formula === undefined) return false
    if (!silent) state.pending += formula
    state.pos += formula.length
    return true
  })
}

function formulaAt(source: string, at: number): string | undefined {
  const mark = source.startsWith('$$', at) ? '$$' : '$'
  const window = source.slice(at + mark.length, at + LONGEST)
  const end = mark === '$' ? inlineEnd(window) : window.indexOf('$$')
  if (end < 1) return undefined
  const inner = window.slice(0, end)
  return TEX.test(inner) && !PROSE.test(inner) ? mark + inner + mark : undefined
}

/** Offset of a `$` that can end a formula: no space before it, no digit after it, on the same line; else it is a price. */
function inlineEnd(window: string): number {
  if (/^[\s$]/.test(window)) return -1
  const line = window.split('\n', 1)[0] ?? ''
  const end = line.indexOf('$')
  return end > 0 && !/\s/.test(line.charAt(end - 1)) && !/[\d$]/.test(line.charAt(end + 1)) ? end : -1
}
