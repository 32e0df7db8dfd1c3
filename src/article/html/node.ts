import type { HtmlComment, HtmlElement, HtmlNode, HtmlText } from './tree.ts'

/** Value of an attribute; undefined if the element does not have it. */
export function attributeOf(node: HtmlElement, name: string): string | undefined {
  return node.attrs.find((attribute) => attribute.name === name)?.value
}

/** The class names of an element, as written. */
export function classesOf(node: HtmlElement): readonly string[] {
  const value = attributeOf(node, 'class')
  return value === undefined ? [] : value.split(/\s+/).filter(Boolean)
}

export function isText(node: HtmlNode | undefined): node is HtmlText {
  return node?.nodeName === '#text'
}

export function isComment(node: HtmlNode | undefined): node is HtmlComment {
  return node?.nodeName === '#comment'
}

export function isElement(node: HtmlNode | undefined): node is HtmlElement {
  return node !== undefined && !node.nodeName.startsWith('#')
}

export function parentOf(node: HtmlElement): HtmlElement | undefined {
  const parent = node.parentNode
  return parent !== null && 'tagName' in parent ? parent : undefined
}

/** The elements around one, from the innermost outwards. */
export function* ancestorsOf(node: HtmlElement): Iterable<HtmlElement> {
  for (let up = parentOf(node); up !== undefined; up = parentOf(up)) yield up
}

/** Whether an element is `other`, or in it. */
export function isWithin(node: HtmlElement, other: HtmlElement): boolean {
  if (node === other) return true
  for (const up of ancestorsOf(node)) if (up === other) return true
  return false
}

const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'title', 'svg'])

/** All text in a node that a page shows, without scripts and similar elements. */
export function textOf(node: HtmlNode): string {
  return textsOf(node).join('')
}

/** A text by which a node can be found in its source: a run of text within one line. */
export function findableText(node: HtmlNode): string {
  const lines = textsOf(node).flatMap((text) => text.split('\n').map((line) => line.trim()))
  return (lines.find((line) => line.length > 12) ?? lines.find((line) => line !== '') ?? '').slice(0, 60)
}

function textsOf(node: HtmlNode): readonly string[] {
  if (isText(node)) return [node.value]
  return isElement(node) && !UNREAD.has(node.tagName) ? node.childNodes.flatMap(textsOf) : []
}

/** The first element below `node` for which `is` returns true. */
export function findBelow(node: HtmlElement, is: (element: HtmlElement) => boolean): HtmlElement | undefined {
  for (const child of node.childNodes) {
    if (!isElement(child)) continue
    const found = is(child) ? child : findBelow(child, is)
    if (found !== undefined) return found
  }
  return undefined
}
