import type { RawArticle } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { FileLookup, MediaLookup } from '../article/site.ts'
import type { Stamps } from '../article/stamp.ts'
import type { Severity } from '../finding.ts'
import type { Clock } from '../schedule/clock.ts'
import type { FileFacts } from './revision.ts'

/** An article that exists, without its contents. */
export interface ArticleRef {
  /** See {@link RawArticle.key}. */
  readonly key: string
  /** Changes whenever the contents may have changed; equal revisions promise equal bytes. */
  readonly revision: string
  /** A warning about it, though it is an article. */
  readonly remark?: SkippedRef | undefined
  /** Where its bytes lie, when that is a file: another thread may read them there. */
  readonly file?: ArticleFile | undefined
  /** Whether the article is still what it was when it was listed; absent: it cannot change in between. */
  isAsListed?(): boolean
  /** Throws for a file that cannot be read; the message is for the person who owns the file. */
  load(): Promise<RawArticle>
}

export interface ArticleFile {
  /** Absolute. */
  readonly path: string
  /** A file that has more is refused. */
  readonly maxBytes: number
}

/** What a listing met that is not an article and should be reported (a FIFO, a link that leads out, a bad name). */
export interface SkippedRef {
  readonly key: string
  readonly code: string
  readonly message: string
  readonly fix: string
  /** `error` unless said otherwise. */
  readonly severity?: Severity
  /** What the key names could not be looked at to its end: neither it nor anything below it is gone. */
  readonly incomplete?: true
}

/** Where articles come from. Listing is cheap and opens no article; loading is lazy. */
export interface ArticleSource {
  /**
   * Batches, in any order, each key at most once whatever is asked for. An article is gone only when a listing finished without it; a listing
   * that throws removes nothing. With `only`, lists these keys and what is below these folders, and nothing else.
   */
  list(signal: AbortSignal, only?: readonly string[]): AsyncIterable<readonly (ArticleRef | SkippedRef)[]>
  /** Throws when the source as a whole is away: then a file that cannot be read says nothing about the article. */
  check?(): void
  /** Loads one article by key without a listing, like {@link ArticleRef.load}. */
  load(key: string): Promise<RawArticle>
  /** What a person is told of the article or folder `key`, and of the source itself for an empty one: `content/world/a.md`. */
  place(key: string): string
  /** The key of what lies at an absolute path, where the source has files; undefined for what is not its own. */
  keyOf?(path: string): string | undefined
  /** Absent where no files lie beside the articles. */
  readonly media?: MediaSource
  /** When the text of an article was first and last written, where a history tells. */
  written?(key: string): Promise<Written | undefined>
  /**
   * Tells of changes until the signal aborts; resolves once every change will be noticed. Without it, and where it is
   * partial, everything is looked at every few seconds.
   */
  watch?(changed: (change: SourceChange) => void, options: WatchOptions): Promise<SourceWatch>
  /**
   * Writes ids and dates into the article where it does not state them, and changes nothing else of it. Resolves to whether
   * there was anything to write; absent where nothing can be written.
   *
   * @throws EnvironmentError CONTENT_UNREADABLE when it cannot be written.
   */
  stamp?(key: string, stamps: Stamps, options: { readonly dryRun: boolean }): Promise<boolean>
}

/** Files beside the articles, such as their pictures, by path; see `contentPath`. */
export interface MediaSource {
  /** Undefined for what is missing, unreadable, or no medium. */
  readonly lookup: MediaLookup
  /** Other files that texts link to. */
  readonly file: FileLookup
  /** Changes whenever the file may have changed: equal texts promise equal bytes; empty when there is none. */
  revision(path: string): string
  /** Undefined where {@link MediaSource.lookup} gives nothing. */
  read(path: string): Promise<MediaFile | undefined>
  /** Folders that the paths are below, absolute, by the name of their source: another thread may look there itself. */
  readonly folders?: ReadonlyMap<string, string>
}

export interface MediaFile {
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
}

/** What happened in a source. */
export interface SourceChange {
  /** Articles, and folders of them, that may have changed, come or gone; `all`: anything may have. */
  readonly keys: readonly string[] | 'all'
  /** Paths of other files that have: they matter where an article uses them. */
  readonly files: readonly string[]
  /** Files that were put in their place whole, and not written to since, by key. */
  readonly cameWhole: ReadonlyMap<string, FileFacts>
}

export interface WatchOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Part of the source cannot be watched; what changes there is found by looking at everything. */
  onError(error: unknown): void
}

export interface SourceWatch {
  /** Whether there is something that is not watched. */
  isPartial(): boolean
}

/** When the text of a file was first and last written, as the history of its checkout tells. */
export interface Written {
  readonly first: Instant
  readonly last: Instant
}
