import type { ArticleHead } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { ArticleMemory } from './catalog.ts'

/** What readers were told of an article that the catalog does not know. */
export interface PublishedArticle {
  readonly url: string
  readonly published: Instant
  readonly updated: Instant
  /** Of the text they were told; absent where that is not known. */
  readonly contentHash?: string
  /** Since when they are told that it is gone. */
  readonly goneSince?: Instant
}

/** What readers of the target have, by id: what a lost catalog knew of it. */
export interface PublishedArticles {
  /** Whether anything was published there. */
  readonly isAny: boolean
  of(id: string): PublishedArticle | undefined
  /** The same of articles that stand in archive pages only; reads these pages. */
  inArchives(id: string): Promise<PublishedArticle | undefined>
}

/** The memory of an article as readers know it. */
export function memoryOf(id: string, told: PublishedArticle, article: ArticleHead): ArticleMemory {
  const { published, updated, contentHash, goneSince } = told
  return {
    id,
    firstSeen: published,
    published,
    release: published,
    contentHash: contentHash ?? article.contentHash,
    // Under an embargo it was published at another moment than the one it states.
    ...(article.published !== undefined &&
      article.embargoedUntil !== undefined && { dated: article.published }),
    ...(updated > published && { changed: updated }),
    ...(goneSince !== undefined && { takenAway: goneSince }),
  }
}
