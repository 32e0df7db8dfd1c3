import type { Author, Media } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'

/** A subject an item belongs to (RSS `category`, Atom `category`, JSON Feed `tags`). */
export interface Category {
  /** Machine word, e.g. `middle-east`. */
  readonly term: string
  /** Absolute IRI that says which vocabulary `term` is from (RSS `domain`, Atom `scheme`). */
  readonly scheme?: string
  /** Human words, when they differ from `term`. */
  readonly label?: string
}

/** One article as a feed states it. Texts are plain text; `contentHtml` is sanitized HTML with absolute URLs only. */
export interface Item {
  /** Permanent, compared character by character (RSS `guid`, Atom `id`). */
  readonly id: string
  readonly url: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  readonly summary?: string
  readonly contentHtml?: string
  readonly authors: readonly Author[]
  readonly categories: readonly Category[]
  /** The lead image. Told apart from `enclosures`, where it may stand a second time. */
  readonly image?: Media
  readonly enclosures: readonly Enclosure[]
  /** BCP 47 tag, when it differs from the feed's. */
  readonly language?: string
}

/** A file to fetch with the item. */
export interface Enclosure {
  readonly url: string
  readonly type: string
  /** Bytes, more than 0; absent where no one says. */
  readonly length?: number
  readonly title?: string
}

/** RFC 6721 deleted entry: `id` was published once and is gone since `when`. */
export interface Tombstone {
  readonly id: string
  readonly when: Instant
  /** Plain text for the reader of the feed (`at:comment`). */
  readonly comment?: string
}

/** RFC 5005 position of a document. All URLs are absolute and of the same format as the document. */
export interface ArchiveLinks {
  /** `subscription`: the document people subscribe to; `archive`: an archive document (`fh:archive`); `complete`: `fh:complete`. */
  readonly kind: 'subscription' | 'archive' | 'complete'
  /** The subscription document; stated by archive documents. */
  readonly current?: string
  readonly previous?: string
  readonly next?: string
}

/** Picture that stands for the whole feed (RSS `image`, Atom `logo`, JSON Feed `icon`). */
export interface FeedImage {
  readonly url: string
  readonly width?: number
  readonly height?: number
}

/** The same feed in another language or place (`rel="alternate" hreflang`). */
export interface Alternate {
  readonly url: string
  readonly language: string
  readonly type: string
}

/** One feed document of one format, before it is text: everything that is meant, nothing that depends on the format's syntax. */
export interface FeedDocument {
  /** Permanent id of the feed (Atom `id`). */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly homeUrl: string
  /** The URL this very document is served at. */
  readonly selfUrl: string
  readonly language: string
  /** Newest moment at which anything in the document changed; never the clock. */
  readonly updated: Instant
  readonly authors: readonly Author[]
  readonly rights?: string
  readonly image?: FeedImage
  /** Small square picture (Atom `icon`, JSON Feed `favicon`). */
  readonly iconUrl?: string
  /** Minutes a poller may wait. */
  readonly ttl?: number
  readonly hubUrls: readonly string[]
  /** Address at which readers register with an rssCloud server (RSS 2.0 `cloud`). */
  readonly cloudUrl?: string
  readonly alternates: readonly Alternate[]
  readonly archive?: ArchiveLinks
  readonly tombstones: readonly Tombstone[]
  /** Newest `published` first. */
  readonly items: readonly Item[]
}

export type { Author, Media }
