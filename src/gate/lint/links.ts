import { authorsOf } from './json-feed-members.ts'
import { type JsonNode, member, membersOf, stringOf } from './json-tree.ts'
import type { SourceParts } from './source-parts.ts'
import { children, type FeedElement, hasBase, statedBase } from './xml-tree.ts'

/** A URL in a field of the format, as opposed to URLs in texts. */
export interface FeedUrl {
  readonly where: string
  readonly url: string
  readonly at: number
  /** Whether it is in the scope of a base for relative references (`xml:base`). */
  readonly hasBase: boolean
}

const URL_ELEMENTS = [
  'link',
  'comments',
  'docs',
  'url',
  'wfw:commentRss',
  'atom:uri',
  'atom:icon',
  'atom:logo',
]
const URL_ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['enclosure', 'url'],
  ['source', 'url'],
  ['media:content', 'url'],
  ['media:thumbnail', 'url'],
  ['media:player', 'url'],
  ['atom:link', 'href'],
  ['atom:content', 'src'],
  ['atom:generator', 'uri'],
]
const JSON_FEED = ['home_page_url', 'feed_url', 'next_url', 'icon', 'favicon']
const JSON_ITEM = ['url', 'external_url', 'image', 'banner_image']

/** All URLs in fields of the format, without blank ones. */
export function urlsOf(document: SourceParts): FeedUrl[] {
  const urls: FeedUrl[] = []
  const add = (where: string, url: string | undefined, at: number, hasBase = false) => {
    if (url !== undefined && url.trim() !== '') urls.push({ where, url: url.trim(), at, hasBase })
  }
  for (const element of document.named(...URL_ELEMENTS))
    add(element.name, element.text, element.start, hasBase(element))
  for (const [name, attribute] of URL_ATTRIBUTES)
    for (const element of document.named(name)) {
      const value = element.attributes.get(attribute)
      if (value !== undefined)
        add(`${attribute} of <${name}>`, value, document.attributeAt(element, attribute), hasBase(element))
    }
  const addMembers = (node: JsonNode | undefined, names: readonly string[]) => {
    for (const name of names) add(name, stringOf(member(node, name)), member(node, name)?.start ?? 0)
  }
  addMembers(document.json, JSON_FEED)
  for (const hub of membersOf(member(document.json, 'hubs'))) addMembers(hub, ['url'])
  for (const object of document.jsonObjects) {
    if (object !== document.json) addMembers(object, JSON_ITEM)
    for (const author of authorsOf(object)) addMembers(author, ['url', 'avatar'])
    for (const attachment of membersOf(member(object, 'attachments'))) addMembers(attachment, ['url'])
  }
  return urls
}

/**
 * The target of a link, resolved against its stated base; as written if there is no base, undefined without an `href`.
 */
export function resolvedHref(link: FeedElement): string | undefined {
  const href = link.attributes.get('href')
  const base = statedBase(link)
  return href !== undefined && base !== undefined && URL.canParse(href, base)
    ? new URL(href, base).href
    : href
}

/** The `atom:link` elements in `parent` with that relation; a link without `rel` is an `alternate`. */
export function linksOf(parent: FeedElement | undefined, rel: string): FeedElement[] {
  return children(parent, 'atom:link').filter(
    ({ attributes }) => (attributes.get('rel') ?? 'alternate') === rel,
  )
}

/** The links of the channel or feed itself with that relation. */
export function feedLinks({ channel }: SourceParts, rel: string): FeedElement[] {
  return linksOf(channel, rel)
}
