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

/** The concrete parts of one publisher, made in `app.ts`. */
export interface Parts {
  readonly source: ArticleSource
  readonly catalog: Catalog
  /** Loaded by the first run that has something to write. */
  formats(): Promise<readonly FeedFormat[]>
  readonly target: PublishTarget
  /** Who may publish to the target. */
  readonly lease: Lease
  /** What machines that publish in turn share; absent: nothing outlives the catalog. */
  readonly ledger?: Ledger | undefined
  /** Who is told of each commit until they have heard of it, in a later run where need be. */
  readonly announcements: Pick<Announcements, 'prepare' | 'committed' | 'catchUp' | 'findings'>
  readonly reporter: Reporter
  /** Fingerprint of the settings and of the program: when it changes, every article and feed is looked at. */
  readonly generation: string
  /** Version of this program. */
  readonly version: string
  /** What a server says besides the bytes. */
  readonly serving: ServingFacts
  /** What pages for people say of the site; absent: there are none. */
  readonly pages?: PageSite | undefined
  /** Whether the set has the files in which hosts of static sites look for headers and redirects. */
  readonly hostingFiles?: boolean
  /** Past revisions of each document that are remembered for deltas. */
  readonly revisions: number
  /** Whether a clock that cannot be right is refused. */
  readonly checkClock: boolean
  /** `updated` of feeds that never had an item. */
  readonly fallbackUpdated: Instant
  /** The setting that says where the documents of a feed lie; for findings. */
  pathSettingOf(feed: FeedDefinition): string
  /** Whether the settings say what became of an address in the set: that it moved or is gone. */
  isReleased(address: string): boolean
  /** Where in the settings file a setting stands; for findings. */
  placeOfSetting(path: readonly (string | number)[]): Promise<Pick<Finding, 'file' | 'line' | 'column'>>
  /** What is to be said of the settings themselves, at each run. */
  readonly settingsFindings: readonly Finding[]
  defineFeeds(found: Vocabulary): Parsed<readonly FeedDefinition[]>
  parse(raw: RawArticle, now: Instant, media: MediaLookup): ParsedArticle | Promise<ParsedArticle>
  /** Reads and parses files as of `now`. */
  readFiles(now: Instant): ReadFiles
  mint(article: ArticleHead): string
  /** The ids it may have had before the site got its public address. */
  idsBefore?(article: ArticleHead): readonly string[]
  /** The id of the article that a published document calls by this one. */
  idOf(stated: string): string
  /** The article's body, or undefined when its file is not what the catalog knows any more. */
  bodyOf(entry: ArticleEntry, now: Instant): Promise<ItemBody | undefined>
  compress(bytes: Uint8Array): Promise<StagedContents>
  /** Articles whose archive pages are published in one step; 5,000 when absent. */
  readonly archiveBatch?: number
}

export interface RunRequest {
  readonly now: Instant
  /** Names of feeds whose churn a person has accepted. */
  readonly acceptChurn: ReadonlySet<string>
  readonly signal: AbortSignal
  /** Awaited after each commit, before the run goes on. A run commits several times when it publishes archives: feeds first. */
  readonly listeners?: readonly CommitListener[] | undefined
  /** Paths below the content folder to look at; absent: all. */
  readonly changed?: readonly string[] | undefined
  /** What is being written or replaced waits for a later run; absent: everything is taken as it is. */
  readonly look?: SettlingLook | undefined
  /** Take `now` for the time, however far before the last run it is. */
  readonly acceptClock?: boolean | undefined
  /** Take stated dates even where readers have seen others. */
  readonly acceptDates?: boolean | undefined
  /** Monotonic milliseconds, for the report only. */
  elapsed(): number
}
