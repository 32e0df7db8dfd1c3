import type { Author, Media } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'

/** A topic of an item (RSS `category`, Atom `category`, JSON Feed `tags`). */
export interface Category {
  /** Machine-readable word, for example `middle-east`. */
  readonly term: string
  /** Absolute IRI of the vocabulary of `term` (RSS `domain`, Atom `scheme`). */
  readonly scheme?: string
  /** Human-readable label, if it differs from `term`. */
  readonly label?: string
}

/** One article in a feed. Texts are plain text; `contentHtml` is sanitized HTML with absolute URLs only. */
export interface Item {
  /** Permanent id, compared character by character (RSS `guid`, Atom `id`). */
  readonly id: string
  readonly url: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  readonly summary?: string
  readonly contentHtml?: string
  readonly authors: readonly Author[]
  readonly categories: readonly Category[]
  /** The lead image. Separate from `enclosures`, which may also contain it. */
  readonly image?: Media
  readonly enclosures: readonly Enclosure[]
  /** BCP 47 tag, if it differs from the feed's. */
  readonly language?: string
}

/** A file attached to the item. */
export interface Enclosure {
  readonly url: string
  readonly type: string
  /** In bytes, greater than 0; absent if unknown. */
  readonly length?: number
  readonly title?: string
}

/** RFC 6721 deleted entry: `id` was published and was removed at `when`. */
export interface Tombstone {
  readonly id: string
  readonly when: Instant
  /** Plain text for readers of the feed (`at:comment`). */
  readonly comment?: string
}

/** RFC 5005 position of a document. All URLs are absolute and of the same format as the document. */
export interface ArchiveLinks {
  /** `subscription`: the document people subscribe to; `archive`: an archive document (`fh:archive`); `complete`: `fh:complete`. */
  readonly kind: 'subscription' | 'archive' | 'complete'
  /** The subscription document; set in archive documents. */
  readonly current?: string
  readonly previous?: string
  readonly next?: string
}

/** Picture that represents the whole feed (RSS `image`, Atom `logo`, JSON Feed `icon`). */
export interface FeedImage {
  readonly url: string
  readonly width?: number
  readonly height?: number
}

/** The same feed in another language or region (`rel="alternate" hreflang`). */
export interface Alternate {
  readonly url: string
  readonly language: string
  readonly type: string
}

/** One feed document for one format before serialization, independent of the format's syntax. */
export interface FeedDocument {
  /** Permanent id of the feed (Atom `id`). */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly homeUrl: string
  /** The URL of this document. */
  readonly selfUrl: string
  readonly language: string
  /** Newest moment at which anything in the document changed; independent of the clock. */
  readonly updated: Instant
  readonly authors: readonly Author[]
  readonly rights?: string
  readonly image?: FeedImage
  /** Small square picture (Atom `icon`, JSON Feed `favicon`). */
  readonly iconUrl?: string
  /** Minutes that a client may wait between requests. */
  readonly ttl?: number
  readonly hubUrls: readonly string[]
  /** Address at which readers register with an rssCloud server (RSS 2.0 `cloud`). */
  readonly cloudUrl?: string
  readonly alternates: readonly Alternate[]
  readonly archive?: ArchiveLinks
  readonly tombstones: readonly Tombstone[]
  /** Sorted by `published`, newest first. */
  readonly items: readonly Item[]
}

export type { Author, Media }
