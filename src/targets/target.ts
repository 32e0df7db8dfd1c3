import type { Instant } from '../article/instant.ts'
import type { Fence } from '../coordination/lease.ts'
import type { DocumentHistory } from '../feed/delta.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { Redirect } from '../feed/redirect-findings.ts'

/** A file readers can fetch. Encodings are precompressed copies of the same bytes. */
export interface PublishedFile {
  /** Path in the set, `/` between parts, e.g. `world/rss.xml`. */
  readonly path: string
  /** Path in the set at which it is served, where that is another: `feed/` for `feed/index.xml`. */
  readonly address?: string
  readonly mediaType: string
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string
  /** Bytes. */
  readonly length: number
  /** Moment at which these bytes were first published, and their mtime in a directory: equal on all copies. */
  readonly lastModified: Instant
  /** Name of the feed it belongs to, and of its format. */
  readonly feed?: string
  readonly format?: string
  /** Published archive documents come before, indexes after the feeds. */
  readonly rank: 'archive' | 'feed' | 'index'
  readonly encodings: readonly ContentCoding[]
}

/** `gzip`: `<path>.gz`; `br`: `<path>.br`. */
export type ContentCoding = 'gzip' | 'br'

/** What readers see: the manifest of a target. Holds no clock, so that the same content has the same manifest anywhere. */
export interface PublishedSet {
  readonly version: 1
  readonly files: readonly PublishedFile[]
  readonly feeds: readonly PublishedFeed[]
  /** What earlier revisions of each feed document said, for RFC 3229 deltas. Losing it costs pollers one full answer. */
  readonly histories?: readonly DocumentHistory[]
  /** What a server says besides the bytes; absent in what older versions published. */
  readonly serving?: ServingFacts
}

/** What a server says besides the bytes of the files, so that it needs nothing but the target. */
export interface ServingFacts {
  /** Absolute URL, ending in `/`, at which the world sees the set. */
  readonly baseUrl: string
  /** Minutes for which answers stay fresh at most where no feed states its `ttl`. */
  readonly ttl: number
  /** What pages say of the site; absent: there are no pages. */
  readonly site?: {
    readonly title: string
    readonly url: string
    readonly language: string
    /** Folder of the pages, ending in `/`; absent: the set itself. */
    readonly pagesPath?: string
  }
  readonly redirects: readonly Redirect[]
  /** Paths of removed documents; one that ends in `/` stands for everything below it. */
  readonly gone: readonly string[]
  /** Headers that tell caches the key to purge a document by; absent where none does. */
  readonly cacheKeys?: readonly CacheKeyHeader[]
}

/** `Surrogate-Key`: Fastly, keys between spaces; `Cache-Tag`: Cloudflare, `CDN-Tag`: Bunny, with commas. */
export type CacheKeyHeader = 'Surrogate-Key' | 'Cache-Tag' | 'CDN-Tag'

/** What readers have. */
export interface CommittedSet {
  /** Undefined when the manifest cannot be read (which is reported by the caller). */
  readonly set: PublishedSet | undefined
  /** Equal for equal manifests and for no others. */
  readonly revision: string
  /** The highest term under which anything was committed; absent where no lease with terms was used. */
  readonly term?: number | undefined
  /** Who committed it, where the target remembers that. */
  readonly publisher?: PublisherMark | undefined
}

/** Tells apart publishers that may undo each other's work. */
export interface PublisherMark {
  /** Version of the program. */
  readonly version: string
  /** Fingerprint of settings and program. */
  readonly generation: string
}

/** Where published sets go. One publisher at a time: a `Lease` says which. */
export interface PublishTarget {
  /** Equal for targets that are one place, such as the path of the folder: what is remembered of readers goes by it. */
  readonly name: string
  /** Finishes what a run that was stopped left to do, and throws away what it had staged. For the process that holds the lease. */
  recover(): Promise<void>
  /** What readers have now; undefined when there is no manifest. */
  current(): Promise<CommittedSet | undefined>
  /** The revision of {@link current} alone, for those who ask often whether it changed. */
  revision(): Promise<string | undefined>
  /**
   * Bytes of a committed file, verified against the manifest, or of its precompressed copy when `coding` is given;
   * undefined when missing or damaged.
   */
  read(file: PublishedFile, coding?: ContentCoding): Promise<Uint8Array | undefined>
  /**
   * Files that a commit which was cut short was putting in place, some of which may be there already. A server may
   * show these: each is whole and was judged.
   */
  unfinished(): Promise<readonly PublishedFile[]>
  /**
   * Files of `set` that a cheap look (presence, size, date; contents only where a commit was cut short) finds missing, edited
   * or with encodings other than listed. Stage them again to have them restored.
   */
  damaged(set: PublishedSet): Promise<readonly PublishedFile[]>
  /**
   * Those of `documents` whose place is taken by something that this publisher did not put there, each with the path of
   * what stands in the way. Such files are never replaced or removed: staging one of these documents throws
   * `EnvironmentError` `TARGET_TAKEN`.
   */
  taken(documents: readonly NewDocument[]): Promise<ReadonlyMap<string, string>>
  /** Puts bytes (and their precompressed copies) where no reader sees them. */
  stage(file: PublishedFile, contents: StagedContents): Promise<void>
  /**
   * Makes the staged files and the set what readers see; files of no set go last. Returns the new {@link revision}. Throws
   * and leaves every file whole; and `EnvironmentError` `TARGET_CHANGED`, with nothing done, when readers have another
   * revision than `replacing`, for the set was decided by what they had, or a commit of a later term than `fence`. The fence
   * is asked before each write, and throws where the lease is over; it is absent where no one else can publish.
   */
  commit(set: PublishedSet, replacing: string | undefined, fence?: Fence): Promise<string>
  /** Throws away what was staged. */
  abandon(): Promise<void>
}

/** A document before it is published. */
export interface NewDocument {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface StagedContents {
  readonly identity: Uint8Array
  readonly gzip?: Uint8Array
  readonly br?: Uint8Array
}

export type { DocumentHistory } from '../feed/delta.ts'
export type { PublishedFeed, PublishedItem } from '../feed/published-state.ts'
