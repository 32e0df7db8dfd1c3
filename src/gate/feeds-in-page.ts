import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { absoluteUrl } from '../article/url.ts'

const FEED_TYPES = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/feed+json',
  'application/rdf+xml',
])
/** Maximum number of addresses; a page of a large site may have thousands. */
const MOST = 20

type PageNode = DefaultTreeAdapterTypes.ChildNode

/**
 * Addresses of the feeds that a web page refers to with `<link rel="alternate">` (HTML §4.6.6.2), in order.
 *
 * @param pageUrl base of relative addresses; without it, only absolute ones are found
 */
export function feedsInPage(html: string, pageUrl: string | undefined): readonly string[] {
  const found = new Set<string>()
  const waiting: PageNode[] = parse(html).childNodes.toReversed()
  // Taken from the end, which has constant cost.
  for (let node = waiting.pop(); node !== undefined && found.size < MOST; node = waiting.pop()) {
    if ('childNodes' in node) for (const child of node.childNodes.toReversed()) waiting.push(child)
    if (!('attrs' in node) || node.tagName !== 'link') continue
    const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]))
    const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)
    const type = (attributes.get('type') ?? '').toLowerCase().split(';')[0]?.trim() ?? ''
    if (!relations.includes('alternate') || !FEED_TYPES.has(type)) continue
    const href = attributes.get('href')
    const url = href === undefined ? undefined : absoluteUrl(href, pageUrl ?? href)
    if (url !== undefined) found.add(url)
  }
  return [...found]
}
