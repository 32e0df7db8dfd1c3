import { attributeOf, classesOf, findBelow, isElement, parentOf, textOf } from './node.ts'
import type { HtmlElement } from './tree.ts'

const HEADING = /^h[1-6]$/
/** Texts of a permalink; `*` and daggers refer to notes. */
const SIGNS = /^[^\p{L}\p{N}*†‡]*$/u
const PHRASE =
  /^(?:section titled|permalink|permanent link|direct link|link to|anchor|copy (?:link|anchor)|jump to|heading link)\b/i
const READ_ALOUD = /^(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?)$/i

/**
 * The role of a link in or beside a heading: a permalink of the page that points to the heading, or the heading text
 * itself as a link to the heading.
 */
export type SelfLink = 'sign' | 'whole heading'

/** `fragmentOf` returns the fragment of an address on the article's own page. */
export function selfLinkOf(
  link: HtmlElement,
  fragmentOf: (href: string) => string | undefined,
): SelfLink | undefined {
  const href = attributeOf(link, 'href')
  if (href === undefined || !href.includes('#')) return undefined
  const heading = headingAround(link)
  const beside = heading === undefined ? headingBeside(link) : undefined
  if (heading === undefined && beside === undefined) return undefined
  const fragment = fragmentOf(href)
  if (fragment === undefined) return undefined
  const text = textOf(link).trim()
  if (heading !== undefined && SIGNS.test(text)) return 'sign'
  const own = heading ?? beside
  if (own === undefined || !namesIt(own, link, fragment)) return undefined
  if (SIGNS.test(text) || PHRASE.test(text) || isReadAloud(link)) return 'sign'
  return heading !== undefined && textOf(heading).trim() === text ? 'whole heading' : undefined
}

function headingAround(link: HtmlElement): HtmlElement | undefined {
  for (let parent = parentOf(link); parent !== undefined; parent = parentOf(parent))
    if (HEADING.test(parent.tagName)) return parent
  return undefined
}

/** The heading in the same wrapper, as written by Starlight and GitHub. */
function headingBeside(link: HtmlElement): HtmlElement | undefined {
  const elements = parentOf(link)?.childNodes.filter(isElement) ?? []
  return elements.length === 2 ? elements.find(({ tagName }) => HEADING.test(tagName)) : undefined
}

/** Whether `fragment` is an id or name of the heading, of its content, or of its wrapper. */
function namesIt(heading: HtmlElement, link: HtmlElement, fragment: string): boolean {
  const isNamed = (node: HtmlElement | undefined) =>
    node !== undefined && [attributeOf(node, 'id'), attributeOf(node, 'name')].includes(fragment)
  return (
    isNamed(heading) ||
    isNamed(link) ||
    isNamed(parentOf(heading)) ||
    findBelow(heading, isNamed) !== undefined
  )
}

/** Whether all text of the link is only for screen readers. */
function isReadAloud(link: HtmlElement): boolean {
  const aloud = (node: HtmlElement) => classesOf(node).some((name) => READ_ALOUD.test(name))
  const found = aloud(link) ? link : findBelow(link, aloud)
  return found !== undefined && textOf(found).trim() === textOf(link).trim()
}
