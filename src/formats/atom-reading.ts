import type { Instant } from '../article/instant.ts'
import type {
  Author,
  Category,
  Enclosure,
  FeedDocument,
  FeedImage,
  Item,
  Tombstone,
} from '../feed/document.ts'
import { instantOfRfc3339 } from './dates.ts'
import { defined } from './defined.ts'
import { hrefOf, readFeedLinks } from './feed-links-reading.ts'
import { readMedia } from './media-rss-reading.ts'
import { namespaces } from './namespaces.ts'
import { childOf, childrenOf, misread, numberAt, readXml, textIn, type XmlElement } from './xml-reading.ts'

const ATOM = namespaces.atom

/** @throws FormatError */
export function readAtom(text: string): FeedDocument {
  const feed = readXml(text)
  if (feed.uri !== ATOM || feed.name !== 'feed') {
    throw misread(feed, `the root element is <${feed.name}>, expected <feed> in the namespace ${ATOM}`)
  }
  return defined({
    id: required(feed, 'id', 'the feed'),
    title: required(feed, 'title', 'the feed'),
    description: textIn(feed, ATOM, 'subtitle') ?? '',
    homeUrl: alternateOf(feed),
    language: languageOf(feed) ?? '',
    updated: moment(feed, 'updated', 'the feed'),
    authors: readAuthors(feed),
    rights: textIn(feed, ATOM, 'rights'),
    image: logo(textIn(feed, ATOM, 'logo')),
    iconUrl: textIn(feed, ATOM, 'icon'),
    ...readFeedLinks(feed),
    tombstones: childrenOf(feed, namespaces.at, 'deleted-entry').map(readTombstone),
    items: childrenOf(feed, ATOM, 'entry').map(readEntry),
  })
}

function readEntry(entry: XmlElement, index: number): Item {
  const where = `entry ${index + 1}`
  const updated = moment(entry, 'updated', where)
  return defined({
    id: required(entry, 'id', where),
    url: alternateOf(entry),
    title: required(entry, 'title', where),
    published: instantOfRfc3339(textIn(entry, ATOM, 'published') ?? '') ?? updated,
    updated,
    summary: textIn(entry, ATOM, 'summary'),
    contentHtml: textIn(entry, ATOM, 'content'),
    authors: readAuthors(entry),
    categories: childrenOf(entry, ATOM, 'category').map(readCategory),
    image: readMedia(entry).image,
    enclosures: linksOf(entry, 'enclosure').map(readEnclosure),
    language: languageOf(entry),
  })
}

function readTombstone(deleted: XmlElement): Tombstone {
  const id = deleted.attributes.get('ref')
  const when = instantOfRfc3339(deleted.attributes.get('when') ?? '')
  if (id === undefined || when === undefined) {
    throw misread(deleted, 'a <deleted-entry> has no "ref", or no "when" that is an RFC 3339 date-time')
  }
  return defined({ id, when, comment: textIn(deleted, namespaces.at, 'comment') })
}

function readAuthors(parent: XmlElement): Author[] {
  return childrenOf(parent, ATOM, 'author').map((author) =>
    defined({
      name: textIn(author, ATOM, 'name') ?? '',
      email: textIn(author, ATOM, 'email'),
      url: textIn(author, ATOM, 'uri'),
    }),
  )
}

function readCategory({ attributes }: XmlElement): Category {
  return defined({
    term: attributes.get('term') ?? '',
    scheme: attributes.get('scheme'),
    label: attributes.get('label'),
  })
}

function readEnclosure(link: XmlElement): Enclosure {
  return defined({
    url: hrefOf(link),
    type: link.attributes.get('type') ?? '',
    length: numberAt(link, 'length') || undefined,
    title: link.attributes.get('title'),
  })
}

function logo(url: string | undefined): FeedImage | undefined {
  return url === undefined ? undefined : { url }
}

/**
 * The page of a feed or entry; an alternate in another language has a `hreflang`. A link without `rel` is an alternate.
 */
function alternateOf(parent: XmlElement): string {
  const page = linksOf(parent, 'alternate').find(({ attributes }) => !attributes.has('hreflang'))
  return page === undefined ? '' : hrefOf(page)
}

function linksOf(parent: XmlElement, rel: string): XmlElement[] {
  return childrenOf(parent, ATOM, 'link').filter(
    ({ attributes }) => (attributes.get('rel') ?? 'alternate') === rel,
  )
}

function languageOf({ attributes }: XmlElement): string | undefined {
  return attributes.get('xml:lang')
}

function moment(parent: XmlElement, name: string, where: string): Instant {
  const instant = instantOfRfc3339(textIn(parent, ATOM, name) ?? '')
  if (instant === undefined) {
    throw misread(
      parent,
      `${where} has no <${name}> that is an RFC 3339 date-time, for example 2024-02-02T21:30:00Z`,
    )
  }
  return instant
}

function required(parent: XmlElement, name: string, where: string): string {
  const child = childOf(parent, ATOM, name)
  if (child === undefined) throw misread(parent, `${where} has no <${name}>`)
  return child.text
}
