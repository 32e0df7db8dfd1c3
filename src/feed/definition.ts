import type { Author } from '../article/article.ts'
import type { FeedImage } from './document.ts'

/**
 * The articles that a feed includes: each list that is present must match (any of its members); `exclude` takes
 * precedence.
 */
export interface Selection {
  readonly sections?: readonly string[]
  readonly tags?: readonly string[]
  readonly authors?: readonly string[]
  readonly languages?: readonly string[]
  /** Audience of the feed; if absent, only articles for everyone. */
  readonly audience?: string
  /** Articles for an audience are included as well, with title, summary and link only. */
  readonly teasers?: true
  readonly exclude?: {
    readonly sections?: readonly string[]
    readonly tags?: readonly string[]
    readonly authors?: readonly string[]
  }
}

/** `full`: summary and whole body; `excerpt`: the first paragraphs of the body; `summary`: no body. */
export type ContentPolicy = 'full' | 'excerpt' | 'summary'

/**
 * How removed articles are announced: always as Atom tombstones; `notice` adds a short item with the same id in RSS and
 * JSON.
 */
export type RetractionPolicy = 'remove' | 'notice'

/** One feed as configured, with all defaults. Its documents are `<path>/rss.xml` and so on. */
export interface FeedDefinition {
  /** Unique name of the feed in reports and findings, for example `world`. */
  readonly name: string
  /**
   * Unique folder of the feed's documents in the published set; parts are separated by `/` and contain safe characters
   * only.
   */
  readonly path: string
  /**
   * Addresses of the documents that are not at `<path>/<file name>`, by file name: paths in the set. A path that ends
   * in `/` is served at the address of its folder.
   */
  readonly documents?: Readonly<Record<string, string>>
  readonly id: string
  /** Set if the settings state the id; otherwise the published one is kept. */
  readonly hasOwnId?: true
  readonly title: string
  readonly description: string
  readonly homeUrl: string
  /** Absolute URL of the published set, ending in `/`. */
  readonly baseUrl: string
  readonly language: string
  readonly selection: Selection
  /** Maximum number of items in the feed. */
  readonly limit: number
  readonly content: ContentPolicy
  /** A truncated excerpt ends in a link to the whole article. */
  readonly continueReading?: true
  /** The lead image of an item is added as a figure at the beginning of its text, if the text does not show it. */
  readonly leadFigure?: true
  /** Names of the published formats, in the order of the format list. */
  readonly formats: readonly string[]
  /** Maximum size of one document, in bytes. */
  readonly maxBytes: number
  readonly retraction: RetractionPolicy
  /** Number of days for which a tombstone is kept. */
  readonly tombstoneDays: number
  /**
   * Maximum number of new items that are older than the newest item of the previous build; if there are more, the feed
   * is held.
   */
  readonly maxLateItems: number
  /** Number of items in each RFC 5005 archive document; absent if there are none. */
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
  /**
   * Generated for a tag, author or language of the articles: published only when it has an item, so that the tag is not
   * revealed earlier.
   */
  readonly generated?: true
  /** Names of feeds with the same content in another language. */
  readonly translations: readonly string[]
}
