import { attributeOf, isElement } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { parseUrl } from '../url.ts'
import { detach, hasMedia, linkShare, shownText } from './blocks.ts'
import { elementsOf } from './document.ts'

/** The share of links in a list or paragraph that consists of links. */
const ONLY_LINKS = 0.9
/** Minimum number of words in the headline of another story. */
const LEAST_WORDS = 4

/**
 * Removes lists and paragraphs that only link to other stories of the same site, with the heading above such a list; `base`
 * is the address of the page. Lists of links to other sites and to parts of the text are part of the text.
 */
export function removeStoryLinks(body: HtmlElement, base: string): void {
  for (const element of [...elementsOf(body)]) {
    const isList = element.tagName === 'ul' || element.tagName === 'ol'
    if (!isList && element.tagName !== 'p') continue
    if (element === body || hasMedia(element) || !linksToStories(element, isList, base)) continue
    const heading = isList ? elementBefore(element) : undefined
    if (heading !== undefined && /^h[2-6]$/.test(heading.tagName)) detach(heading)
    detach(element)
  }
}

function linksToStories(element: HtmlElement, isList: boolean, base: string): boolean {
  const links = [...elementsOf(element)].filter(({ tagName }) => tagName === 'a')
  if (links.length < (isList ? 2 : 1) || (!isList && links.length > 1)) return false
  if (linkShare(element) < ONLY_LINKS || !links.every((link) => isStory(link, base))) return false
  const words = links.map((link) => shownText(link).split(' ').length)
  return words.filter((count) => count >= LEAST_WORDS).length * 2 > words.length
}

/** Whether a link leads to another page of the same site. */
function isStory(link: HtmlElement, base: string): boolean {
  const address = parseUrl(attributeOf(link, 'href')?.trim() ?? '', base)
  const own = parseUrl(base)
  if (address === undefined || own === undefined || !/^https?:$/.test(address.protocol)) return false
  return address.hostname === own.hostname && address.pathname !== own.pathname && address.pathname !== '/'
}

function elementBefore(element: HtmlElement): HtmlElement | undefined {
  const siblings = element.parentNode?.childNodes.filter(isElement) ?? []
  return siblings[siblings.indexOf(element) - 1]
}
