import {
  type DefaultTreeAdapterMap,
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  html,
  parseFragment,
} from 'parse5'
import { type HtmlLimits, withinLimits } from './limits.ts'
import { readPlainHtml } from './plain.ts'
import { VOID } from './policy.ts'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlText = DefaultTreeAdapterTypes.TextNode
export type HtmlComment = DefaultTreeAdapterTypes.CommentNode

/** An element that is allowed in a feed, or text. */
export type CleanNode = string | CleanElement

export interface CleanElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly CleanNode[]
}

/** Limits for a text; only generated markup exceeds them. */
export const TEXT_LIMITS: HtmlLimits = { depth: 200, elements: 50_000 }

/**
 * The tree that a browser builds from `source` inside a `div`, with scripting disabled; undefined if it exceeds {@link
 * TEXT_LIMITS}. The parser stops at the limit, which bounds its time.
 */
export function parseHtml(source: string): readonly HtmlNode[] | undefined {
  return readPlainHtml(source) ?? parsed(source)
}

function parsed(source: string): readonly HtmlNode[] | undefined {
  const context = defaultTreeAdapter.createElement('div', html.NS.HTML, [])
  return withinLimits(
    TEXT_LIMITS,
    (treeAdapter) =>
      parseFragment<DefaultTreeAdapterMap>(context, source, { treeAdapter, scriptingEnabled: false })
        .childNodes,
  )
}

/** Serializes clean nodes to HTML. The result contains no `]]>`, and every start tag has its end tag. */
export function serializeHtml(nodes: readonly CleanNode[]): string {
  let out = ''
  for (const node of nodes) {
    if (typeof node === 'string') {
      out += escapeHtml(node)
      continue
    }
    out += `<${node.name}`
    for (const [name, value] of node.attributes) out += ` ${name}="${escapeHtml(value)}"`
    out += '>'
    if (VOID.has(node.name)) continue
    // Parsers drop the first line feed in `pre`.
    if (node.name === 'pre' && startsLine(node.children)) out += '\n'
    out += `${serializeHtml(node.children)}</${node.name}>`
  }
  return out
}

/** Whether the text of the nodes begins with a line feed. */
function startsLine(nodes: readonly CleanNode[]): boolean {
  for (const node of nodes) {
    const text = typeof node === 'string' ? node : textOfNodes([node])
    if (text !== '') return text.startsWith('\n')
  }
  return false
}

/** Escapes `text` as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The text of the nodes, with a line feed for `br` and between blocks. */
export function textOfNodes(nodes: readonly CleanNode[]): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else if (node.name === 'br') text += '\n'
    else text += textOfNodes(node.children)
  }
  return text
}
