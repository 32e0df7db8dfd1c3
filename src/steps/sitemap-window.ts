import type { ArticleEntry } from '../article/article.ts'
import { type Instant, instantFromMs, instantToMs } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { NEWS_WINDOW_MS } from '../pages/news-window.ts'

/** The articles that became public within the time window of the news sitemap. */
export function newsIn(catalog: Pick<Catalog, 'due'>, now: Instant): readonly ArticleEntry[] {
  const before = instantFromMs(instantToMs(now) - NEWS_WINDOW_MS - 1000)
  return before === undefined ? [] : [...catalog.due(before, now)]
}

/** Whether an article left the news sitemap between two moments, which no change indicates. */
export function isSitemapDue(catalog: Pick<Catalog, 'nextRelease'>, since: Instant, now: Instant): boolean {
  const before = instantFromMs(instantToMs(since) - NEWS_WINDOW_MS - 1000)
  const first = before === undefined ? undefined : catalog.nextRelease(before)
  return first !== undefined && instantToMs(first) + NEWS_WINDOW_MS < instantToMs(now)
}
