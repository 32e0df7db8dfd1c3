import { Feed } from 'feed'
import { instantToMs } from '../article/instant.ts'
import type { Author, FeedDocument, Item } from '../feed/document.ts'
import { defined } from './defined.ts'
import { type Draft, openDraft } from './draft.ts'
import { linkElements } from './feed-links.ts'
import { leadImageElements } from './media-rss.ts'
import { namespaces } from './namespaces.ts'
import { element, startTag, textElement } from './xml-writing.ts'

/** @param document reduced to what Atom can represent */
export function writeAtom(document: FeedDocument): string {
  const draft = openDraft()
  const skeleton = corrected(drafted(document, draft), document, draft)
  const withEntries = draft.complete(skeleton, '</entry>', ' '.repeat(8), document.items.map(entryElements))
  return draft.fill(
    draft.complete(withEntries, '(?:<entry\\b|</feed>)', ' '.repeat(4), [feedElements(document)]),
  )
}

function drafted(document: FeedDocument, draft: Draft): string {
  const { rights, image, iconUrl } = document
  const [author] = document.authors
  const feed = new Feed(
    defined({
      id: draft.text(document.id),
      title: draft.text(document.title),
      description: draft.text(document.description),
      link: draft.attribute(document.homeUrl),
      feed: draft.attribute(document.selfUrl),
      updated: new Date(instantToMs(document.updated)),
      generator: 'feedwright',
      author: author && draftedAuthor(author, draft),
      image: image && draft.text(image.url),
      favicon: iconUrl === undefined ? undefined : draft.text(iconUrl),
      copyright: rights === undefined ? undefined : draft.text(rights),
    }),
  )
  for (const item of document.items) feed.addItem(draftedEntry(item, draft))
  return feed.atom1()
}

function draftedEntry(item: Item, draft: Draft) {
  return defined({
    title: draft.text(item.title),
    id: draft.text(item.id),
    link: draft.attribute(item.url),
    date: new Date(instantToMs(item.updated)),
    published: new Date(instantToMs(item.published)),
    description: item.summary === undefined ? undefined : draft.text(item.summary),
    content: item.contentHtml === undefined ? undefined : draft.html(item.contentHtml),
    author: item.authors.map((author) => draftedAuthor(author, draft)),
    category: item.categories.map(({ term, scheme, label }) =>
      defined({
        term: draft.attribute(term),
        scheme: scheme === undefined ? undefined : draft.attribute(scheme),
        name: label === undefined ? undefined : draft.attribute(label),
      }),
    ),
  })
}

function draftedAuthor({ name, email, url }: Author, draft: Draft) {
  return defined({
    name: draft.text(name),
    email: email === undefined ? undefined : draft.text(email),
    link: url === undefined ? undefined : draft.text(url),
  })
}

/**
 * Corrects and completes the skeleton of `feed`: titles and summaries are plain text (most readers show `type="html"`
 * titles wrongly), links state their types, times are whole seconds, languages are stated.
 */
function corrected(skeleton: string, { language, items, tombstones }: FeedDocument, draft: Draft): string {
  const root = startTag('feed', {
    xmlns: namespaces.atom,
    // The W3C validator warns of unused namespaces.
    ...(tombstones.length > 0 && { 'xmlns:at': namespaces.at }),
    'xmlns:fh': namespaces.fh,
    'xmlns:media': namespaces.media,
    'xml:lang': language === '' ? undefined : draft.attribute(language),
  })
  const entries = items.map((item) =>
    startTag('entry', {
      'xml:lang': item.language === undefined ? undefined : draft.attribute(item.language),
    }),
  )
  return skeleton
    .replace(/<feed [^>]*>/, root)
    .replaceAll('<entry>', (tag) => entries.shift() ?? tag)
    .replaceAll(/<(title|summary) type="html">/g, '<$1>')
    .replaceAll('.000Z<', 'Z<')
    .replaceAll(/<link (?:rel="alternate" )?href=/g, '<link rel="alternate" type="text/html" href=')
    .replace('<link rel="self" href=', '<link rel="self" type="application/atom+xml" href=')
}

function feedElements(document: FeedDocument): string[] {
  return [
    ...document.authors.slice(1).map(authorElement),
    ...linkElements(document, 'link', 'application/atom+xml'),
    ...document.tombstones.map(({ id, when, comment }) =>
      element('at:deleted-entry', { ref: id, when }, textElement('at:comment', comment).join('')),
    ),
  ]
}

function authorElement({ name, email, url }: Author): string {
  const parts = [...textElement('name', name), ...textElement('email', email), ...textElement('uri', url)]
  return element('author', {}, parts.join(''))
}

function entryElements({ image, enclosures }: Item): string[] {
  return [
    ...enclosures.map(({ url, type, length, title }) =>
      element('link', { rel: 'enclosure', type, length, title, href: url }),
    ),
    ...leadImageElements(image),
  ]
}
