import type { ArticleEntry } from '../article/article.ts'
import { abbreviated } from '../article/content-hash.ts'
import type { Instant } from '../article/instant.ts'
import { folderHash, foldersOf } from '../article/key.ts'
import type { Selection } from './definition.ts'
import type { Tombstone } from './document.ts'
import type { OrderKey } from './selection.ts'

/**
 * What a machine that takes over must know of an article, and neither its file nor a document states; see
 * {@link ArticleEntry}.
 */
export interface ItemFacts {
  /** Absent if it is the same as `published`. */
  readonly firstSeen?: Instant
  readonly ahead?: Instant
  readonly returned?: Instant
  /**
   * Hash of the article's own text, by which a catalog without history detects an edit; see `article/content-hash.ts`.
   */
  readonly source?: string
  /** Hashes of the folders of the article's file, outermost first, separated by `/`; see `article/key.ts`. */
  readonly folders?: string
}

export function factsOf(entry: ArticleEntry): ItemFacts {
  return { ...dateFacts(entry), source: entry.contentHash, folders: hashedFolders(entry.key) }
}

export const hashedFolders = (key: string): string => foldersOf(key).map(folderHash).join('/')

function dateFacts({
  published,
  firstSeen,
  ahead,
  returned,
}: ItemFacts & Pick<PublishedItem, 'published'>): Pick<ItemFacts, 'firstSeen' | 'ahead' | 'returned'> {
  return {
    ...(firstSeen !== undefined && firstSeen !== published && { firstSeen }),
    ...(ahead !== undefined && { ahead }),
    ...(returned !== undefined && { returned }),
  }
}

/** The published state of one item, for the churn guard and deltas. */
export interface PublishedItem extends ItemFacts {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  /** Hash of the item's content. */
  readonly hash: string
}

/** The published state of one feed. */
export interface PublishedFeed {
  readonly name: string
  readonly path: string
  /** Id of the feed; absent in data of older versions. */
  readonly id?: string
  /** Absolute URL of the set, ending in `/`; absent in data of older versions. */
  readonly baseUrl?: string
  /** Fingerprint of all inputs of the documents: equal fingerprints mean equal documents. */
  readonly inputHash: string
  /** WebSub hubs to notify when a document of the feed changes; absent if there are none. */
  readonly hubs?: readonly string[]
  /** rssCloud server to notify when the RSS document of the feed changes: the address at which readers register. */
  readonly cloud?: string
  /** Maximum age in minutes of cached responses of the feed; absent if only the schedule determines it. */
  readonly ttl?: number
  readonly updated: Instant
  readonly items: readonly PublishedItem[]
  readonly tombstones: readonly Tombstone[]
  /** Data about the items of tombstones, for notices with the same ids. */
  readonly retracted: readonly RetractedItem[]
  /** The selection of the feed; absent in data of older versions. */
  readonly selection?: Selection
  /** Every article of the feed is in its documents or in its archive. */
  readonly isWhole?: true
  /** Number of items that were withdrawn from the feed while it was held: as many older ones may take their places. */
  readonly vacated?: number
  /** Published archive documents, oldest first; absent if there are none. */
  readonly archives?: readonly PublishedPage[]
  /**
   * Items that were published but are now in no document and have no tombstone: their archive page is not written yet,
   * or their file cannot be used. Absent if there are none.
   */
  readonly left?: readonly LeftItem[]
}

/** Data about an item that left the documents of its feed, sufficient for a tombstone if it does not return. */
export type LeftItem = Pick<PublishedItem, 'id' | 'url' | 'published' | 'updated' | keyof ItemFacts>

export function leftItem(item: LeftItem): LeftItem {
  const { id, url, published, updated, source, folders } = item
  return {
    id,
    url,
    published,
    updated,
    ...dateFacts(item),
    ...(source !== undefined && { source }),
    ...(folders !== undefined && { folders }),
  }
}

/** One archive document (RFC 5005), in all formats of its feed. */
export interface PublishedPage {
  /** Name of its folder; never reused for another page of the feed. */
  readonly name: string
  /**
   * The newest position in the feed's order that belongs to the page; the page begins after that of the previous page.
   * Never changes.
   */
  readonly through: OrderKey
  /** Fingerprint of all inputs of the page. */
  readonly inputHash: string
  /** Abbreviated {@link ItemFacts.source} of its articles, newest first; see `joinHashes`. */
  readonly sources?: string
  /** Seconds from `published` to `firstSeen` of its articles, newest first; absent if no two have the same `published`. */
  readonly seen?: readonly number[]
  /** Indexes of its articles, newest first, by {@link ItemFacts.folders}. */
  readonly folders?: Readonly<Record<string, readonly number[]>>
  /** Other facts about its articles by id; absent if there are none. */
  readonly facts?: Readonly<Record<string, Pick<ItemFacts, 'ahead' | 'returned'>>>
}

/** Data about a removed item, sufficient for a notice and for its return, without the item's content. */
export type RetractedItem = Pick<
  PublishedItem,
  'id' | 'url' | 'published' | Exclude<keyof ItemFacts, 'returned' | 'folders'>
>

/** @param now the article as it is now, if it still exists */
export function retractedItem(item: RetractedItem, now?: ArticleEntry): RetractedItem {
  const { id, url, published } = item
  const { firstSeen, ahead, source } = now === undefined ? item : factsOf(now)
  return {
    id,
    url,
    published,
    ...(firstSeen !== undefined && { firstSeen }),
    ...(ahead !== undefined && { ahead }),
    // The text may not be public.
    ...(source !== undefined && { source: abbreviated(source) }),
  }
}
