import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import footnotes from 'markdown-it-footnote'
import { remarkOf } from './findings.ts'

/**
 * Footnotes: `[^a]` with a note `[^a]: …`, and `^[…]`. Each mark becomes its number, and the notes follow the text as a
 * list, in the order of their first mark. The plug-in only parses them, because its own collection of notes takes
 * quadratic time.
 */
export function useFootnotes(markdown: MarkdownIt): void {
  markdown.use(footnotes)
  markdown.core.ruler.at('footnote_tail', gatherNotes)
  const { rules } = markdown.renderer
  rules['footnote_ref'] = (tokens, index) => {
    const number = Number(tokens[index]?.meta?.['id']) + 1
    return `<sup><a href="#fn${number}">${number}</a></sup>`
  }
  rules['footnote_block_open'] = () => '<hr><ol>'
  rules['footnote_open'] = () => '<li>'
  rules['footnote_close'] = () => '</li>'
  rules['footnote_block_close'] = () => '</ol>'
}

function gatherNotes(state: StateCore): void {
  const { text, notes } = splitNotes(state.tokens)
  const list = notesIn(state)
  const remark = remarkOf(state.env)
  for (const token of state.tokens) {
    if (token.type !== 'inline' || !token.content.includes('[^')) continue
    for (const child of token.children ?? [])
      for (const [mark] of child.type === 'text' ? child.content.matchAll(/\[\^[^\s[\]^]+\]/g) : [])
        remark('footnote-unmatched', NO_NOTE, mark)
  }
  const marked = new Set(list.map(({ label }) => label))
  for (const label of notes.keys())
    if (!marked.has(label)) remark('footnote-unmatched', NO_MARK, `[^${label}]:`)
  state.tokens = text
  if (list.length === 0) return
  const push = (type: string, nesting: -1 | 1) => text.push(new state.Token(type, '', nesting))
  push('footnote_block_open', 1)
  for (const { label, tokens } of list) {
    push('footnote_open', 1)
    for (const token of tokens ?? notes.get(label ?? '') ?? []) text.push(token)
    push('footnote_close', -1)
  }
  push('footnote_block_close', -1)
}

const NO_NOTE = {
  message: 'a footnote mark has no note, and is published as it is',
  expected: 'a line such as `[^1]: The note` that begins with the same mark',
  fix: 'write the note, or remove the mark',
}
const NO_MARK = {
  message: 'a footnote has no mark in the text and was left out',
  expected: 'the same mark in the text',
  fix: 'add the mark to the text, or remove the note',
}

/** Splits tokens into the text without notes, and the notes by label. */
function splitNotes(tokens: readonly Token[]) {
  const text: Token[] = []
  const notes = new Map<string, Token[]>()
  const open: Token[][] = []
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') {
      const note: Token[] = []
      notes.set(String(token.meta?.['label']), note)
      open.push(note)
    } else if (token.type === 'footnote_reference_close') open.pop()
    else (open.at(-1) ?? text).push(token)
  }
  return { text, notes }
}

/**
 * The notes that are referred to, in the order of their marks, as the plug-in lists them: by label, or with their text.
 */
function notesIn(
  state: StateCore,
): readonly { readonly label?: string; readonly tokens?: readonly Token[] }[] {
  const found = state.env['footnotes']
  const list: unknown = typeof found === 'object' && found !== null && 'list' in found ? found.list : []
  if (!Array.isArray(list)) return []
  return list.map((note: unknown) => {
    if (typeof note !== 'object' || note === null) return {}
    if ('label' in note && typeof note.label === 'string') return { label: note.label }
    const children = 'tokens' in note && Array.isArray(note.tokens) ? note.tokens : []
    const inline = new state.Token('inline', '', 0)
    inline.children = children.filter((token: unknown) => token instanceof state.Token)
    const open = new state.Token('paragraph_open', 'p', 1)
    return { tokens: [open, inline, new state.Token('paragraph_close', 'p', -1)] }
  })
}
