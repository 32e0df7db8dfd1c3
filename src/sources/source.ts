import type { RawArticle } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Severity } from '../finding.ts'

/** An article that exists, without its contents. */
export interface ArticleRef {
  /** See {@link RawArticle.key}. */
  readonly key: string
  /** Changes whenever the contents may have changed; equal revisions promise equal bytes. */
  readonly revision: string
  /** A warning about it, though it is an article. */
  readonly remark?: SkippedRef
  /** Where its bytes lie, when that is a file: another thread may read them there. */
  readonly file?: ArticleFile
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
  readonly name: string
  /**
   * Batches, in any order, each key at most once whatever is asked for. An article is gone only when a listing finished without it; a listing
   * that throws removes nothing. With `only`, lists these keys and what is below these folders, and nothing else.
   */
  list(signal: AbortSignal, only?: readonly string[]): AsyncIterable<readonly (ArticleRef | SkippedRef)[]>
  /** Throws when the source as a whole is away: then a file that cannot be read says nothing about the article. */
  check?(): void
  /** Loads one article by key without a listing, like {@link ArticleRef.load}. */
  load(key: string): Promise<RawArticle>
}

/** When the text of a file was first and last written, as the history of its checkout tells. */
export interface Written {
  readonly first: Instant
  readonly last: Instant
}

export type WrittenDates = (key: string) => Promise<Written | undefined>
