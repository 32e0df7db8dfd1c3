import type { ArticleEntry } from '../../src/article/article.ts'
import { type Instant, isInstant } from '../../src/article/instant.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { Item } from '../../src/feed/document.ts'
import { type FeedListing, listFeed, type PageSite } from '../../src/pages/listing.ts'

const formats = [
  { name: 'rss', fileName: 'rss.xml', mediaType: 'application/rss+xml', label: 'RSS 2.0' },
  { name: 'atom', fileName: 'atom.xml', mediaType: 'application/atom+xml', label: 'Atom 1.0' },
  { name: 'json', fileName: 'feed.json', mediaType: 'application/feed+json', label: 'JSON Feed 1.1' },
]

export const site: PageSite = {
  title: 'The Example Courier',
  url: 'https://courier.example/',
  baseUrl: 'https://courier.example/feeds/',
  language: 'en',
}

export function at(text: string): Instant {
  if (!isInstant(text)) throw new Error(`not an instant: ${text}`)
  return text
}

export function feed(path: string, changes: Partial<FeedDefinition> = {}): FeedDefinition {
  return {
    name: path,
    path,
    id: `tag:courier.example,2024:feed/${path}`,
    title: `${site.title}: ${path}`,
    description: '',
    homeUrl: `${site.url}${path}/`,
    baseUrl: site.baseUrl,
    language: 'en',
    selection: { sections: [path] },
    limit: 50,
    content: 'full',
    formats: ['rss', 'atom', 'json'],
    maxBytes: 1_048_576,
    retraction: 'remove',
    tombstoneDays: 30,
    maxLateItems: 5,
    authors: [],
    hubUrls: [],
    translations: [],
    ...changes,
  }
}

export function listing(path: string, changes: Partial<FeedDefinition> = {}): FeedListing {
  return listFeed(feed(path, changes), formats)
}

export function item(id: string, changes: Partial<Item> = {}): Item {
  return {
    id: `tag:courier.example,2024:${id}`,
    url: `${site.url}world/${id}/`,
    title: id,
    published: at('2024-02-02T21:00:00Z'),
    updated: at('2024-02-02T21:00:00Z'),
    authors: [],
    categories: [],
    enclosures: [],
    ...changes,
  }
}

export function entry(id: string, changes: Partial<ArticleEntry> = {}): ArticleEntry {
  return {
    key: `world/${id}.md`,
    section: 'world',
    title: id,
    url: `${site.url}world/${id}/`,
    slug: id,
    id: `tag:courier.example,2024:${id}`,
    published: at('2024-02-02T21:00:00Z'),
    updated: at('2024-02-02T21:00:00Z'),
    firstSeen: at('2024-02-02T21:00:00Z'),
    authors: [],
    tags: [],
    enclosures: [],
    status: 'live',
    contentHash: id,
    ...changes,
  }
}
