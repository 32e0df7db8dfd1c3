import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { isReleased } from '../feed/selection.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'
import { publishedArticlesIn } from './published-articles.ts'

/**
 * Whether the date of an article is, or was, visible to readers of the target: the article is in a feed, among
 * withdrawn articles, or in an archive; or it was in a feed that had a place for it when it was new.
 */
export function shownDates(
  parts: Parts,
  published: PublishedSet | undefined,
  publishedAt: Instant | undefined,
): (entry: ArticleEntry) => Promise<boolean> {
  const told = publishedArticlesIn(parts, published)
  let shown: ReadonlySet<string> | undefined
  return async ({ id, published }) => {
    const known = told.of(id) ?? (await told.inArchives(id))
    if (known !== undefined) return known.published === published
    shown ??= shownOnce()
    return shown.has(id)
  }

  /** Of the articles that were new in one run, each feed contained the newest, up to its limit. */
  function shownOnce(): ReadonlySet<string> {
    const ids = new Set<string>()
    if (publishedAt === undefined) return ids
    const names = new Set(published?.feeds.map(({ name }) => name))
    const feeds = parts.defineFeeds(parts.catalog.vocabulary()).value ?? []
    for (const { name, selection, limit } of feeds) {
      if (!names.has(name)) continue
      const together = new Map<Instant, number>()
      for (const entry of parts.catalog.entries(selection)) {
        if (entry.firstSeen > publishedAt || !isReleased(entry, publishedAt)) continue
        const before = together.get(entry.firstSeen) ?? 0
        together.set(entry.firstSeen, before + 1)
        if (before < limit) ids.add(entry.id)
      }
    }
    return ids
  }
}
