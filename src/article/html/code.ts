import { element } from './blocks.ts'
import { attributeOf, classesOf, isElement, parentOf } from './node.ts'
import type { CleanNode, HtmlElement, HtmlNode } from './tree.ts'

/** Marks the beginning and end of a block within code; XML forbids both characters, so no text contains them. */
export const LINE_START = '\u0001'
export const LINE_END = '\u0002'

/** Classes that highlighters give to a line; their style sheets show it as a block. */
const LINE_CLASS = /^(?:(?:code|token|view|grvsc)-?)?line$/i

/**
 * Whether an element of code is a line by its class or `data-line`, and nothing is between it and another line beside
 * it.
 */
export function isLine(node: HtmlElement): boolean {
  if (!isMarkedLine(node)) return false
  const siblings = parentOf(node)?.childNodes ?? []
  const at = siblings.indexOf(node)
  return isMarkedLine(siblings[at - 1]) || isMarkedLine(siblings[at + 1])
}

function isMarkedLine(node: HtmlNode | undefined): boolean {
  return (
    isElement(node) &&
    (attributeOf(node, 'data-line') !== undefined || classesOf(node).some((name) => LINE_CLASS.test(name)))
  )
}

/** The content of code, with one line feed between lines that were blocks; other white space is unchanged. */
export function codeLines(nodes: readonly CleanNode[]): readonly CleanNode[] {
  const pieces = piecesOf(nodes)
  if (pieces.every(({ mark }) => mark === '')) return nodes
  const texts = withLineFeeds(pieces)
  let next = 0
  const rebuilt = (children: readonly CleanNode[]): CleanNode[] =>
    children.flatMap((child): CleanNode[] => {
      if (typeof child !== 'string' && child.name !== 'br')
        return [element(child.name, rebuilt(child.children), child.attributes)]
      const end = next + splitAtMarks(stringOf(child)).length
      const text = texts.slice(next, end).join('')
      next = end
      return text === '' ? [] : [text]
    })
  return rebuilt(nodes)
}

/** A piece of text and the mark before it, if any. */
interface Piece {
  readonly mark: string
  readonly text: string
}

const stringOf = (node: CleanNode): string => (typeof node === 'string' ? node : '\n')

function piecesOf(nodes: readonly CleanNode[]): readonly Piece[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' || node.name === 'br' ? splitAtMarks(stringOf(node)) : piecesOf(node.children),
  )
}

function splitAtMarks(text: string): readonly Piece[] {
  return text
    .split(/(?=[\u0001\u0002])/)
    .map((part) =>
      part.startsWith(LINE_START) || part.startsWith(LINE_END)
        ? { mark: part.charAt(0), text: part.slice(1) }
        : { mark: '', text: part },
    )
}

/**
 * The texts of the pieces: a block without nested blocks is a line, whether or not it ends in a line feed; text between
 * blocks is a line unless it is blank.
 */
function withLineFeeds(pieces: readonly Piece[]): readonly string[] {
  const texts = pieces.map(({ text }) => text)
  let isFirst = true
  for (let start = 0; start < pieces.length; ) {
    let end = start + 1
    while (end < pieces.length && pieces[end]?.mark === '') end += 1
    const line = texts.slice(start, end).join('')
    const isBlock = pieces[start]?.mark === LINE_START && pieces[end]?.mark === LINE_END
    if (!isBlock && line.trim() === '') texts.fill('', start, end)
    else {
      trimLineFeed(texts, start, end)
      if (!isFirst) texts[start] = `\n${texts[start] ?? ''}`
      isFirst = false
    }
    start = end
  }
  return texts
}

/** Removes the line feed that ends a line. */
function trimLineFeed(texts: string[], start: number, end: number): void {
  for (let index = end - 1; index >= start; index -= 1) {
    const text = texts[index] ?? ''
    if (text === '') continue
    if (text.endsWith('\n')) texts[index] = text.slice(0, -1)
    return
  }
}
