import type { MarkdownIt } from 'markdown-it'

/** A tag with a name prefix, as Office writes it; browsers parse it as an element, CommonMark as text or an address. */
const PREFIXED =
  /<\/?([a-z][\w.-]{0,20}:[a-z][\w.-]{0,60})(?:\s+[\w:.-]{1,100}(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?){0,50}\s*\/?>/iy
/** Conditional comments whose content every browser shows, and Office's namespace declarations. */
const CONDITION = /<!\[(?:if|else|endif)[^\]>]{0,200}\]>|<\?xml:namespace[^<>]{0,500}>/iy
/** Prefixes of Office; the scheme of an address has at least two characters. */
const OFFICE = /^<(?:[a-z]|st\d+|w\d+|ns\d+):/i

/** Passes Office tags through as HTML; the sanitizer removes them and keeps their content. */
export function officeTags(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('autolink', 'office_tag', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x3c) return false
    const content = matchAt(CONDITION, state.src, state.pos)?.[0] ?? tagAt(state.src, state.pos)
    if (content === undefined) return false
    if (!silent) state.push('html_inline', '', 0).content = content
    state.pos += content.length
    return true
  })
}

function tagAt(source: string, at: number): string | undefined {
  const match = matchAt(PREFIXED, source, at)
  if (match === null) return undefined
  const [tag, name = ''] = match
  const isAddress = /^<[a-z][\w+.-]+:[^\s<>]*>$/i.test(tag) && !OFFICE.test(tag)
  return isAddress && !source.includes(`</${name}`, at + tag.length) ? undefined : tag
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Pairs of start and end condition of raw HTML blocks that may contain blank lines (CommonMark 0.31 section 4.6). */
const RAW: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:script|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|style|textarea)>/gi],
  [/^<!--/, /-->/g],
  [/^<\?/, /\?>/g],
  [/^<!\[CDATA\[/, /\]\]>/g],
]

/**
 * Ends a raw HTML block without end condition at the next blank line, because it would swallow the rest of the text.
 */
export function rawHtmlEnds(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'html_block',
    'unclosed_html',
    (state, startLine, endLine, silent) => {
      const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
      if (state.src.charCodeAt(start) !== 0x3c || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4)
        return false
      const line = state.src.slice(start, state.eMarks[startLine])
      const end = RAW.find(([begins]) => begins.test(line))?.[1]
      if (end === undefined || endsBefore(state.src, end, start, state.eMarks[endLine - 1] ?? 0, state.env))
        return false
      if (silent) return true
      let next = startLine + 1
      while (next < endLine && !state.isEmpty(next)) next += 1
      state.line = next
      const token = state.push('html_block', '', 0)
      token.map = [startLine, next]
      const content = state.getLines(startLine, next, state.blkIndent, true)
      // In HTML, these two are comments up to the next `>`.
      token.content = /^\s*<[?!](?!--)/.test(content) && !content.includes('>') ? `${content}>` : content
      return true
    },
    { alt: ['paragraph', 'reference', 'blockquote'] },
  )
}

/** Marks that are known not to occur again in the text. */
const MISSING = Symbol('marks that end nothing any more')

function endsBefore(source: string, mark: RegExp, from: number, before: number, env: object): boolean {
  const missing: Set<RegExp> = MISSING in env && env[MISSING] instanceof Set ? env[MISSING] : new Set()
  if (missing.has(mark)) return false
  mark.lastIndex = from
  const found = mark.exec(source)
  if (found !== null) return found.index < before
  Object.assign(env, { [MISSING]: missing.add(mark) })
  return false
}

/** Nesting depth at which markdown-it stops parsing and drops content. */
const DEEPEST = 90

/** Parses text that is nested too deeply as plain paragraphs, without its marks. */
export function deepText(markdown: MarkdownIt): void {
  markdown.block.ruler.before('table', 'deep_text', (state, startLine, endLine, silent) => {
    if (state.level < DEEPEST) return false
    if (silent) return true
    let next = startLine
    while (next < endLine && !state.isEmpty(next)) next += 1
    const content = state.getLines(startLine, next, state.blkIndent, false)
    state.push('paragraph_open', 'p', 1).map = [startLine, next]
    const inline = state.push('inline', '', 0)
    inline.content = content.replace(/^[\s>]+/gm, '').trim()
    inline.map = [startLine, next]
    inline.children = []
    state.push('paragraph_close', 'p', -1)
    state.line = next
    return true
  })
}
