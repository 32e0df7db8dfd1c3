import type { ArticleEntry, ArticleHead } from '../article/article.ts'
import { clockInstant, type Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { Catalog, CatalogRecord } from './catalog.ts'
import type { ListingComparison } from './listing.ts'

/** Files are duplicated few at a time, so an import of many is not searched for copies. */
const MOST_NEW = 100

/** Recognizes copies of articles: files that somebody duplicated, by accident or as a backup. */
export interface Copies {
  /**
   * The key of the article of which a file that is not known as an article is a copy; undefined if it is none. Once left
   * out, a copy stays so while neither is removed and its own text is unchanged.
   *
   * @param record the record of the file, if it was left out before
   */
  originalOf(article: ArticleHead, record: CatalogRecord | undefined): string | undefined
  /** Records that an article was recognized in a new file in this run. */
  moved(article: ArticleHead): void
}

export function createCopies(
  catalog: Catalog,
  { changed, known, gone }: Pick<ListingComparison, 'changed' | 'known' | 'gone'>,
): Copies {
  const removed = new Set(gone)
  /** Where articles are since this run, by text. */
  const places = new Map<string, Place>()
  let unsettled: ReadonlySet<string> | undefined
  const isSearched = catalog.size().entries > 0 && changed.length - known.size <= MOST_NEW

  function original(article: ArticleHead): string | undefined {
    const { published } = article
    unsettled ??= new Set(changed.map(({ key }) => key))
    const changing = unsettled
    const isOriginal = (entry: ArticleEntry | undefined): entry is ArticleEntry =>
      entry !== undefined &&
      entry.key !== article.key &&
      !removed.has(entry.key) &&
      !changing.has(entry.key) &&
      isSame(entry, article)
    if (published === undefined) {
      // An article without a date has a finding that says so.
      for (const { entry, memory } of catalog.withFindings())
        if (memory.dated === undefined && isOriginal(entry)) return entry.key
      return undefined
    }
    for (const entry of catalog.entries({}, { published, firstSeen: LATEST, id: '' })) {
      if (entry.published !== published) return undefined
      if (isOriginal(entry)) return entry.key
    }
    return undefined
  }

  return {
    originalOf(article, record) {
      if (!isSearched || article.id !== undefined || article.status !== 'live') return undefined
      const { copyOf, memory } = record ?? {}
      if (copyOf !== undefined && memory?.contentHash === article.contentHash) {
        // Another file has the article now, and is the original from the next run on.
        if (removed.has(copyOf)) return copyOf
        const own = catalog.get(copyOf)?.entry?.key
        if (own !== undefined) return own
      }
      const place = places.get(article.contentHash)
      if (place?.published === article.published && place !== undefined && isSame(place, article))
        return place.key
      return original(article)
    },
    moved({ key, contentHash, status, section, language, audience, published }) {
      if (isSearched)
        places.set(contentHash, { key, contentHash, status, section, language, audience, published })
    },
  }
}

/** Sorts before all moments of the same date, which are ordered by the latest first seen. */
const LATEST = clockInstant(Date.UTC(2201, 0, 1))

type Place = Comparable & Pick<ArticleHead, 'key'> & { readonly published: Instant | undefined }

type Comparable = Pick<ArticleHead, 'status' | 'contentHash' | 'section'> & {
  readonly language?: string | undefined
  readonly audience?: string | undefined
}

/** Whether a live article is what another file has, apart from its date. */
export function isSame(entry: Comparable, article: ArticleHead): boolean {
  return (
    entry.status === 'live' &&
    entry.contentHash === article.contentHash &&
    entry.section === article.section &&
    entry.language === article.language &&
    entry.audience === article.audience
  )
}

export function articleCopied(file: string, original: string): Finding {
  return {
    code: 'article-copied',
    severity: 'error',
    message: `The article is a copy of ${original}: title, text, date and section are the same, or were; it is left out`,
    file,
    expected: 'an article of its own',
    fix: 'Delete the copy. If it will be another article, change its title, text or date, or give it an `id`.',
  }
}
