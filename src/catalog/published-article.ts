import type { ArticleHead } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { ArticleMemory } from './catalog.ts'

/** Published data about an article that the catalog does not have. */
export interface PublishedArticle {
  readonly url: string
  readonly published: Instant
  readonly updated: Instant
  /** Hash of the published text; absent if unknown. */
  readonly contentHash?: string
  /** Since when the article is announced as removed. */
  readonly goneSince?: Instant
}

/** Published articles of the target by id, from which a lost catalog can be restored. */
export interface PublishedArticles {
  /** Whether anything was published there. */
  readonly isAny: boolean
  of(id: string): PublishedArticle | undefined
  /** The same for articles that are only in archive pages; reads these pages. */
  inArchives(id: string): Promise<PublishedArticle | undefined>
}

/** The memory of an article, reconstructed from what was published. */
export function memoryOf(id: string, known: PublishedArticle, article: ArticleHead): ArticleMemory {
  const { published, updated, contentHash, goneSince } = known
  return {
    id,
    firstSeen: published,
    published,
    release: published,
    contentHash: contentHash ?? article.contentHash,
    // An article with an embargo was published at another moment than the one it states.
    ...(article.published !== undefined &&
      article.embargoedUntil !== undefined && { dated: article.published }),
    ...(updated > published && { changed: updated }),
    ...(goneSince !== undefined && { takenAway: goneSince }),
  }
}
