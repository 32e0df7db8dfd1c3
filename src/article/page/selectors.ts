import { compile, type Options, selectOne } from 'css-select'
import { attributeOf, isElement, textOf } from '../html/node.ts'
import type { HtmlElement, HtmlNode } from '../html/tree.ts'
import { plainLine } from '../text.ts'

/** Adapter of css-select for parse5 trees. */
const adapter: NonNullable<Options<HtmlNode, HtmlElement>['adapter']> = {
  isTag: isElement,
  getAttributeValue: attributeOf,
  getChildren: (node) => ('childNodes' in node ? node.childNodes : []),
  getName: ({ tagName }) => tagName,
  getParent: ({ parentNode }) => (parentNode !== null && 'tagName' in parentNode ? parentNode : null),
  getSiblings: (node) => node.parentNode?.childNodes ?? [node],
  getText: textOf,
  hasAttrib: (element, name) => attributeOf(element, name) !== undefined,
  removeSubsets: (nodes) => nodes,
}

/** The first element that matches a CSS selector. */
export function selected(root: HtmlElement, selector: string): HtmlElement | undefined {
  return selectOne(selector, [root], { adapter }) ?? undefined
}

/** Whether `text` is a supported CSS selector. */
export function isSelector(text: string): boolean {
  try {
    compile<HtmlNode, HtmlElement>(text, { adapter })
    return true
  } catch {
    return false
  }
}

/** What an element states: its machine-readable value, or else its text; undefined if it states nothing. */
export function statedBy(element: HtmlElement): string | undefined {
  const stated = ['content', 'datetime'].map((name) => plainLine(attributeOf(element, name) ?? ''))
  const value = stated.find((text) => text !== '') ?? plainLine(element.childNodes.map(textOf).join(''))
  return value === '' ? undefined : value
}
