import type { PageSelectors, RawArticle } from '../article/article.ts'
import type { Stamps } from '../article/front-matter/stamp.ts'
import type { Instant } from '../article/instant.ts'
import type { FileLookup, MediaLookup } from '../article/site.ts'
import type { ForeignSite } from '../dialects/dialect.ts'
import type { Severity } from '../finding.ts'
import type { Clock } from '../schedule/clock.ts'
import type { FileFacts } from './revision.ts'

/** A listed article, without its content. */
export interface ArticleRef {
  /** See {@link RawArticle.key}. */
  readonly key: string
  /** Changes whenever the content may have changed; equal revisions mean equal bytes. */
  readonly revision: string
  /** A warning about the article. */
  readonly remark?: SkippedRef | undefined
  /** The file of its bytes, if there is one that another thread may read: see {@link ArticleSource.readers}. */
  readonly file?: ArticleFile | undefined
  /** Whether the article is unchanged since it was listed; absent if it cannot change in between. */
  isAsListed?(): boolean
  /** Throws for an unreadable file; the message is for the file's owner. */
  load(): Promise<RawArticle>
}

export interface ArticleFile {
  /** Absolute. */
  readonly path: string
  /** A larger file is refused. */
  readonly maxBytes: number
}

/** An entry that is not an article and should be reported (a FIFO, a link out of the folder, an invalid name). */
export interface SkippedRef {
  readonly key: string
  readonly code: string
  readonly message: string
  readonly fix: string
  /** Defaults to `error`. */
  readonly severity?: Severity
  /** The listing of this entry is incomplete: neither it nor anything below it counts as gone. */
  readonly incomplete?: true
}

/** A source of articles. Listing is fast and does not open articles; loading is lazy. */
export interface ArticleSource {
  /**
   * Batches in any order, with each key at most once regardless of the request. An article is gone only if a listing
   * finished without it; a listing that throws removes nothing. With `only`, lists only these keys and everything below
   * these folders.
   */
  list(signal: AbortSignal, only?: readonly string[]): AsyncIterable<readonly (ArticleRef | SkippedRef)[]>
  /**
   * Throws if the source as a whole is unavailable, in which case an unreadable file says nothing about the article.
   */
  check?(): void
  /** Loads one article by key without a listing, like {@link ArticleRef.load}. */
  load(key: string): Promise<RawArticle>
  /**
   * The location of the article or folder `key` for messages, and of the source itself if empty: `content/world/a.md`.
   */
  place(key: string): string
  /** The key for an absolute path, if the source has files; undefined for paths outside the source. */
  keyOf?(path: string): string | undefined
  /** Absent if there are no files beside the articles. */
  readonly media?: MediaSource
  /** For other threads: the readers of the files in the last listing, by name of the source. */
  readers?(): ReadonlyMap<string, ReaderSetup>
  /** When the text of an article was first and last written, if a history is available. */
  written?(key: string): Promise<History>
  /**
   * Reports changes until the signal aborts; resolves once every change will be noticed. If it is missing or partial,
   * everything is examined every few seconds.
   */
  watch?(changed: (change: SourceChange) => void, options: WatchOptions): Promise<SourceWatch>
  /**
   * Writes missing ids and dates into the article, and changes nothing else. Resolves to whether there was anything to
   * write; absent if the source is read-only.
   *
   * @throws EnvironmentError CONTENT_UNREADABLE if the article cannot be written.
   */
  stamp?(key: string, stamps: Stamps, options: { readonly dryRun: boolean }): Promise<boolean>
}

/** Files beside the articles, such as pictures, by path; see `contentPath`. */
export interface MediaSource {
  /** Undefined for files that are missing, unreadable, or not media. */
  readonly lookup: MediaLookup
  /** Other files that texts link to. */
  readonly file: FileLookup
  /** Changes whenever the file may have changed: equal revisions mean equal bytes; empty if there is no file. */
  revision(path: string): string
  /** Undefined under the same conditions as {@link MediaSource.lookup}. */
  read(path: string): Promise<MediaFile | undefined>
}

/** Makes articles of the bytes of files. */
export interface FileReader {
  raw(key: string, bytes: Uint8Array): RawArticle
  /** See {@link ArticleSource.media}. */
  readonly media?: MediaSource
}

/** What `openReaders` makes a {@link FileReader} from, as plain data, which can be sent to another thread. */
export type ReaderSetup = ReaderOfArticles | ReaderOfPages | ReaderOfSite

interface FilesOfReader {
  /** Absolute path of the folder that keys are relative to. */
  readonly root: string
  /** Absolute public URL of the files in the folder, ending in `/`; absent if they are not public. */
  readonly siteUrl?: string
}

/** Article files of our own. */
export interface ReaderOfArticles extends FilesOfReader {
  readonly kind: 'articles'
}

/** Pages generated by a program. */
export interface ReaderOfPages extends Required<FilesOfReader> {
  readonly kind: 'pages'
  readonly selectors?: PageSelectors
}

/** Article files of another program. */
export interface ReaderOfSite extends FilesOfReader {
  readonly kind: 'site'
  /** Name of the dialect. */
  readonly dialect: string
  readonly foreign: ForeignSite
}

export interface MediaFile {
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
}

/** A change in a source. */
export interface SourceChange {
  /** Articles, and folders of articles, that may have changed, appeared or disappeared; `all` if unknown. */
  readonly keys: readonly string[] | 'all'
  /** Paths of other changed files, which are relevant if an article uses them. */
  readonly files: readonly string[]
  /** Files that were moved into place as a whole and not written to since, by key. */
  readonly cameWhole: ReadonlyMap<string, FileFacts>
}

export interface WatchOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Called if part of the source cannot be watched; changes there are found by examining everything. */
  onError(error: unknown): void
}

export interface SourceWatch {
  /** Whether part of the source is not watched. */
  isPartial(): boolean
}

/** What the checkout of a file knows of it; `shallow` if its history was not fetched. */
export type History = Written | 'shallow' | undefined

/** When the text of a file was first and last written, according to the history of its checkout. */
export interface Written {
  readonly first: Instant
  readonly last: Instant
}
