import type { Instant } from '../article/instant.ts'
import type { Fence } from '../coordination/lease.ts'
import type { DocumentHistory } from '../feed/delta.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { Redirect } from '../feed/redirect-findings.ts'

/** A file that readers can fetch. Encodings are precompressed copies of the same bytes. */
export interface PublishedFile {
  /** Path in the set, parts separated by `/`, for example `world/rss.xml`. */
  readonly path: string
  /** Path in the set at which the file is served, if it differs: `feed/` for `feed/index.xml`. */
  readonly address?: string
  readonly mediaType: string
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string
  /** In bytes. */
  readonly length: number
  /** The moment at which these bytes were first published, and their mtime in a directory: the same for all copies. */
  readonly lastModified: Instant
  /** Name of the feed of the file, and of its format. */
  readonly feed?: string
  readonly format?: string
  /** Archive documents are published before feeds, indexes after them. */
  readonly rank: 'archive' | 'feed' | 'index'
  readonly encodings: readonly ContentCoding[]
}

/** `gzip`: `<path>.gz`; `br`: `<path>.br`. */
export type ContentCoding = 'gzip' | 'br'

/**
 * The published state: the manifest of a target. Independent of the clock, so that the same content has the same
 * manifest everywhere.
 */
export interface PublishedSet {
  readonly version: 1
  readonly files: readonly PublishedFile[]
  readonly feeds: readonly PublishedFeed[]
  /** Histories of feed documents, for RFC 3229 deltas. If lost, each client gets one full response. */
  readonly histories?: readonly DocumentHistory[]
  /** Data for servers in addition to the files; absent in data of older versions. */
  readonly serving?: ServingFacts
}

/** Data for servers in addition to the files, so that a server needs only the target. */
export interface ServingFacts {
  /** Absolute public URL of the set, ending in `/`. */
  readonly baseUrl: string
  /** Maximum age of responses in minutes, for feeds that state no `ttl`. */
  readonly ttl: number
  /** Site data for pages; absent if there are no pages. */
  readonly site?: {
    readonly title: string
    readonly url: string
    readonly language: string
    /** Folder of the pages, ending in `/`; absent if it is the set itself. */
    readonly pagesPath?: string
  }
  readonly redirects: readonly Redirect[]
  /** Paths of removed documents; a path that ends in `/` includes everything below it. */
  readonly gone: readonly string[]
  /** Headers that tell caches the key by which to purge a document; absent if there are none. */
  readonly cacheKeys?: readonly CacheKeyHeader[]
}

/**
 * `Surrogate-Key` of Fastly, with keys separated by spaces; `Cache-Tag` of Cloudflare and `CDN-Tag` of Bunny, separated
 * by commas.
 */
export type CacheKeyHeader = 'Surrogate-Key' | 'Cache-Tag' | 'CDN-Tag'

/** The published set. */
export interface CommittedSet {
  /** That of the manifest before, if the manifest is {@link damaged}; undefined if there is none. */
  readonly set: PublishedSet | undefined
  /** Place of the manifest if it cannot be parsed, which the caller reports. */
  readonly damaged?: string | undefined
  /** Identifies the content of the manifest. */
  readonly revision: string
  /** The highest term of a commit; absent if no lease with terms was used. */
  readonly term?: number | undefined
  /** The publisher of the set, if the target records it. */
  readonly publisher?: PublisherMark | undefined
}

/** Distinguishes publishers that may undo each other's work. */
export interface PublisherMark {
  /** Version of the program. */
  readonly version: string
  /** Fingerprint of settings and program. */
  readonly generation: string
}

/** A place to which sets are published. Only one publisher at a time, which a `Lease` ensures. */
export interface PublishTarget {
  /**
   * Identifies the place, such as the path of the folder: the state of what was published is stored under this name.
   */
  readonly name: string
  /**
   * Completes the work of an interrupted run, and discards what it staged. Only for the process that holds the lease.
   */
  recover(): Promise<void>
  /** The published set; undefined if there is no manifest. */
  current(): Promise<CommittedSet | undefined>
  /** Reads what the next run will need from this machine, to make it faster; absent if there is nothing. */
  prepare?(): Promise<void>
  /** The revision of {@link current} only, for frequent polling. */
  revision(): Promise<string | undefined>
  /**
   * Bytes of a published file, or of its precompressed copy if `coding` is given, verified against the manifest;
   * undefined if missing or damaged.
   */
  read(file: PublishedFile, coding?: ContentCoding): Promise<Uint8Array | undefined>
  /**
   * Files that an interrupted commit was publishing, some of which may be published already. A server may serve them:
   * each is complete and was accepted by the gate.
   */
  unfinished(): Promise<readonly PublishedFile[]>
  /**
   * Files of `set` that are missing, edited or have other encodings than listed, according to a quick check (presence,
   * size, date; content only after an interrupted commit). Stage them again to restore them.
   */
  damaged(set: PublishedSet): Promise<readonly PublishedFile[]>
  /**
   * Those of `documents` whose path is occupied by a file that this publisher did not write, each with the path of that
   * file. Such files are never replaced or removed: staging one of these documents throws `EnvironmentError`
   * `TARGET_TAKEN`.
   */
  taken(documents: readonly NewDocument[]): Promise<ReadonlyMap<string, string>>
  /**
   * Stores bytes (and their precompressed copies) where readers cannot see them. Different files may be staged at the
   * same time.
   */
  stage(file: PublishedFile, contents: StagedContents): Promise<void>
  /**
   * Publishes the staged files and the set; files that are no longer in the set are removed last. Returns the new
   * {@link revision}. After an error, every file is still complete. Throws `EnvironmentError` `TARGET_CHANGED` without
   * any change if the published revision is not `replacing`, on which the set is based, or if a commit has a later term
   * than `fence`. The fence is checked before each write, and throws if the lease is over; it is absent if no one else
   * can publish.
   */
  commit(set: PublishedSet, replacing: string | undefined, fence?: Fence): Promise<string>
  /** Discards what was staged. */
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
