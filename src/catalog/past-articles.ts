import type { ArticleHead } from '../article/article.ts'
import { isEdited } from '../article/content-hash.ts'
import { statedId } from '../article/ids.ts'
import type { Instant } from '../article/instant.ts'
import { isReleased } from '../feed/selection.ts'
import type { ArticleSource } from '../sources/source.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from './catalog.ts'
import { type Copies, isSame } from './copies.ts'
import type { Past } from './identity.ts'
import type { ListingComparison } from './listing.ts'
import type { FormerPlace, Memories } from './memories.ts'
import type { MovedTexts } from './moved-texts.ts'
import { memoryOf, type PublishedArticle, type PublishedArticles } from './published-article.ts'
import type { ReadFile } from './reading.ts'

/** The data about a file's article from before this run. */
export interface PastArticle extends Pick<Past, 'memory' | 'lastRun' | 'written' | 'wasNeverPublic'> {
  /** The previous record: of the file, or of the file under its previous name. */
  readonly record?: CatalogRecord | undefined
  /** The record of another article that the file had before. */
  readonly replaced?: CatalogRecord | undefined
  /** Key of the article of which the file is a copy. */
  readonly copyOf?: string | undefined
  /** Set if the article is known only from the published set. */
  readonly restored?:
    | {
        /** In how many respects it is what was published: of two files with the same id, the closer one has it. */
        readonly likeness: number
      }
    | undefined
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
  /** What is published under an id, also in archive pages. */
  publishedAs(id: string): Promise<PublishedArticle | undefined>
  /** Undefined if the state was not lost. */
  recovered(): Recovered | undefined
}

