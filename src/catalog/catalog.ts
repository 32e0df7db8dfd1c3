import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Selection } from '../feed/definition.ts'
import type { OrderKey } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'

/**
 * What the catalog keeps of one source file, article or not: a file that was left out is remembered with its findings,
 * so that an unchanged mistake is reported again without being read again.
 */
export interface CatalogRecord {
  readonly key: string
  /** Empty for a file that must be read again next time whatever its revision (it could not be read, or its id is contested). */
  readonly revision: string
  readonly findings: readonly Finding[]
  /** Absent when the file was left out. */
  readonly entry?: ArticleEntry
  /** Set where the file was left out and says, or may say, that its article is not public. */
  readonly isWithheld?: true
  readonly memory: ArticleMemory
  /** Where the article was live on the machine that published before this one; absent once this one has read it. */
  readonly livedAt?: ArticlePlace
  /** Local media the article asked for while it was parsed. */
  readonly media?: readonly MediaUse[]
}

/** What {@link addressOf} an article is made from. */
export type ArticlePlace = Pick<ArticleEntry, 'url' | 'audience'>

/** A local media file as it was when an article was parsed: `revision` is empty when there was none. */
export interface MediaUse {
  /** As an article has a key. */
  readonly path: string
  readonly revision: string
}

/** What must be remembered of an article because its file does not say it. Survives edits, renames and bad edits. */
export interface ArticleMemory {
  /** Id under which readers know the article; absent when the file never was an article. */
  readonly id?: string
  /** When it was first met live; of a file that is a draft or no article: when it was last read. */
  readonly firstSeen: Instant
  /** `published` as last settled. */
  readonly published?: Instant
  /** The date the file stated when `published` was settled. */
  readonly dated?: Instant
  /** When the content hash last changed as seen by us; `updated` of articles that state none. */
  readonly changed?: Instant
  readonly contentHash?: string
  /** The stated `updated` that had not come when this text was first read; it is ignored. */
  readonly ahead?: Instant
  /** End of the embargo under which it waits for its release. */
  readonly embargo?: Instant
  /** When an edit alone made it public: a draft of an old date went live. */
  readonly wentLive?: Instant
  /** Since when, or from when on, readers have it no more: it was withdrawn, made a draft, or expires. */
  readonly takenAway?: Instant
  /** When it last came back to readers after that. */
  readonly returned?: Instant
  /** Moment from which readers may have seen it; absent while it was never more than a draft. */
  readonly release?: Instant
}

/** Memory of a file that vanished, kept for a while so that the article is known again when it comes back elsewhere. */
export interface DepartedArticle {
  readonly key: string
  readonly memory: ArticleMemory
  readonly gone: Instant
}

/**
 * Where the readers of an article find it; servers send `/a` and `/a/`, http and https, to one page. For another audience another article
 * may stand there: a part of it for everybody.
 */
export function addressOf({ url, audience }: ArticlePlace): string {
  const page = url.replace(/^https?:|\/$/g, '')
  return audience === undefined ? page : `${page} ${audience}`
}

/** Where a record's article is live, or was on the machine before this one. */
export function placeIn({ entry, livedAt }: CatalogRecord): ArticlePlace | undefined {
  if (livedAt !== undefined || entry === undefined) return livedAt
  const { url, audience } = entry
  return entry.status === 'live' ? { url, ...(audience !== undefined && { audience }) } : undefined
}

/** Changes to store in one step, all or nothing; never before those of an earlier batch. */
export interface CatalogBatch {
  readonly put: readonly CatalogRecord[]
  readonly remove: readonly string[]
  /** Memories to keep of files that vanished, and keys of those to forget. */
  readonly depart?: readonly DepartedArticle[]
  readonly forget?: readonly string[]
  readonly facts?: Readonly<Record<string, string>>
  /** More of it comes: it may be stored together with what follows, and counts at once for who asks this catalog. */
  readonly more?: boolean
}

/** The words generated feeds are made from. */
export interface Vocabulary {
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly languages: readonly string[]
}

/** Every known article by key, id and date. A cache plus memory: safe to delete, at the price named in `docs/state.md`. */
export interface Catalog {
  readonly name: string
  get(key: string): CatalogRecord | undefined
  /** All keys and revisions, in key order; of the folder or key `below` only, when given. */
  revisions(below?: string): Iterable<readonly [key: string, revision: string]>
  /** Keys of the records whose entry has this id. */
  keysOfId(id: string): readonly string[]
  /** Keys of the records whose entry is live and has this address; see {@link addressOf}. */
  keysOfAddress(address: string): readonly string[]
  /** Live, released entries the selection takes: in the order of every feed (`byNewest`); at most `limit`. */
  newest(selection: Selection, limit: number, now: Instant): readonly ArticleEntry[]
  /**
   * All entries the selection takes whatever their status or date, in the order of {@link newest}, lazily; those at and
   * behind the place `from` only, when given, without reading what comes before.
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
  /** Memories of files that vanished, in key order. */
  departed(): Iterable<DepartedArticle>
  /** The first moment after `now` at which an embargo ends, a future date arrives or an article expires. */
  nextRelease(now: Instant): Instant | undefined
  /** Live entries released or expired after `after` and no later than `until`, each once, without a scan. */
  due(after: Instant, until: Instant): Iterable<ArticleEntry>
  /** Number of drafts and of live entries not yet released. */
  waiting(now: Instant): number
  /** Tags, author names and languages of all entries but drafts, each sorted, without a scan: a withdrawn article keeps its feeds alive to say so. */
  vocabulary(): Vocabulary
  /** Number of records, and of those with an entry. */
  size(): { readonly records: number; readonly entries: number }
  apply(batch: CatalogBatch): Promise<void>
  /** Facts about the catalog itself, e.g. the fingerprint of the settings its entries were parsed with. */
  fact(name: string): string | undefined
  close(): Promise<void>
}
