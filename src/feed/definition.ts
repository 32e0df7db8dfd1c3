import type { Author } from '../article/article.ts'
import type { FeedImage } from './document.ts'

/** Which articles a feed takes: each list that is present must match (any of its members); `exclude` wins over all. */
export interface Selection {
  readonly sections?: readonly string[]
  readonly tags?: readonly string[]
  readonly authors?: readonly string[]
  readonly languages?: readonly string[]
  /** Audience the feed is for; absent: only articles for everybody. */
  readonly audience?: string
  /** Articles for an audience are told of as well, by title, summary and link. */
  readonly teasers?: true
  readonly exclude?: {
    readonly sections?: readonly string[]
    readonly tags?: readonly string[]
    readonly authors?: readonly string[]
  }
}

/** `full`: summary and whole body; `excerpt`: the body's first paragraphs; `summary`: no body at all. */
export type ContentPolicy = 'full' | 'excerpt' | 'summary'

/** How an article that is gone is told: Atom tombstones always; `notice` adds a short item under the same id in RSS and JSON. */
export type RetractionPolicy = 'remove' | 'notice'

/** One feed as the settings describe it, all defaults filled in. Its documents are `<path>/rss.xml` and so on. */
export interface FeedDefinition {
  /** Names the feed in reports and findings; unique; e.g. `world`. */
  readonly name: string
  /** Folder of the feed's documents in the published set, `/` between parts; safe characters only; unique. */
  readonly path: string
  /**
   * Addresses of the documents that do not lie at `<path>/<file name>`, by that file name: paths in the set, and one that ends
   * in `/` is served at the address of its folder.
   */
  readonly documents?: Readonly<Record<string, string>>
  readonly id: string
  /** The settings state the id; otherwise the one that readers know is kept. */
  readonly hasOwnId?: true
  readonly title: string
  readonly description: string
  readonly homeUrl: string
  /** Absolute URL, ending in `/`, under which the published set is served. */
  readonly baseUrl: string
  readonly language: string
  readonly selection: Selection
  /** Most items in the feed. */
  readonly limit: number
  readonly content: ContentPolicy
  /** An excerpt that leaves something out ends in a link to the whole article. */
  readonly continueReading?: true
  /** The lead image of an item stands as a figure at the head of its text, where that does not show it. */
  readonly leadFigure?: true
  /** Names of the formats to publish, in the order of the format list. */
  readonly formats: readonly string[]
  /** Most bytes of one document. */
  readonly maxBytes: number
  readonly retraction: RetractionPolicy
  /** Days for which a tombstone is kept. */
  readonly tombstoneDays: number
  /** Items newer than the last build's newest are expected; more "new" items that are older than this many hold the feed. */
  readonly maxLateItems: number
  /** RFC 5005 archive documents of this many items each; absent: none. */
  readonly archiveSize?: number
  readonly authors: readonly Author[]
  readonly rights?: string
  readonly image?: FeedImage
  readonly iconUrl?: string
  /** Minutes between runs of the schedule. */
  readonly ttl?: number
  readonly hubUrls: readonly string[]
  /** Address at which readers of the RSS document register with an rssCloud server. */
  readonly cloudUrl?: string
  /** Made for a tag, author or language found in the articles: published only once it has an item, so that no one learns of the tag earlier. */
  readonly generated?: true
  /** Names of feeds that say the same in another language. */
  readonly translations: readonly string[]
}
