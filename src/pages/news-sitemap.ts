import type { ArticleEntry } from '../article/article.ts'
import { primaryLanguage } from '../article/direction.ts'
import { type Instant, instantToMs } from '../article/instant.ts'
import { plainLine } from '../article/text.ts'
import { byNewest, isReleased, releaseOf } from '../feed/selection.ts'
import { type PageSite, webUrl } from './listing.ts'
import { type Markup, markup } from './markup.ts'
import { NEWS_WINDOW_MS } from './news-window.ts'

/** Maximum number of articles that Google accepts. */
const MOST = 1000

/**
 * `news-sitemap.xml` (sitemaps.org 0.9 with Google's news extension): the articles that became public within the two
 * days before `now`, newest first, at most 1,000, each address once; if there are none, the home page. Articles for an
 * audience, those excluded from search engines, drafts, withdrawn and embargoed ones are always left out.
 */
export function newsSitemap(articles: readonly ArticleEntry[], site: PageSite, now: Instant): string {
  const earliest = instantToMs(now) - NEWS_WINDOW_MS
  const shown = new Map<string, ArticleEntry>()
  for (const article of articles.toSorted(byRelease)) {
    const url = webUrl(article.url)
    const isNews = isReleased(article, now) && instantToMs(releaseOf(article)) >= earliest
    const isHidden = article.audience !== undefined || article.noindex === true
    if (url === undefined || shown.has(url) || !isNews || isHidden) continue
    shown.set(url, article)
    if (shown.size === MOST) break
  }
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${shown.size === 0 ? quietElement(site) : [...shown].map(([url, article]) => newsElement(url, article, site))}
</urlset>
`.source
}

/** Search consoles report a list without addresses as an error, which days without news are not. */
function quietElement(site: PageSite): Markup | undefined {
  const url = webUrl(site.url)
  return url === undefined ? undefined : markup`<url>\n<loc>${url}</loc>\n</url>`
}

function newsElement(url: string, article: ArticleEntry, site: PageSite): Markup {
  return markup`<url>
<loc>${url}</loc>
<news:news>
<news:publication>
<news:name>${plainLine(site.title)}</news:name>
<news:language>${newsLanguage(article.language ?? site.language)}</news:language>
</news:publication>
<news:publication_date>${releaseOf(article)}</news:publication_date>
<news:title>${plainLine(article.title)}</news:title>
</news:news>
</url>`
}

function byRelease(one: ArticleEntry, other: ArticleEntry): number {
  return byNewest({ id: one.id, published: releaseOf(one) }, { id: other.id, published: releaseOf(other) })
}

/** ISO 639 code; for Chinese, Google requires `zh-cn` or `zh-tw`. */
function newsLanguage(tag: string): string {
  const primary = primaryLanguage(tag)
  if (primary !== 'zh') return primary
  return /-(?:hant|tw|hk|mo)\b/i.test(tag) ? 'zh-tw' : 'zh-cn'
}
