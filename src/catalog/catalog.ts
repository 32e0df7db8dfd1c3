import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Selection } from '../feed/definition.ts'
import type { OrderKey } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'

/**
 * The catalog's data about one source file, article or not. A file that was rejected is kept with its findings, so that
 * an unchanged error is reported again without reading the file again.
 */
export interface CatalogRecord {
  readonly key: string
  /**
   * Empty for a file that must be read again in the next run regardless of its revision (it could not be read, or its
   * id is contested).
   */
  readonly revision: string
  readonly findings: readonly Finding[]
  /** Absent if the file was rejected. */
  readonly entry?: ArticleEntry
  /** Set if the file was rejected and states, or may state, that its article is not public. */
  readonly isWithheld?: true
  readonly memory: ArticleMemory
  /**
   * Where the article was live on the machine that published before this one; absent once this machine has read the
   * file.
   */
  readonly livedAt?: ArticlePlace
  /** Set if the file cannot be used, states no id, and does not say that its article is not public: it may be any one. */
  readonly isAnonymous?: true
  /** Key of the article of which the file is a copy, so that it was left out. */
  readonly copyOf?: string
  /** What the article's file does not state, so that another catalog could only take it from the published set. */
  readonly unstated?: readonly Unstated[]
  /** Local media that the article referred to when it was parsed. */
  readonly media?: readonly MediaUse[]
}

/** The id, the date, or the date of the last change. */
export type Unstated = 'id' | 'date' | 'updated'

/** The input of {@link addressOf}. */
export type ArticlePlace = Pick<ArticleEntry, 'url' | 'audience'>

/** A local media file at the time an article was parsed; `revision` is empty if the file was missing. */
export interface MediaUse {
  /** In the form of an article's key. */
  readonly path: string
  readonly revision: string
}

/**
 * Data about an article that its file does not contain. Preserved across edits, renames and edits that make the file
 * invalid.
 */
export interface ArticleMemory {
  /** Id under which readers know the article; absent if the file was never an article. */
  readonly id?: string
  /** When the article was first seen as public; for a draft or a file that is not an article, when it was last read. */
  readonly firstSeen: Instant
  /** The `published` that was last determined. */
  readonly published?: Instant
  /** The date that the file stated when `published` was determined. */
  readonly dated?: Instant
  /** The last `updated` that it stated, or when its text was last seen to change; used if it states none. */
  readonly changed?: Instant
  readonly contentHash?: string
  /** A stated `updated` that was in the future when this text was first read; it is ignored. */
  readonly ahead?: Instant
  /** End of the embargo under which the article waits for its release. */
  readonly embargo?: Instant
  /** When an edit alone published the article, such as a draft with an old date. */
  readonly wentLive?: Instant
  /** The moment from which the article is not available to readers: it was withdrawn, made a draft, or expires. */
  readonly takenAway?: Instant
  /** When it was last published again after that. */
  readonly returned?: Instant
  /** The moment from which readers may have seen it; absent while it was only a draft. */
  readonly release?: Instant
}

/** Data about a file that vanished, kept for a while so that the article is recognized if it reappears elsewhere. */
export interface DepartedArticle {
  readonly key: string
  readonly memory: ArticleMemory
  readonly gone: Instant
}

/**
 * The address of an article for readers. Servers treat `/a` and `/a/`, and http and https, as one page. An article for
 * an audience may have the same address as another article, for example one with its public part.
 */
export function addressOf({ url, audience }: ArticlePlace): string {
  const page = url.replace(/^https?:|\/$/g, '')
  return audience === undefined ? page : `${page} ${audience}`
}

/** Where a record's article is live, or was live on the machine that published before. */
export function placeIn({ entry, livedAt }: CatalogRecord): ArticlePlace | undefined {
  if (livedAt !== undefined || entry === undefined) return livedAt
  const { url, audience } = entry
  return entry.status === 'live' ? { url, ...(audience !== undefined && { audience }) } : undefined
}

/** Changes that are stored atomically, and not before those of an earlier batch. */
export interface CatalogBatch {
  readonly put: readonly CatalogRecord[]
  readonly remove: readonly string[]
  /** Data to keep about vanished files, and keys of data to delete. */
  readonly depart?: readonly DepartedArticle[]
  readonly forget?: readonly string[]
  readonly facts?: Readonly<Record<string, string>>
  /** More batches follow, so this one may be stored together with them; readers of this catalog see it at once. */
  readonly more?: boolean
}

/** The words from which feeds are generated. */
export interface Vocabulary {
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly languages: readonly string[]
}

/**
 * All known articles by key, id and date. A cache with additional history: it may be deleted, with the consequences
 * described in `docs/state.md`.
 */
export interface Catalog {
  readonly name: string
  get(key: string): CatalogRecord | undefined
  /** All keys and revisions, in key order; if `below` is given, only those of that folder or key. */
  revisions(below?: string): Iterable<readonly [key: string, revision: string]>
  /** Keys of the records whose entry has this id. */
  keysOfId(id: string): readonly string[]
  /** Keys of the records whose entry is live and has this address; see {@link addressOf}. */
  keysOfAddress(address: string): readonly string[]
  /** Live, released entries that the selection includes: in the order of every feed (`byNewest`), at most `limit`. */
  newest(selection: Selection, limit: number, now: Instant): readonly ArticleEntry[]
  /**
   * All entries that the selection includes, regardless of status and date, in the order of {@link newest}, lazily; if
   * `from` is given, only those at and after that place, without reading the ones before.
   */
  entries(selection: Selection, from?: OrderKey): Iterable<ArticleEntry>
  /** Entries with status `withdrawn`, in key order, without a scan. */
  withdrawn(): Iterable<ArticleEntry>
  /** All records that have findings, in key order. */
  withFindings(): Iterable<CatalogRecord>
  /** Keys of all records that use local media, with what they use, in key order. */
  withMedia(): Iterable<readonly [key: string, media: readonly MediaUse[]]>
  /** Keys of the records whose entry may link to the article `path`, in key order. */
  linkingTo(path: string): readonly string[]
  /** Data about vanished files, in key order. */
  departed(): Iterable<DepartedArticle>
  /** The first moment after `now` at which an embargo ends, a future date arrives or an article expires. */
  nextRelease(now: Instant): Instant | undefined
  /** Live entries released or expired after `after` and no later than `until`, each once, without a scan. */
  due(after: Instant, until: Instant): Iterable<ArticleEntry>
  /** Number of drafts and of live entries not yet released. */
  waiting(now: Instant): number
  /**
   * Tags, author names and languages of all entries except drafts, each sorted, without a scan: the feeds of a
   * withdrawn article are kept, to announce that it was withdrawn.
   */
  vocabulary(): Vocabulary
  /** Number of records, and of those with an entry. */
  size(): { readonly records: number; readonly entries: number }
  apply(batch: CatalogBatch): Promise<void>
  /** Facts about the catalog itself, such as the fingerprint of the settings with which its entries were parsed. */
  fact(name: string): string | undefined
  close(): Promise<void>
}
