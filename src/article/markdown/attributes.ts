import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it'
import { HIDING_CLASS } from '../html/hiding-classes.ts'
import { remarkOf } from './findings.ts'
import { lastIn } from './last-occurrence.ts'

const WORD = '[^\\s#.{}="\']+'
const ITEM = `(?:#${WORD}|\\.[\\p{L}_-][^\\s#.{}="']*|[\\w:-]+=(?:"[^"{}]*"|'[^'{}]*'|${WORD}))`
const KRAMDOWN = `:[ \\t]*(?:${ITEM}|[\\w:-]+)?(?:[ \\t]*${ITEM}|[ \\t]+[\\w-]+)*`
const PANDOC = `(?:${ITEM}(?:[ \\t]*${ITEM})*|-|\\.unnumbered)`
/** `{#id .class key=value}` of Pandoc, Hugo and others, or `{: …}` of kramdown. `{a, b}` is text. */
const LIST = `\\{[ \\t]*(?:${KRAMDOWN}|${PANDOC})[ \\t]*\\}`
const HERE = new RegExp(LIST, 'uy')
const AFTER_HEADING = new RegExp(`(?:[ \\t]+#+)?[ \\t]*${LIST}[ \\t]*$`, 'u')
const LAST_LIST = new RegExp(`(?:^|[ \\t\\n])${LIST}\\s*$`, 'u')
const LONGEST = 500
/** Attributes and classes that hide an element on the page, and those of comments and tracked deletions of Pandoc. */
const HIDING = new RegExp(
  String.raw`display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:^|[\s{:])hidden(?:=(?!["']?until-found)|[\s}]|$)|\.(?:${HIDING_CLASS}|deletion|paragraph-deletion|comment-start)(?=[\s.}]|$)`,
  'i',
)
/** Classes of Quarto for content that depends on the format, on a profile or on metadata. */
const CONDITIONAL = /\.content-(visible|hidden)(?=[\s.}]|$)/
const FORMAT = /\b(when|unless)-format\s*=\s*["']?([\w-]+)/

/**
 * Whether an attribute list hides what it belongs to in HTML. Whether the condition of a profile or of metadata is met
 * is unknown, so such content counts as hidden.
 */
export function isHiding(list: string): boolean {
  if (HIDING.test(list)) return true
  const [, kind] = CONDITIONAL.exec(list) ?? []
  if (kind === undefined) return false
  const [, when, format = ''] = FORMAT.exec(list) ?? []
  if (when === undefined) return kind === 'hidden' || /\b(?:when|unless)-/.test(list)
  return (kind === 'hidden') === ((when === 'when') === format.startsWith('html'))
}

/**
 * Attribute lists are instructions to a renderer about the heading, block, link, picture or word before them. They are
 * not text, and a feed uses no ids and classes, so they are removed.
 */
export function useAttributes(markdown: MarkdownIt): void {
  markdown.core.ruler.before('inline', 'hiding_attributes', withoutHidden)
  markdown.core.ruler.before('inline', 'heading_attributes', withoutHeadingAttributes)
  markdown.inline.ruler.before('link', 'span_attributes', bracketedSpan)
  markdown.inline.ruler.after('escape', 'attributes', attributeList)
}

/** Removes blocks that their attribute list hides. */
function withoutHidden({ tokens, env }: StateCore): void {
  for (const token of tokens) {
    if (token.type !== 'inline' || !token.content.trimEnd().endsWith('}')) continue
    const start = Math.max(0, token.content.length - LONGEST)
    const list = LAST_LIST.exec(token.content.slice(start))?.[0]
    if (list === undefined || !isHiding(list)) continue
    remarkOf(env)('text-hidden', hiddenText(token.content), list.trim())
    token.content = ''
  }
}

function hiddenText(content: string) {
  return {
    message: 'text that its attribute list hides is left out',
    got: content,
    fix: 'delete it from the file',
  }
}

function withoutHeadingAttributes({ tokens }: StateCore): void {
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1]
    if (token.type !== 'heading_open' || inline === undefined || !inline.content.endsWith('}')) return
    const start = Math.max(0, inline.content.length - LONGEST)
    inline.content = inline.content.slice(0, start) + inline.content.slice(start).replace(AFTER_HEADING, '')
  })
}

/** Offset of the end of the attribute list that begins at `at`; -1 if there is none. */
function endOfList(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x7b) return -1
  HERE.lastIndex = 0
  const match = HERE.exec(text.slice(at, at + LONGEST))
  return match === null ? -1 : at + match[0].length
}

/** Characters that an attribute list may follow without a space: the end of a link, picture, emphasis, code or tag. */
const ENDS_INLINE = new Set([...')]*_~`>'])

function attributeList(state: StateInline, silent: boolean): boolean {
  const end = endOfList(state.src, state.pos)
  if (end === -1) return false
  const before = state.src.slice(Math.max(0, state.pos - LONGEST), state.pos)
  const rest = state.src.slice(end, end + LONGEST)
  const endsBlock = rest.trim() === ''
  const ownLine = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(rest)
  if (!ENDS_INLINE.has(before.at(-1) ?? '') && !ownLine && !(endsBlock && /[ \t]$/.test(before))) return false
  if (!silent) state.pending = state.pending.replace(/[ \t]+$/, '')
  state.pos = ownLine ? end + (/^[ \t]*\n?/.exec(rest)?.[0].length ?? 0) : end
  return true
}

/** `[text]{.class}` is replaced by its text. */
function bracketedSpan(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x5b || state.pos > lastIn(state, ']{')) return false
  const start = state.pos + 1
  const close = state.md.helpers.parseLinkLabel(state, state.pos)
  if (close < 0 || state.src.charCodeAt(close + 1) !== 0x7b) return false
  const end = endOfList(state.src, close + 1)
  if (end === -1) return false
  const isHidden = isHiding(state.src.slice(close + 1, end))
  if (!silent && isHidden)
    remarkOf(state.env)(
      'text-hidden',
      hiddenText(state.src.slice(start, close)),
      state.src.slice(close + 1, end),
    )
  if (!silent && !isHidden) {
    const max = state.posMax
    state.pos = start
    state.posMax = close
    state.level += 1
    state.md.inline.tokenize(state)
    state.level -= 1
    state.posMax = max
  }
  state.pos = end
  return true
}

/** Table-of-contents marks of many programs; a list that ends in `{:toc}` is one as well. */
const TOC = /^(?:\[\[_?toc_?\]\]|\[toc\]|@\[toc\](?:\([^()]*\))?|\$\{toc\}|\{\{toc\}\}|%toc%)$/i
const TOC_LIST = /(?:^|\n)[ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*$/

/** Removes the marks that a program replaces with the table of contents. */
export function useTableOfContents(markdown: MarkdownIt): void {
  markdown.core.ruler.before('inline', 'table_of_contents', (state) => {
    const kept: Token[] = []
    // For each open list: its first index among the kept tokens, and whether it is removed.
    const lists: { readonly start: number; drop: boolean }[] = []
    for (const token of state.tokens) {
      if (/^(?:bullet|ordered)_list_open$/.test(token.type)) lists.push({ start: kept.length, drop: false })
      kept.push(token)
      const list = lists.at(-1)
      if (token.type === 'inline' && token.content.length <= LONGEST) {
        if (TOC.test(token.content.trim())) token.content = ''
        else if (list !== undefined && TOC_LIST.test(token.content)) list.drop = true
      } else if (/^(?:bullet|ordered)_list_close$/.test(token.type)) {
        lists.pop()
        if (list?.drop === true) kept.length = list.start
      }
    }
    state.tokens = kept
  })
}
