import { type Instant, latest } from '../article/instant.ts'
import type { Author, Category, Enclosure, FeedDocument, FeedImage, Item } from '../feed/document.ts'
import { instantOfRfc822, instantOfRfc3339 } from './dates.ts'
import { defined } from './defined.ts'
import { readFeedLinks } from './feed-links-reading.ts'
import { readMedia } from './media-rss-reading.ts'
import { namespaces } from './namespaces.ts'
import { readCloud } from './rss-cloud.ts'
import {
  childOf,
  childrenOf,
  misread,
  numberAt,
  readXml,
  textIn,
  wholeNumber,
  type XmlElement,
} from './xml-reading.ts'

/** @throws FormatError */
export function readRss(text: string): FeedDocument {
  const root = readXml(text)
  if (root.uri !== '' || root.name !== 'rss') {
    throw misread(root, `the root element is <${root.name}>, expected <rss>`)
  }
  const channel = childOf(root, '', 'channel')
  if (channel === undefined) throw misread(root, 'there is no <channel> in <rss>')
  const items = childrenOf(channel, '', 'item').map(readItem)
  const { selfUrl, hubUrls, alternates, archive } = readFeedLinks(channel)
  return defined({
    id: selfUrl,
    title: textIn(channel, '', 'title') ?? '',
    description: textIn(channel, '', 'description') ?? '',
    homeUrl: textIn(channel, '', 'link') ?? '',
    selfUrl,
    language: textIn(channel, '', 'language') ?? '',
    updated: builtAt(channel, items),
    authors: readAuthors(channel, 'managingEditor'),
    rights: textIn(channel, '', 'copyright'),
    image: readImage(childOf(channel, '', 'image')),
    ttl: wholeNumber(textIn(channel, '', 'ttl')),
    hubUrls,
    cloudUrl: readCloud(childOf(channel, '', 'cloud')),
    alternates,
    archive,
    tombstones: [],
    items,
  })
}

function readItem(item: XmlElement, index: number): Item {
  const id = textIn(item, '', 'guid') ?? (childOf(item, '', 'guid') && '')
  if (id === undefined) throw misread(item, `item ${index + 1} has no <guid>`)
  const published = instantOfRfc822(textIn(item, '', 'pubDate') ?? '')
  if (published === undefined) {
    throw misread(
      item,
      `item ${index + 1} has no <pubDate> that is an RFC 822 date, for example Fri, 02 Feb 2024 21:30:00 GMT`,
    )
  }
  const { image, files } = readMedia(item)
  return defined({
    id,
    url: textIn(item, '', 'link') ?? '',
    title: textIn(item, '', 'title') ?? '',
    published,
    updated: instantOfRfc3339(textIn(item, namespaces.atom, 'updated') ?? '') ?? published,
    summary: textOfHtml(textIn(item, '', 'description')),
    contentHtml: textIn(item, namespaces.content, 'encoded'),
    authors: readAuthors(item, 'author'),
    categories: childrenOf(item, '', 'category').map(readCategory),
    image,
    enclosures: [...childrenOf(item, '', 'enclosure').map(readEnclosure), ...files],
    language: textIn(item, namespaces.dc, 'language'),
  })
}

function builtAt(channel: XmlElement, items: readonly Item[]): Instant {
  const stated = instantOfRfc822(textIn(channel, '', 'lastBuildDate') ?? '')
  const updated = stated ?? latest(items.map((item) => item.updated))
  if (updated === undefined) throw misread(channel, 'the channel has neither a <lastBuildDate> nor an item')
  return updated
}

/** An item's `description` is HTML; that of a plain text contains only character references. */
function textOfHtml(html: string | undefined): string | undefined {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html?.replace(/&(amp|lt|gt|quot|#39);/g, (reference, name) => characters[name] ?? reference)
}

/** `mail (Name)` in RSS's own element, names in Dublin Core's. */
function readAuthors(parent: XmlElement, own: string): Author[] {
  const contacts = childrenOf(parent, '', own).map(({ text }) => {
    const [, email, name] = /^([^\s()]+@[^\s()]+) \((.*)\)$/s.exec(text) ?? []
    return email === undefined || name === undefined ? { name: text } : { name, email }
  })
  return [...contacts, ...childrenOf(parent, namespaces.dc, 'creator').map(({ text }) => ({ name: text }))]
}

function readCategory({ text, attributes }: XmlElement): Category {
  return defined({ term: text, scheme: attributes.get('domain') })
}

function readEnclosure(enclosure: XmlElement): Enclosure {
  return defined({
    url: enclosure.attributes.get('url') ?? '',
    type: enclosure.attributes.get('type') ?? '',
    // RSS Advisory Board's profile: a length of 0 means unknown.
    length: numberAt(enclosure, 'length') || undefined,
  })
}

function readImage(image: XmlElement | undefined): FeedImage | undefined {
  if (image === undefined) return undefined
  return defined({
    url: textIn(image, '', 'url') ?? '',
    width: wholeNumber(textIn(image, '', 'width')),
    height: wholeNumber(textIn(image, '', 'height')),
  })
}
