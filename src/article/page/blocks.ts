import { isElement, isText, textOf } from '../html/node.ts'
import type { HtmlElement, HtmlNode } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { elementsOf } from './document.ts'

/** Elements that are never part of the text. */
const TOOLS: ReadonlySet<string> = new Set(
  'script style template nav form button input select textarea dialog menu'.split(' '),
)

/** The text that readers see in an element, on one line. */
export function shownText(element: HtmlElement): string {
  let text = ''
  const visit = (node: HtmlNode): void => {
    if (isText(node)) text += node.value
    else if (isElement(node) && (!isTool(node) || node.tagName === 'form')) node.childNodes.forEach(visit)
  }
  visit(element)
  return plainLine(text)
}

export const isTool = ({ tagName }: HtmlElement): boolean => TOOLS.has(tagName)

export const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote details div dl fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table ul'.split(
    ' ',
  ),
)

/** Blocks without nested blocks, in document order. */
export function leafBlocks(body: HtmlElement): readonly HtmlElement[] {
  const holders = new Set<HtmlElement>()
  const blocks: HtmlElement[] = []
  for (const element of elementsOf(body)) {
    if (element === body || !BLOCKS.has(element.tagName)) continue
    blocks.push(element)
    for (let up = element.parentNode; up !== null && 'tagName' in up && !holders.has(up); up = up.parentNode)
      holders.add(up)
  }
  return blocks.filter((block) => !holders.has(block))
}

export function hasMedia(element: HtmlElement): boolean {
  for (const { tagName } of elementsOf(element))
    if (['img', 'picture', 'video', 'audio', 'iframe', 'table', 'pre'].includes(tagName)) return true
  return false
}

/** The share of an element's text that is in links, from 0 to 1. */
export function linkShare(element: HtmlElement): number {
  let linked = 0
  for (const inner of elementsOf(element))
    if (inner.tagName === 'a') linked += plainLine(textOf(inner)).length
  return linked / Math.max(1, plainLine(textOf(element)).length)
}

/** Removes an element from the tree. */
export function detach(element: HtmlElement): void {
  const { parentNode: parent } = element
  if (parent === null) return
  const at = parent.childNodes.indexOf(element)
  if (at !== -1) parent.childNodes.splice(at, 1)
}
