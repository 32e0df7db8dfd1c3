import type { Token } from 'markdown-it'
import { subscriptText, superscriptText } from './superscripts.ts'

/** Elements whose text is not said in a plain line: taken back, a reading over the text, no text at all. */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'strike', 'rt', 'rp', 'script', 'style'])
const HIDDEN =
  /\shidden(?![\w-])(?!\s*=\s*["']?until-found)|display\s*:\s*none|visibility\s*:\s*hidden|line-through/i

/**
 * One line of Markdown, read into tokens, as plain text: emphasis, links and code lose their marks, images become their
 * alternative text; what is struck out, hidden, or the mark of a note is left out.
 */
export function textOfInline(tokens: readonly Token[]): string {
  return said(tokens, true) ?? said(tokens, false) ?? ''
}

/** Undefined when an element that is left out never ends. */
function said(tokens: readonly Token[], leavesOut: boolean): string | undefined {
  let text = ''
  let unsaid: string | undefined
  let depth = 0
  let moved: { readonly name: string; readonly from: number } | undefined
  for (const token of tokens) {
    const tag = tagOf(token)
    if (tag === undefined) {
      if (unsaid !== undefined) continue
      text += token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content
    } else if (unsaid !== undefined) {
      if (tag.name === unsaid) depth += tag.closes ? -1 : 1
      if (depth === 0) unsaid = undefined
    } else if (tag.name === 'br') text += '\n'
    else if (leavesOut && !tag.closes && tag.unsaid) {
      unsaid = tag.name
      depth = 1
    } else if (tag.name === 'sup' || tag.name === 'sub') {
      if (!tag.closes) moved = { name: tag.name, from: text.length }
      else if (moved?.name === tag.name) {
        const [before, inner] = [text.slice(0, moved.from), text.slice(moved.from)]
        text = before + (tag.name === 'sup' ? superscriptText(before, inner) : subscriptText(inner))
        moved = undefined
      }
    }
  }
  return unsaid === undefined ? text : undefined
}

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly unsaid: boolean
}

function tagOf(token: Token): Tag | undefined {
  if (token.type === 's_open' || token.type === 's_close')
    return { name: 's', closes: token.type === 's_close', unsaid: true }
  if (token.type !== 'html_inline') return undefined
  const [, slash, name = ''] = /^<(\/?)([a-z][\w:-]*)/i.exec(token.content) ?? []
  const isVoid = token.content.endsWith('/>') || /^(?:wbr|img|input|hr)$/i.test(name)
  return {
    name: name.toLowerCase(),
    closes: slash === '/',
    unsaid: !isVoid && (UNSAID.has(name.toLowerCase()) || HIDDEN.test(token.content)),
  }
}
