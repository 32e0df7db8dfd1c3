import type { Instant } from '../article/instant.ts'
import type { Selection } from './definition.ts'
import type { Tombstone } from './document.ts'
import type { OrderKey } from './selection.ts'

/** The published state of one item, for the churn guard and deltas. */
export interface PublishedItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  /** Hash of the item's content. */
  readonly hash: string
  /**
   * Hash of the article's own text, by which a catalog without history detects an edit; see `article/content-hash.ts`.
   */
  readonly source?: string
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
export type LeftItem = Pick<PublishedItem, 'id' | 'url' | 'published' | 'updated'>

export function leftItem({ id, url, published, updated }: LeftItem): LeftItem {
  return { id, url, published, updated }
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
}

/** Data about a removed item, sufficient for a notice, without the item's content. */
export interface RetractedItem {
  readonly id: string
  readonly url: string
  readonly published: Instant
}
