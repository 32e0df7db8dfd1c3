import type { ArticleEntry, ArticleHead } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { ArticleMemory } from './catalog.ts'

/** Published data about an article that the catalog does not have. */
export interface PublishedArticle extends Pick<Partial<ArticleEntry>, 'firstSeen' | 'ahead' | 'returned'> {
  readonly url: string
  readonly published: Instant
  readonly updated: Instant
  /** Hash of the published text, possibly abbreviated; absent if unknown. */
  readonly contentHash?: string
  /** Since when the article is announced as removed. */
  readonly goneSince?: Instant
}

/** Published articles of the target by id, from which a lost catalog can be restored. */
export interface PublishedArticles {
  /** Whether anything was published there. */
  readonly isAny: boolean
  of(id: string): PublishedArticle | undefined
  /** The id of the only article with this address that is not announced as removed. */
  idAt(url: string): string | undefined
  /** Those that are not announced as removed and may have the text with this hash, with their ids. */
  withText(contentHash: string): readonly (readonly [id: string, article: PublishedArticle])[]
  /** The same as {@link of} for articles that are only in archive pages; reads these pages. */
  inArchives(id: string): Promise<PublishedArticle | undefined>
  /** Whether the article belongs to the feeds that have the one with this id and date, and to no other. */
  isInFeedsOf(article: ArticleHead, id: string, published: Instant): boolean
  /** Whether a document would have the article if it had been published with this date. */
  wouldHave(article: ArticleHead, published: Instant): boolean
}

/** The memory of an article, reconstructed from what was published. */
export function memoryOf(
  id: string,
  known: PublishedArticle,
  article: Pick<ArticleHead, 'published' | 'embargoedUntil'> & Partial<Pick<ArticleHead, 'contentHash'>>,
): ArticleMemory {
  const { published, updated, goneSince, ahead, returned } = known
  const contentHash = known.contentHash ?? article.contentHash
  return {
    id,
    firstSeen: known.firstSeen ?? published,
    published,
    release: published,
    ...(contentHash !== undefined && { contentHash }),
    // An article with an embargo was published at another moment than the one it states.
    ...(article.published !== undefined &&
      article.embargoedUntil !== undefined && { dated: article.published }),
    ...(updated > published && updated !== returned && { changed: updated }),
    ...(ahead !== undefined && { ahead }),
    ...(returned !== undefined && { returned }),
    ...(goneSince !== undefined && { takenAway: goneSince }),
  }
}
