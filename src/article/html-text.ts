import { isBlock } from './html-blocks.ts'
import { lineOfFormula } from './html-math.ts'
import type { CleanElement, CleanNode } from './html-tree.ts'
import { isPlayerLink } from './player-links.ts'
import { loweredText, raisedText } from './raised.ts'
import { plainLine } from './text.ts'

/** What stands in a text for the eye alone, or was taken back by its author: plain text has no strike. */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'rt', 'rp', 'audio', 'video', 'iframe'])

/** What stands between the parts of these, unless a part ends in a sign of its own. */
const BETWEEN: ReadonlyMap<string, string> = new Map([
  ['tr', ','],
  ...['ul', 'ol', 'dl', 'table', 'thead', 'tbody', 'tfoot'].map((name) => [name, ';'] as const),
])

/** What is said by `nodes`, on one line: for summaries and headlines. */
export function saidBy(nodes: readonly CleanNode[]): string {
  return plainLine(withSaid('', nodes))
}

/** What each block of running text says; of nothing else: no headings, captions, tables or code. */
export function proseOf(blocks: readonly CleanElement[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.name === 'blockquote')
      return proseOf(block.children.filter((child) => typeof child !== 'string'))
    const text = block.name === 'p' ? saidBy(block.children) : ''
    return text === '' ? [] : [text]
  })
}

function withSaid(before: string, nodes: readonly CleanNode[]): string {
  let text = before
  for (const [index, node] of nodes.entries())
    if (!isPlayerLink(nodes, index)) text += typeof node === 'string' ? node : saidByElement(node, text)
  return text
}

function saidByElement(node: CleanElement, before: string): string {
  const { name, children } = node
  if (UNSAID.has(name)) return ''
  if (name === 'br') return '\n'
  if (name === 'math') return lineOfFormula(node)
  if (name === 'sup') return raised(before, children)
  if (name === 'sub') return loweredText(saidBy(children))
  if (name === 'a' && isNoteMark(children)) return ''
  if (name === 'q') return `“${saidBy(children)}”`
  const between = BETWEEN.get(name)
  if (between !== undefined) return `\n${joined(children, between)}\n`
  const text = withSaid(before, children).slice(before.length)
  return isBlock(node) ? `\n${text}\n` : text
}

function joined(parts: readonly CleanNode[], between: string): string {
  let text = ''
  for (const part of parts) {
    const said = saidBy([part])
    if (said === '') continue
    const sign = /[\p{L}\p{N}\p{M}%)\]"”’]$/u.test(text) ? between : ''
    text = text === '' ? said : `${text}${sign} ${said}`
  }
  return text
}

/** A link that holds nothing but raised digits leads to a note. */
function isNoteMark(children: readonly CleanNode[]): boolean {
  return children.length > 0 && children.every((child) => typeof child !== 'string' && child.name === 'sup')
}

/** A note's mark is a link, or stands for one. */
function raised(before: string, children: readonly CleanNode[]): string {
  if (children.some((child) => typeof child !== 'string' && child.name === 'a')) return ''
  return raisedText(before, saidBy(children))
}
