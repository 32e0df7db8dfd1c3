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

/** What was known of a file's article before the file was read in this run. */
export interface PastArticle extends Pick<Past, 'memory' | 'lastRun' | 'written'> {
  /** Its record until now: that of the file, or of the file that it was before. */
  readonly record?: CatalogRecord | undefined
  /** Set where nothing but what readers have is known of it. */
  readonly told?: {
    /** They know it under another address: of two files with one id, this one has the lesser claim. */
    readonly isElsewhere: boolean
  }
}

/** How many articles are known again, where the catalog had nothing and readers have something. */
export interface Recovered {
  readonly count: number
  /** Keys of articles that get today's date. */
  readonly undated: readonly string[]
}

export interface PastArticles {
  /** Nothing was remembered, and readers have something: the state folder was lost, or is new to this target. */
  readonly isStateLost: boolean
  /** Asks the catalog, then what is remembered of vanished files, then what readers have, then the source's history. */
  of(file: ReadFile): Promise<PastArticle>
  /** Undefined where the state was not lost. */
  recovered(): Recovered | undefined
}

interface Knowledge {
  readonly catalog: Catalog
  readonly source: Pick<ArticleSource, 'written'>
  readonly listing: Pick<ListingComparison, 'known'>
  readonly memories: Memories
  readonly now: Instant
  readonly lastRun: Instant | undefined
  readonly told?: PublishedArticles | undefined
  /** All ids under which readers may know an article, the likeliest first. */
  idsOf(article: ArticleHead): readonly string[]
}

/** An article of which a memory exists, wherever it comes from. */
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
  told,
  idsOf,
}: Knowledge): PastArticles {
  const isStateLost = lastRun === undefined && told?.isAny === true
  const undated: string[] = []
  let count = 0

  function recordedOf({ ref: { key }, article }: ReadFile): KnownArticle | undefined {
    const record = listing.known.has(key) ? catalog.get(key) : undefined
    if (record !== undefined) return { memory: record.memory, lastRun, record }
    const memory = memories.ofKey(key)
    if (memory !== undefined) return { memory, lastRun }
    const place = article && memories.claim(article)
    return place && { memory: place.memory, lastRun, record: place.record }
  }

  async function toldOf(article: ArticleHead): Promise<KnownArticle | undefined> {
    if (told === undefined || !told.isAny) return undefined
    const asksArchives = isStateLost && article.published === undefined
    const found = await firstKnown(idsOf(article), told, asksArchives)
    if (found === undefined) return undefined
    const [id, known] = found
    if (isStateLost) count++
    return {
      memory: memoryOf(id, known, article),
      // What was due by then, readers have.
      lastRun: known.published > now ? known.published : now,
      told: { isElsewhere: known.url !== article.url },
    }
  }

  /**
   * Of an article that nothing else dates; a date that has not come is none. Where the state was lost, an article that
   * states its date was here before: seen first now, it would come before what readers have of the same date.
   */
  async function writtenDates(file: ReadFile): Promise<Past['written']> {
    const stated = isStateLost ? file.article?.published : undefined
    if (stated !== undefined && stated <= now) return { first: stated, last: stated }
    const written = isUndated(file) ? await source.written?.(file.ref.key) : undefined
    return written === undefined || written.last > now ? undefined : written
  }

  /** When an article was edited of which only what readers have is known: its last commit, where that is later than theirs. */
  async function writtenSince(
    key: string,
    article: ArticleHead,
    memory: ArticleMemory,
  ): Promise<Past['written']> {
    const { contentHash, changed, published } = memory
    if (contentHash === undefined || !isEdited(contentHash, article.contentHash)) return undefined
    const written = await source.written?.(key)
    const known = changed ?? published
    return written !== undefined && known !== undefined && written.last > known && written.last <= now
      ? written
      : undefined
  }

  return {
    isStateLost,
    async of(file) {
      const { ref, article } = file
      const recorded = recordedOf(file)
      if (recorded !== undefined) return recorded
      const known = article && (await toldOf(article))
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
  told: PublishedArticles,
  asksArchives: boolean,
): Promise<readonly [string, PublishedArticle] | undefined> {
  for (const id of ids) {
    const known = told.of(id) ?? (asksArchives ? await told.inArchives(id) : undefined)
    if (known !== undefined) return [id, known]
  }
  return undefined
}