interface Knowledge {
  readonly catalog: Catalog
  readonly source: Pick<ArticleSource, 'written'>
  readonly listing: Pick<ListingComparison, 'known'>
  readonly memories: Memories
  readonly movedTexts: Pick<MovedTexts, 'formerOf' | 'originalOf'>
  readonly copies: Copies
  readonly now: Instant
  readonly lastRun: Instant | undefined
  readonly published?: PublishedArticles | undefined
  /** Whether the catalog is not what was last published: the published set decides about changed files. */
  readonly isTakeover: boolean
  /** The last run before which another catalog had published. */
  readonly takenOver: Instant | undefined
  /** All ids under which an article may have been published, the most likely one first. */
  idsOf(article: ArticleHead): readonly string[]
  /** The key of a file that exists, and whose article may have the id. */
  fileOfId(article: ArticleHead, id: string): string | undefined
  /** Reads a file of the listing before it is its turn. */
  read(key: string): Promise<ReadFile | undefined>
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
  movedTexts,
  copies,
  now,
  lastRun,
  published,
  isTakeover,
  takenOver,
  idsOf,
  fileOfId,
  read,
}: Knowledge): PastArticles {
  const isStateLost = lastRun === undefined && published?.isAny === true
  const undated: string[] = []
  const withoutHistory: string[] = []
  let count = 0

  async function recordedOf(file: ReadFile): Promise<KnownArticle | undefined> {
    const { article } = file
    const { key } = file.ref
    const record = listing.known.has(key) ? catalog.get(key) : undefined
    if (record !== undefined && record.copyOf === undefined && !isAnother(file, record.memory)) {
      const former = article && (await movedTexts.formerOf(article))
      if (former !== undefined) return pastAt(former)
      return { memory: await memoryIn(record), lastRun, record }
    }
    const memory = record === undefined ? memories.ofKey(key) : undefined
    if (memory !== undefined && !isAnother(file, memory))
      return { memory: await asAnnounced(memory), lastRun }
    const place = article && (memories.claim(article) ?? (await movedTexts.formerOf(article)))
    if (article === undefined || place === undefined)
      return record?.copyOf === undefined ? undefined : { memory: record.memory, lastRun, record }
    copies.moved(article)
    return pastAt(place)
  }

  async function pastAt({ memory, record }: FormerPlace): Promise<KnownArticle> {
    return { memory: await (record === undefined ? asAnnounced(memory) : memoryIn(record)), lastRun, record }
  }

  async function memoryIn({ entry, memory }: CatalogRecord): Promise<ArticleMemory> {
    if (entry === undefined) return asAnnounced(memory)
    const wasPublic = lastRun === undefined || isReleased(entry, lastRun)
    // What an article states of itself is also done in archives, which need not be read.
    return wasPublic ? memory : sinceToldIn(memory, published?.of(entry.id))
  }

  /**
   * The memory of an article that was not public, with the moment at which its removal was announced to readers; without
   * one if they still have it.
   */
  async function asAnnounced(memory: ArticleMemory): Promise<ArticleMemory> {
    return sinceToldIn(memory, (await knownOf([memory.id ?? ''], false))?.[1])
  }

  /**
   * The first of the ids under which an article is published. One that is announced as removed by one feed may still be
   * in the archive of another.
   */
  async function knownOf(
    ids: readonly string[],
    asksArchives: boolean,
  ): Promise<readonly [string, PublishedArticle] | undefined> {
    for (const id of ids) {
      const head = published?.of(id)
      const asks = head === undefined ? asksArchives : head.goneSince !== undefined
      const known = (asks ? await published?.inArchives(id) : undefined) ?? head
      if (known !== undefined) return [id, known]
    }
    return undefined
  }

  /**
   * The published article whose own file is gone, and that has the address of this one, and its date or text; or else the
   * only one that has its text, and no other date, in the same feeds.
   */
  function renamed(article: ArticleHead): readonly [string, PublishedArticle] | undefined {
    if (published === undefined || article.id !== undefined) return undefined
    const isSameText = ({ contentHash }: PublishedArticle) =>
      contentHash !== undefined && article.contentHash.startsWith(contentHash)
    const isLeft = (id: string) => fileOfId(article, id) === undefined
    const id = published.idAt(article.url)
    const there = id === undefined || !isLeft(id) ? undefined : published.of(id)
    if (id !== undefined && there !== undefined)
      if (isSameText(there) || article.published === there.published) return [id, there]
    const found = published
      .withText(article.contentHash)
      .filter(
        ([id, known]) =>
          isSameText(known) &&
          (article.published === undefined || article.published === known.published) &&
          published.isInFeedsOf(article, id, known.published) &&
          isLeft(id),
      )
    return found.length === 1 ? found[0] : undefined
  }

  /** The key of the file of a published article of which a new file is a copy; the catalog does not know either. */
  async function publishedOriginalOf(article: ArticleHead): Promise<string | undefined> {
    if (published === undefined || article.id !== undefined || article.status !== 'live') return undefined
    for (const [id] of published.withText(article.contentHash)) {
      const key = fileOfId(article, id)
      const original = key === undefined || key === article.key ? undefined : (await read(key))?.article
      if (original?.published === article.published && original !== undefined && isSame(original, article))
        return key
    }
    return undefined
  }

  function likenessOf(article: ArticleHead, id: string, known: PublishedArticle): number {
    const { url, contentHash } = known
    const isSameText = contentHash !== undefined && article.contentHash.startsWith(contentHash)
    const isInSameFeeds = published?.isInFeedsOf(article, id, known.published) === true
    return [url === article.url, isSameText, isInSameFeeds].filter(Boolean).length
  }

  async function restoredOf(
    { article, id: statedId }: ReadFile,
    asksArchives: boolean,
  ): Promise<KnownArticle | undefined> {
    if (published === undefined || !published.isAny) return undefined
    const ids = article !== undefined ? idsOf(article) : statedId !== undefined ? [statedId] : []
    const own = await knownOf(ids, asksArchives)
    const found = own ?? (article && renamed(article))
    if (found === undefined) return undefined
    const [id, known] = found
    const likeness = article === undefined ? 0 : likenessOf(article, id, known)
    if (isStateLost) count++
    return {
      memory: memoryOf(id, known, article ?? {}),
      // Articles that were due by then are published.
      lastRun: known.published > now ? known.published : now,
      // A file that states the id, or has it by its name, has the better claim.
      restored: { likeness: own === undefined ? likeness / 4 : likeness },
    }
  }

  /**
   * Dates of an article from the history of its file; future dates are ignored. If the state was lost, an article that
   * states its date and may have been published before is treated as first seen then: as first seen now, it would
   * precede published ones of the same date.
   */
  async function writtenDates(file: ReadFile): Promise<Past['written']> {
    const { article } = file
    const stated = isStateLost ? article?.published : undefined
    if (
      article !== undefined &&
      stated !== undefined &&
      stated <= now &&
      published?.wouldHave(article, stated) !== true
    )
      return { first: stated, last: stated }
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

  async function pastOf(file: ReadFile): Promise<PastArticle> {
    const { ref, article } = file
    const recorded = await recordedOf(file)
    const isUnknown = recorded === undefined || recorded.memory.id === undefined
    if (!isUnknown && !isTakeover) return recorded
    const wasThere =
      recorded !== undefined && takenOver !== undefined && recorded.memory.firstSeen <= takenOver
    const known = await restoredOf(file, isTakeover || wasThere)
    if (known !== undefined) {
      const written = article && (await writtenSince(ref.key, article, known.memory))
      const isSame = recorded?.memory.id === known.memory.id
      return { ...known, written, record: recorded?.record, restored: isSame ? undefined : known.restored }
    }
    const copyOf =
      article &&
      (copies.originalOf(article, recorded?.record) ??
        (await movedTexts.originalOf(article)) ??
        (isStateLost ? await publishedOriginalOf(article) : undefined))
    if (recorded !== undefined) return { ...recorded, copyOf }
    const written = await writtenDates(file)
    if (isStateLost && written === undefined && copyOf === undefined && isUndated(file)) undated.push(ref.key)
    const wasNeverPublic =
      article !== undefined && published?.wouldHave(article, article.published ?? now) === true
    return { lastRun, written, wasNeverPublic, copyOf }
  }

  return {
    isStateLost,
    withoutHistory,
    async of(file) {
      const past = await pastOf(file)
      const record = listing.known.has(file.ref.key) ? catalog.get(file.ref.key) : undefined
      return record !== undefined && isAnother(file, record.memory) ? { ...past, replaced: record } : past
    },
    publishedAs: async (id) => (await knownOf([id], true))?.[1],
    recovered: () => (isStateLost ? { count, undated } : undefined),
  }
}

function sinceToldIn(memory: ArticleMemory, known: PublishedArticle | undefined): ArticleMemory {
  if (known === undefined) return memory
  const { takenAway: _takenAway, ...others } = memory
  const { goneSince } = known
  return goneSince === undefined ? others : { ...others, takenAway: goneSince }
}

/** Whether the file, even if it cannot be used, now has another article than the one in its memory. */
function isAnother(file: ReadFile, { id }: ArticleMemory): boolean {
  const stated = file.article ?? file
  return (
    stated.id !== undefined &&
    stated.published !== undefined &&
    id !== undefined &&
    statedId(stated.id) !== statedId(id)
  )
}

const isUndated = ({ article, doubt }: ReadFile): boolean =>
  article !== undefined && doubt === undefined && article.published === undefined && article.status === 'live'
