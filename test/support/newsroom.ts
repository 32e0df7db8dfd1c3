import type { ArticleEntry } from '../../src/article/article.ts'
import { type Instant, isInstant, latest } from '../../src/article/instant.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { PublishedFeed, PublishedItem } from '../../src/feed/published-state.ts'

/** The moment a test means; fails loudly where it is none. */
export function at(text: string): Instant {
  if (!isInstant(text)) throw new Error(`${text} is no instant`)
  return text
}

/** A day of January 2024 at noon. */
export const day = (number: number): Instant => at(`2024-01-${String(number).padStart(2, '0')}T12:00:00Z`)

export function feedDefinition(changes: Partial<FeedDefinition> = {}): FeedDefinition {
  return {
    name: 'world',
    path: 'world',
    id: 'tag:example.org,2024:feed/world',
    title: 'World',
    description: 'News of the world',
    homeUrl: 'https://example.org/world/',
    baseUrl: 'https://example.org/',
    language: 'en',
    selection: { sections: ['world'] },
    limit: 50,
    content: 'full',
    formats: ['rss', 'atom', 'json'],
    maxBytes: 1_048_576,
    retraction: 'remove',
    tombstoneDays: 90,
    maxLateItems: 10,
    authors: [{ name: 'The Desk' }],
    hubUrls: [],
    translations: [],
    ...changes,
  }
}

/** An article called `name`, published on a day of January 2024. */
export function articleEntry(name: string, published = 1, changes: Partial<ArticleEntry> = {}): ArticleEntry {
  return {
    key: `world/${name}.md`,
    section: 'world',
    slug: name,
    id: `tag:example.org,2024:world/${name}`,
    url: `https://example.org/world/${name}/`,
    title: `About ${name}`,
    published: day(published),
    updated: day(published),
    firstSeen: day(1),
    authors: [{ name: 'A. Writer' }],
    tags: [],
    enclosures: [],
    status: 'live',
    contentHash: name,
    ...changes,
  }
}

export function seenItem(name: string, published = 1, changes: Partial<PublishedItem> = {}): PublishedItem {
  const { id, url, title } = articleEntry(name, published)
  return { id, url, title, published: day(published), updated: day(published), hash: name, ...changes }
}

export function seenFeed(
  items: readonly PublishedItem[],
  changes: Partial<PublishedFeed> = {},
): PublishedFeed {
  const updated = latest(items.map((item) => item.updated)) ?? day(1)
  return {
    name: 'world',
    path: 'world',
    inputHash: 'b',
    updated,
    items,
    tombstones: [],
    retracted: [],
    ...changes,
  }
}
