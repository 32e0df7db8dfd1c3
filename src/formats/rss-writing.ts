import { Feed } from 'feed'
import { instantToMs } from '../article/instant.ts'
import type { Author, FeedDocument, Item } from '../feed/document.ts'
import { defined } from './defined.ts'
import { type Draft, openDraft } from './draft.ts'
import { linkElements } from './feed-links.ts'
import { fileElement, leadImageElements } from './media-rss.ts'
import { namespaces } from './namespaces.ts'
import { cloudElements } from './rss-cloud.ts'
import { startTag, textElement } from './xml-writing.ts'

const ROOT = startTag('rss', {
  version: '2.0',
  'xmlns:atom': namespaces.atom,
  'xmlns:content': namespaces.content,
  'xmlns:dc': namespaces.dc,
  'xmlns:fh': namespaces.fh,
  'xmlns:media': namespaces.media,
})

/** @param document reduced to what RSS can represent */
export function writeRss(document: FeedDocument): string {
  const draft = openDraft()
  const skeleton = drafted(document, draft)
    .replace(/<rss [^>]*>/, () => ROOT)
    .replace(/^( *)<\/image>/m, (end, indent) => {
      const sizes = (['width', 'height'] as const).flatMap((name) =>
        textElement(name, document.image?.[name]?.toString()).map((line) => `${indent}    ${line}\n`),
      )
      return sizes.join('') + end
    })
  const withItems = draft.complete(skeleton, '</item>', ' '.repeat(12), document.items.map(itemElements))
  return draft.fill(
    draft.complete(withItems, '(?:<item>|</channel>)', ' '.repeat(8), [channelElements(document)]),
  )
}

function drafted(document: FeedDocument, draft: Draft): string {
  const { rights, image, language, ttl } = document
  const feed = new Feed(
    defined({
      title: draft.text(document.title),
      link: draft.text(document.homeUrl),
      description: draft.text(document.description),
      feed: draft.attribute(document.selfUrl),
      updated: new Date(instantToMs(document.updated)),
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'feedwright',
      language: language === '' ? undefined : draft.text(language),
      ttl,
      image: image && draft.text(image.url),
      copyright: rights === undefined ? undefined : draft.text(rights),
    }),
  )
  for (const item of document.items) feed.addItem(draftedItem(item, draft))
  return feed.rss2()
}

function draftedItem(item: Item, draft: Draft) {
  const [enclosure] = item.enclosures
  const [author] = item.authors
  return defined({
    title: draft.text(item.title),
    link: draft.text(item.url),
    // Without an id, `feed` writes the link as a guid that is a permanent link.
    id: isPermaLink(item) ? undefined : draft.text(item.id),
    date: new Date(instantToMs(item.published)),
    description: item.summary === undefined ? undefined : draft.html(htmlOf(item.summary)),
    content: item.contentHtml === undefined ? undefined : draft.html(item.contentHtml),
    author:
      author?.email === undefined
        ? undefined
        : [{ name: draft.text(author.name), email: draft.text(author.email) }],
    category: item.categories.map(({ term, scheme }) =>
      defined({ name: draft.text(term), domain: scheme === undefined ? undefined : draft.attribute(scheme) }),
    ),
    enclosure: enclosure && {
      url: draft.attribute(enclosure.url),
      type: draft.attribute(enclosure.type),
      length: enclosure.length ?? 0,
    },
  })
}

/** An item's `description` is HTML (RSS Advisory Board's profile), so plain text is escaped as HTML. */
function htmlOf(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A guid is a permanent link only if it equals the address of the article exactly. */
function isPermaLink({ id, url }: Item): boolean {
  return id === url && /^https?:\/\//i.test(id)
}

function channelElements(document: FeedDocument): string[] {
  const [author] = document.authors
  return [
    ...linkElements(document, 'atom:link', 'application/rss+xml'),
    ...cloudElements(document.cloudUrl),
    ...(author?.email === undefined
      ? creators(document.authors)
      : textElement('managingEditor', `${author.email} (${author.name})`)),
  ]
}

function itemElements(item: Item): string[] {
  return [
    ...(item.authors[0]?.email === undefined ? creators(item.authors) : []),
    ...textElement('dc:language', item.language),
    ...textElement('atom:updated', item.updated),
    ...leadImageElements(item.image),
    ...item.enclosures.slice(1).map(fileElement),
  ]
}

function creators(authors: readonly Author[]): string[] {
  return authors.flatMap(({ name }) => textElement('dc:creator', name))
}
