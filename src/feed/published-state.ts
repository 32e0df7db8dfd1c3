import type { Instant } from '../article/instant.ts'
import type { Selection } from './definition.ts'
import type { Tombstone } from './document.ts'
import type { OrderKey } from './selection.ts'

/** What readers have seen of one item; what the churn guard and deltas compare with. */
export interface PublishedItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  /** Hash of the item's contents. */
  readonly hash: string
  /** Hash of the article's own text, by which a catalog that has lost its memory knows an edit; see `article/content-hash.ts`. */
  readonly source?: string
}

/** What readers have seen of one feed. */
export interface PublishedFeed {
  readonly name: string
  readonly path: string
  /** Id of the feed; absent in what older versions published. */
  readonly id?: string
  /** Absolute URL, ending in `/`, under which the set was served; absent in what older versions published. */
  readonly baseUrl?: string
  /** Fingerprint of everything the documents were made from: an equal hash gives equal documents. */
  readonly inputHash: string
  /** Hubs (WebSub) that are told when a document of the feed changes; absent when there are none. */
  readonly hubs?: readonly string[]
  /** rssCloud server that is told when the RSS document of the feed changes: the address at which readers register. */
  readonly cloud?: string
  /** Minutes for which an answer about the feed may be kept at most; absent where the schedule alone says so. */
  readonly ttl?: number
  readonly updated: Instant
  readonly items: readonly PublishedItem[]
  readonly tombstones: readonly Tombstone[]
  /** What is left of the items behind the tombstones, for notices under the same id. */
  readonly retracted: readonly RetractedItem[]
  /** Which articles the feed took; absent in what older versions published. */
  readonly selection?: Selection
  /** How many items were taken back from the feed while it was held: as many older ones may fill their places. */
  readonly vacated?: number
  /** Published archive documents, oldest first; absent when there are none. */
  readonly archives?: readonly PublishedPage[]
  /**
   * What readers have, no document holds now and no tombstone tells of: its archive page is still to be written, or its file
   * cannot be used. Absent when there is nothing of the kind.
   */
  readonly left?: readonly LeftItem[]
}

/** An item that left the documents of its feed: enough to say that it is gone, should it not come back. */
export type LeftItem = Pick<PublishedItem, 'id' | 'url' | 'published' | 'updated'>

export function leftItem({ id, url, published, updated }: LeftItem): LeftItem {
  return { id, url, published, updated }
}

/** One archive document (RFC 5005), in all formats of its feed. */
export interface PublishedPage {
  /** Names its folder; never given to another page of the feed. */
  readonly name: string
  /** The newest place in the feed's order that belongs to the page; it begins behind that of the page before. Never moves. */
  readonly through: OrderKey
  /** Fingerprint of everything the page was made from. */
  readonly inputHash: string
}

/** An item that is gone: enough to say so, nothing of what it said. */
export interface RetractedItem {
  readonly id: string
  readonly url: string
  readonly published: Instant
}
