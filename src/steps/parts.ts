import type { Announcements } from '../announcers/announcements.ts'
import type { CommitListener } from '../announcers/announcer.ts'
import type { ArticleEntry, ArticleHead, ParsedArticle, RawArticle } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { MediaLookup } from '../article/site.ts'
import type { Catalog, Vocabulary } from '../catalog/catalog.ts'
import type { ReadFiles } from '../catalog/reading.ts'
import type { Lease } from '../coordination/lease.ts'
import type { Ledger } from '../coordination/ledger.ts'
import type { ItemBody } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Finding, Parsed } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'
import type { PageSite } from '../pages/listing.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleSource } from '../sources/source.ts'
import type { PublishTarget, ServingFacts, StagedContents } from '../targets/target.ts'

/** The components of one publisher, created in `app.ts`. */
export interface Parts {
  readonly source: ArticleSource
  readonly catalog: Catalog
  /** Loaded by the first run that has something to write. */
  formats(): Promise<readonly FeedFormat[]>
  readonly target: PublishTarget
  /** Ensures that only one publisher writes to the target. */
  readonly lease: Lease
  /** Shared by machines that publish in turn; if absent, the catalog is the only state. */
  readonly ledger?: Ledger | undefined
  /** Announces each commit to receivers until they have been notified, in later runs if necessary. */
  readonly announcements: Pick<Announcements, 'prepare' | 'committed' | 'catchUp' | 'findings'>
  /** Sends a message about a commit to the servers of the target; runs do not wait for it. If absent, servers only poll. */
  notify?(): void
  readonly reporter: Reporter
  /** Fingerprint of the settings and of the program: when it changes, every article and feed is examined. */
  readonly generation: string
  /** Version of this program. */
  readonly version: string
  /** Data for servers in addition to the files. */
  readonly serving: ServingFacts
  /** Site data for pages; absent if there are no pages. */
  readonly pages?: PageSite | undefined
  /** Whether the set contains the files that configure headers and redirects of static site hosts. */
  readonly hostingFiles?: boolean
  /** Number of recorded revisions of each document, for deltas. */
  readonly revisions: number
  /** Whether to reject a clock that cannot be right. */
  readonly checkClock: boolean
  /** `updated` of feeds that never had an item. */
  readonly fallbackUpdated: Instant
  /** The setting that determines where the documents of a feed are; for findings. */
  pathSettingOf(feed: FeedDefinition): string
  /** Permanent ids by address, for articles of built pages that readers know from an earlier feed. */
  readonly knownArticles?: ReadonlyMap<string, string>
  /** Whether the settings list an address in the set as moved or gone. */
  isReleased(address: string): boolean
  /** Position of a setting in the settings file; for findings. */
  placeOfSetting(path: readonly (string | number)[]): Promise<Pick<Finding, 'file' | 'line' | 'column'>>
  /** Findings about the settings themselves, reported in each run. */
  readonly settingsFindings: readonly Finding[]
  defineFeeds(found: Vocabulary): Parsed<readonly FeedDefinition[]>
  parse(raw: RawArticle, now: Instant, media: MediaLookup): ParsedArticle | Promise<ParsedArticle>
  /** Reads and parses files as of `now`. */
  readFiles(now: Instant): ReadFiles
  mint(article: Pick<ArticleHead, 'key'>): string
  /** The ids that an article may have had before the site got its public address. */
  idsBefore?(article: ArticleHead): readonly string[]
  /** The article id for an id in a published document. */
  idOf(stated: string): string
  /** The article's body, or undefined if its file no longer has the revision in the catalog. */
  bodyOf(entry: ArticleEntry, now: Instant): Promise<ItemBody | undefined>
  compress(bytes: Uint8Array): Promise<StagedContents>
  /** Number of documents to compress at a time; the default if absent or undefined. */
  compressAtOnce?(): number | undefined
  /** Number of articles whose archive pages are published in one step; 5,000 by default. */
  readonly archiveBatch?: number
}

export interface RunRequest {
  readonly now: Instant
  /** Names of feeds whose churn the user has accepted. */
  readonly acceptChurn: ReadonlySet<string>
  readonly signal: AbortSignal
  /** Called and awaited after each commit. A run with archives commits several times, feeds first. */
  readonly listeners?: readonly CommitListener[] | undefined
  /** Paths below the content folder to examine; absent for all. */
  readonly changed?: readonly string[] | undefined
  /** Postpones files that are being written or replaced to a later run; if absent, every file is taken as it is. */
  readonly look?: SettlingLook | undefined
  /** Accept `now` even if it is far before the last run. */
  readonly acceptClock?: boolean | undefined
  /** Accept stated dates even if other dates were published. */
  readonly acceptDates?: boolean | undefined
  /** Monotonic milliseconds, only for the report. */
  elapsed(): number
}
