import type { Token } from 'markdown-it'
import { hiddenAs } from './hidden-elements.ts'
import { isElement } from './html-node.ts'
import { isSizeless, isStruck, styleOf } from './html-style.ts'
import type { StyleSheet } from './html-style-sheet.ts'
import { parseHtml } from './html-tree.ts'
import { subscriptText, superscriptText } from './superscripts.ts'

/** Elements whose text is not said in a plain line: taken back, a reading over the text, no text at all. */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'strike', 'rt', 'rp', 'script', 'style'])

/**
 * One line of Markdown, read into tokens, as plain text: emphasis, links and code lose their marks, images become their
 * alternative text; what is struck out, hidden, or the mark of a note is left out.
 */
export function textOfInline(tokens: readonly Token[], styles: StyleSheet | undefined): string {
  const sheet = styles ?? { styleOf }
  return said(tokens, sheet) ?? said(tokens, undefined) ?? ''
}

/** What is said with `styles`, or whatever elements mean without; undefined when an element that is left out never ends. */
function said(tokens: readonly Token[], styles: StyleSheet | undefined): string | undefined {
  let text = ''
  let unsaid: string | undefined
  let depth = 0
  let moved: { readonly name: string; readonly from: number } | undefined
  for (const token of tokens) {
    const tag = tagOf(token, styles)
    if (tag === undefined) {
      if (unsaid !== undefined) continue
      text += token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content
    } else if (unsaid !== undefined) {
      if (tag.name === unsaid) depth += tag.closes ? -1 : 1
      if (depth === 0) unsaid = undefined
    } else if (tag.name === 'br') text += '\n'
    else if (!tag.closes && tag.unsaid) {
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

function tagOf(token: Token, styles: StyleSheet | undefined): Tag | undefined {
  if (token.type === 's_open' || token.type === 's_close')
    return { name: 's', closes: token.type === 's_close', unsaid: styles !== undefined }
  if (token.type !== 'html_inline') return undefined
  const [, slash, name = ''] = /^<(\/?)([a-z][\w:-]*)/i.exec(token.content) ?? []
  const isVoid = token.content.endsWith('/>') || /^(?:wbr|img|input|hr)$/i.test(name)
  return {
    name: name.toLowerCase(),
    closes: slash === '/',
    unsaid:
      styles !== undefined &&
      slash === '' &&
      !isVoid &&
      (UNSAID.has(name.toLowerCase()) || isUnsaid(token.content, styles)),
  }
}

function isUnsaid(tag: string, styles: StyleSheet): boolean {
  const element = parseHtml(tag)?.find(isElement)
  if (element === undefined) return false
  const style = styles.styleOf(element)
  return isStruck(style) || isSizeless(style) === true || hiddenAs(element, style) === 'hidden'
}
