import type { Token } from 'markdown-it'
import { hiddenAs } from '../html/hidden-elements.ts'
import { isElement } from '../html/node.ts'
import { isSizeless, isStruck, styleOf } from '../html/style.ts'
import type { StyleSheet } from '../html/style-sheet.ts'
import { subscriptText, superscriptText } from '../html/superscripts.ts'
import { parseHtml } from '../html/tree.ts'

/** Elements whose text is omitted from a plain line: retracted text, readings above text, and elements without text. */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'strike', 'rt', 'rp', 'script', 'style'])

/**
 * The plain text of one line of Markdown tokens: emphasis, links and code lose their marks, and images become their
 * alternative text; text that is struck through or hidden, and marks of notes, are left out.
 */
export function textOfInline(tokens: readonly Token[], styles: StyleSheet | undefined): string {
  const sheet = styles ?? { styleOf }
  return said(tokens, sheet) ?? said(tokens, undefined) ?? ''
}

/**
 * The text according to `styles`, or to the default meaning of elements; undefined if an omitted element is not closed.
 */
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
