import { plainLine } from '../text.ts'
import { isBlock } from './blocks.ts'
import { lineOfFormula } from './math.ts'
import { isPlayerLink } from './player-links.ts'
import { subscriptText, superscriptText } from './superscripts.ts'
import type { CleanElement, CleanNode } from './tree.ts'

/**
 * Elements that are omitted from plain text: meant to be seen only, or retracted by the author (plain text cannot
 * strike through).
 */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'rt', 'rp', 'audio', 'video', 'iframe'])

/** Separators between the parts of these elements, unless a part ends in punctuation. */
const BETWEEN: ReadonlyMap<string, string> = new Map([
  ['tr', ','],
  ...['ul', 'ol', 'dl', 'table', 'thead', 'tbody', 'tfoot'].map((name) => [name, ';'] as const),
])

/** The text of `nodes` on one line, for summaries and headlines. */
export function plainTextOf(nodes: readonly CleanNode[]): string {
  return plainLine(withSaid('', nodes))
}

/** The texts of the first `most` blocks of running text; headings, captions, tables and code are left out. */
export function proseOf(blocks: readonly CleanElement[], most: number): readonly string[] {
  const prose: string[] = []
  for (const block of blocks) {
    if (prose.length >= most) break
    if (block.name === 'blockquote') {
      const quoted = block.children.filter((child) => typeof child !== 'string')
      prose.push(...proseOf(quoted, most - prose.length))
    } else if (block.name === 'p' && !isBareLinks(block.children)) {
      const text = plainTextOf(block.children)
      if (text !== '') prose.push(text)
    }
  }
  return prose
}

/** The names of pictures and players, for a text that contains nothing else. */
export function namesIn(nodes: readonly CleanNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return []
    const name = node.attributes.get(node.name === 'img' ? 'alt' : 'title') ?? ''
    return NAMED.has(node.name) && name !== '' ? [name] : namesIn(node.children)
  })
}

const NAMED: ReadonlySet<string> = new Set(['img', 'iframe', 'video', 'audio'])

/** Links whose text is their address stand for something else, such as an embed. */
function isBareLinks(nodes: readonly CleanNode[]): boolean {
  return nodes.every((node) =>
    typeof node === 'string'
      ? node.trim() === ''
      : node.name === 'a' && plainTextOf(node.children) === node.attributes.get('href'),
  )
}

/** Pictures wider than this (in pixels) are not part of a sentence. */
const SENTENCE_WIDTH = 64

/** HTML, section 4.8.4: a picture within a sentence is represented by its alternative text. */
function saidByImage({ attributes }: CleanElement, before: string): string {
  const isInSentence = /\S[^\S\n]*$/.test(before) && Number(attributes.get('width') ?? 0) <= SENTENCE_WIDTH
  return isInSentence ? (attributes.get('alt') ?? '') : ''
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
  if (name === 'img') return saidByImage(node, before)
  if (name === 'math') return lineOfFormula(node)
  if (name === 'sup') return raised(before, children)
  if (name === 'sub') return subscriptText(plainTextOf(children))
  if (name === 'a' && isNoteMark(children)) return ''
  if (name === 'q') return `“${plainTextOf(children)}”`
  const between = BETWEEN.get(name)
  if (between !== undefined) return `\n${joined(children, between)}\n`
  const text = withSaid(before, children).slice(before.length)
  return isBlock(node) ? `\n${text}\n` : text
}

function joined(parts: readonly CleanNode[], between: string): string {
  let text = ''
  for (const part of parts) {
    const said = plainTextOf([part])
    if (said === '') continue
    const sign = /[\p{L}\p{N}\p{M}%)\]"”’]$/u.test(text) ? between : ''
    text = text === '' ? said : `${text}${sign} ${said}`
  }
  return text
}

/** Whether a link contains only superscript digits, which refer to a note. */
function isNoteMark(children: readonly CleanNode[]): boolean {
  return children.length > 0 && children.every((child) => typeof child !== 'string' && child.name === 'sup')
}

/** Superscript text: the mark of a note is a link, or a link may contain it. */
function raised(before: string, children: readonly CleanNode[]): string {
  if (children.some((child) => typeof child !== 'string' && child.name === 'a')) return ''
  return superscriptText(before, plainTextOf(children))
}
