import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import type { FeedFormat } from '../formats/format.ts'
import type { CandidateFeed } from '../gate/candidate.ts'
import { autodiscovery } from '../pages/autodiscovery.ts'
import { feedPage } from '../pages/feed-page.ts'
import { feedsOpml } from '../pages/feeds-opml.ts'
import { feedsPage } from '../pages/feeds-page.ts'
import { indexPath, listFeed, PAGE_FILES, type PageSite, pagePath } from '../pages/listing.ts'
import { newsSitemap } from '../pages/news-sitemap.ts'
import { FEEDS_CSS } from '../pages/styles.ts'
import type { OutgoingFile } from '../targets/publication.ts'

/** The inputs of pages in addition to the feeds. */
export interface PageFacts {
  readonly site: PageSite
  readonly formats: readonly FeedFormat[]
  /** All feeds that are or will be public. */
  readonly feeds: readonly FeedDefinition[]
}

const encoder = new TextEncoder()

/** The page of one feed for people, with the content of its documents. */
export function feedPageFile({ feed, seen, files }: CandidateFeed, pages: PageFacts): OutgoingFile {
  const said = files[0]?.document.items ?? []
  const known = new Set(seen.items.map(({ id }) => id))
  const text = feedPageText(
    feed,
    said.filter(({ id }) => known.has(id)),
    pages,
    seen.updated,
  )
  return {
    path: pagePath(feed, pages.site),
    mediaType: 'text/html',
    rank: 'index',
    feed: feed.name,
    bytes: encoder.encode(text),
  }
}

/** The page of a feed with these items. */
export function feedPageText(
  feed: FeedDefinition,
  items: readonly Item[],
  { site, formats, feeds }: PageFacts,
  updated: Instant,
): string {
  const { documents } = listFeed(feed, formats)
  const translations = feeds.filter(({ name }) => feed.translations.includes(name))
  return feedPage(
    feed,
    items,
    documents,
    site,
    translations.map((one) => listFeed(one, formats)),
    updated,
  )
}

/**
 * The files that belong to no single feed.
 *
 * @param news the articles for the news sitemap, of all sections
 */
export function indexFiles(
  { site, formats, feeds }: PageFacts,
  news: readonly ArticleEntry[],
  now: Instant,
): readonly OutgoingFile[] {
  const listings = feeds.map((feed) => listFeed(feed, formats))
  const file = (path: string, mediaType: string, text: string): OutgoingFile => {
    return { path, mediaType, rank: 'index', bytes: encoder.encode(text) }
  }
  return [
    file(indexPath(site), 'text/html', feedsPage(listings, site)),
    file(PAGE_FILES.styles, 'text/css', FEEDS_CSS),
    file(PAGE_FILES.opml, 'text/x-opml', feedsOpml(listings, site)),
    file(PAGE_FILES.autodiscovery, 'text/plain', autodiscovery(listings, site)),
    file(PAGE_FILES.newsSitemap, 'application/xml', newsSitemap(news, site, now)),
  ]
}
