import type { ArticleHead } from '../article/article.ts'
import { isEdited } from '../article/content-hash.ts'
import type { Instant } from '../article/instant.ts'
import type { ArticleSource } from '../sources/source.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from './catalog.ts'
import type { Past } from './identity.ts'
import type { ListingComparison } from './listing.ts'
import type { Memories } from './memories.ts'
import { memoryOf, type PublishedArticle, type PublishedArticles } from './published-article.ts'
import type { ReadFile } from './reading.ts'

/** The data about a file's article from before this run. */
export interface PastArticle extends Pick<Past, 'memory' | 'lastRun' | 'written'> {
  /** The previous record: of the file, or of the file under its previous name. */
  readonly record?: CatalogRecord | undefined
  /** Set if the article is known only from the published set. */
  readonly restored?: {
    /** It was published at a different address: if two files have the same id, the other one takes precedence. */
    readonly isElsewhere: boolean
  }
}

/** The articles that were restored from the published set into an empty catalog. */
export interface Recovered {
  readonly count: number
  /** Keys of articles whose date could not be restored, so that they get today's. */
  readonly undated: readonly string[]
}

export interface PastArticles {
  /** The catalog was empty although articles are published: the state folder was lost, or is new for this target. */
  readonly isStateLost: boolean
  /** Searches the catalog, then the memories of removed files, then the published set, then the history of the source. */
  of(file: ReadFile): Promise<PastArticle>
  /** Keys of the new articles without a date whose history was not fetched. */
  readonly withoutHistory: readonly string[]
  /** Undefined if the state was not lost. */
  recovered(): Recovered | undefined
}

interface Knowledge {
  readonly catalog: Catalog
  readonly source: Pick<ArticleSource, 'written'>
  readonly listing: Pick<ListingComparison, 'known'>
  readonly memories: Memories
  readonly now: Instant
  readonly lastRun: Instant | undefined
  readonly published?: PublishedArticles | undefined
  /** All ids under which an article may have been published, the most likely one first. */
  idsOf(article: ArticleHead): readonly string[]
}

/** An article for which a memory was found in any of the places. */
interface KnownArticle extends PastArticle {
  readonly memory: ArticleMemory
}

export function createPastArticles({
  catalog,
  source,
  listing,
  memories,
  now,
  lastRun,
  published,
  idsOf,
}: Knowledge): PastArticles {
  const isStateLost = lastRun === undefined && published?.isAny === true
  const undated: string[] = []
  const withoutHistory: string[] = []
  let count = 0

  function recordedOf({ ref: { key }, article }: ReadFile): KnownArticle | undefined {
    const record = listing.known.has(key) ? catalog.get(key) : undefined
    if (record !== undefined) return { memory: record.memory, lastRun, record }
    const memory = memories.ofKey(key)
    if (memory !== undefined) return { memory, lastRun }
    const place = article && memories.claim(article)
    return place && { memory: place.memory, lastRun, record: place.record }
  }

  async function restoredOf(article: ArticleHead): Promise<KnownArticle | undefined> {
    if (published === undefined || !published.isAny) return undefined
    const asksArchives = isStateLost && article.published === undefined
    const found = await firstKnown(idsOf(article), published, asksArchives)
    if (found === undefined) return undefined
    const [id, known] = found
    if (isStateLost) count++
    return {
      memory: memoryOf(id, known, article),
      // Articles that were due by then are published.
      lastRun: known.published > now ? known.published : now,
      restored: { isElsewhere: known.url !== article.url },
    }
  }

  /**
   * Dates of an article from the history of its file; future dates are ignored. If the state was lost, an article that
   * states its date is treated as first seen then: as first seen now, it would precede published ones of the same date.
   */
  async function writtenDates(file: ReadFile): Promise<Past['written']> {
    const stated = isStateLost ? file.article?.published : undefined
    if (stated !== undefined && stated <= now) return { first: stated, last: stated }
    const written = isUndated(file) ? await source.written?.(file.ref.key) : undefined
    if (written === 'shallow') withoutHistory.push(file.ref.key)
    return written === undefined || written === 'shallow' || written.last > now ? undefined : written
  }

  /** When an article restored from the published set was edited: at its last commit, if that is later than published. */
  async function writtenSince(
    key: string,
    article: ArticleHead,
    memory: ArticleMemory,
  ): Promise<Past['written']> {
    const { contentHash, changed, published } = memory
    if (contentHash === undefined || !isEdited(contentHash, article.contentHash)) return undefined
    const written = await source.written?.(key)
    const known = changed ?? published
    if (written === undefined || written === 'shallow' || known === undefined) return undefined
    return written.last > known && written.last <= now ? written : undefined
  }

  return {
    isStateLost,
    withoutHistory,
    async of(file) {
      const { ref, article } = file
      const recorded = recordedOf(file)
      if (recorded !== undefined) return recorded
      const known = article && (await restoredOf(article))
      if (article !== undefined && known !== undefined)
        return { ...known, written: await writtenSince(ref.key, article, known.memory) }
      const written = await writtenDates(file)
      if (isStateLost && written === undefined && isUndated(file)) undated.push(ref.key)
      return { lastRun, written }
    },
    recovered: () => (isStateLost ? { count, undated } : undefined),
  }
}

const isUndated = ({ article, supporting }: ReadFile): boolean =>
  article !== undefined &&
  supporting === undefined &&
  article.published === undefined &&
  article.status === 'live'

async function firstKnown(
  ids: readonly string[],
  published: PublishedArticles,
  asksArchives: boolean,
): Promise<readonly [string, PublishedArticle] | undefined> {
  for (const id of ids) {
    const known = published.of(id) ?? (asksArchives ? await published.inArchives(id) : undefined)
    if (known !== undefined) return [id, known]
  }
  return undefined
}
