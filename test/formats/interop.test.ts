import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { type NamespaceMap, XmlDocument } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import type { FeedDocument, Item } from '../../src/feed/document.ts'
import { atom } from '../../src/formats/atom.ts'
import { instantOfRfc822 } from '../../src/formats/dates.ts'
import type { FeedSyntax } from '../../src/formats/format.ts'
import { jsonFeed } from '../../src/formats/json-feed.ts'
import { rss } from '../../src/formats/rss.ts'
import { fullDocument, hostileDocument, plainDocument, plainItem } from '../support/documents.ts'

const PREFIXES: NamespaceMap = { a: 'http://www.w3.org/2005/Atom' }

describe('libxml2, whatever a document holds', () => {
  it('reads the same items from RSS', () => {
    law(rss, (text, items) => {
      const paths = ['guid', 'title', 'link', 'a:updated'].map((name) => `/rss/channel/item/${name}`)
      expect(found(text, paths)).toEqual(unmarked(columns(items, ['id', 'title', 'url', 'updated'])))
    })
  })

  it('reads the same entries from Atom', () => {
    law(atom, (text, items) => {
      const paths = ['a:id', 'a:title', 'a:link[@rel="alternate"]/@href', 'a:published', 'a:updated']
      const entries = paths.map((path) => `/a:feed/a:entry/${path}`)
      expect(found(text, entries)).toEqual(
        unmarked(columns(items, ['id', 'title', 'url', 'published', 'updated'])),
      )
    })
  })
})

describe('feedsmith', () => {
  const document = plainDocument({
    ...fullDocument(),
    items: [
      ...fullDocument().items,
      plainItem({ id: '0012', title: '1e3', url: 'https://news.example/?a=1&b=2' }),
      plainItem({ id: 'true', title: '“Ports & ferries”: <b>not bold</b>', contentHtml: '<p>]]></p>' }),
      plainItem({ id: 'urn:x:عربي', title: 'عربي 😀 中文' }),
    ],
  })
  const told = columns(document.items, ['id', 'title', 'url', 'published', 'contentHtml'])

  it('reads the same items from RSS', () => {
    const { items = [] } = parseRssFeed(rss.write(document))
    expect([
      items.map((item) => item.guid?.value),
      items.map((item) => item.title),
      items.map((item) => item.link),
      items.map((item) => instantOfRfc822(String(item.pubDate))),
      items.map((item) => item.content?.encoded),
    ]).toEqual(told)
  })

  it('reads the same entries from Atom', () => {
    const { entries = [] } = parseAtomFeed(atom.write(document))
    expect([
      entries.map((entry) => entry.id),
      entries.map((entry) => entry.title?.value),
      entries.map((entry) => entry.links?.find(({ rel }) => rel === 'alternate')?.href),
      entries.map((entry) => entry.published),
      entries.map((entry) => entry.content?.value),
    ]).toEqual(told)
  })

  it('reads the same items from JSON Feed', () => {
    const { items = [] } = parseJsonFeed(jsonFeed.write(document))
    expect([
      items.map((item) => item.id),
      items.map((item) => item.title),
      items.map((item) => item.url),
      items.map((item) => item.date_published),
      items.map((item) => item.content_html),
    ]).toEqual(told)
  })
})

function law(format: FeedSyntax, holds: (text: string, items: FeedDocument['items']) => void): void {
  const property = fc.property(hostileDocument, (document) => {
    holds(format.write(document), format.project(document).items)
  })
  fc.assert(property, { seed: 2, numRuns: 300 })
}

/** Texts of what each path leads to. libxml2 throws for what is not well-formed. */
function found(text: string, paths: readonly string[]): string[][] {
  const document = XmlDocument.fromString(text)
  try {
    return unmarked(paths.map((path) => document.find(path, PREFIXES).map(({ content }) => content)))
  } finally {
    document.dispose()
  }
}

/** libxml2's binding takes U+FEFF at the start of a long string for a byte order mark and drops it. */
function unmarked(columns: readonly (readonly unknown[])[]): string[][] {
  return columns.map((texts) => texts.map((text) => String(text).replace(/^\ufeff/, '')))
}

function columns(items: readonly Item[], fields: readonly (keyof Item)[]): unknown[][] {
  return fields.map((field) => items.map((item) => item[field]))
}
