import { absoluteUrl } from '../article/url.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { documentUrl } from '../feed/document-path.ts'
import type { FeedFormat } from '../formats/format.ts'

/** One document of a feed as pages link to it. */
export interface DocumentLink {
  /** Absolute URL, the one the document names as its own. */
  readonly url: string
  /** Registered media type, without parameters. */
  readonly type: string
  /** What people call the format, e.g. `RSS 2.0`. */
  readonly label: string
}

/** A feed and its documents, the one to recommend first. */
export interface FeedListing {
  readonly feed: FeedDefinition
  readonly documents: readonly DocumentLink[]
}

/** What pages say about the site that publishes the feeds. */
export interface PageSite {
  readonly title: string
  /** Absolute URL of the home page. */
  readonly url: string
  /** Absolute URL, ending in `/`, under which the published set is served. */
  readonly baseUrl: string
  /** BCP 47 tag. */
  readonly language: string
  /** Folder of the set in which the index and the pages of the feeds lie, ending in `/`; absent: the set itself. */
  readonly pagesPath?: string
}

/** A website on which people read feeds. */
export interface WebReader {
  readonly name: string
  /** Absolute URL that subscribes; the percent-encoded address of the feed is put behind it. */
  readonly subscribeUrl: string
}

export const WEB_READERS: readonly WebReader[] = [
  { name: 'Feedly', subscribeUrl: 'https://feedly.com/i/subscription/feed%2F' },
  { name: 'Inoreader', subscribeUrl: 'https://www.inoreader.com/?add_feed=' },
  { name: 'NewsBlur', subscribeUrl: 'https://www.newsblur.com/?url=' },
  { name: 'Feedbin', subscribeUrl: 'https://feedbin.com/?subscribe=' },
  { name: 'The Old Reader', subscribeUrl: 'https://theoldreader.com/feeds/subscribe?url=' },
]

/** Sends what is new in a feed by e-mail. */
export const MAIL_READER: WebReader = {
  name: 'Blogtrottr',
  subscribeUrl: 'https://blogtrottr.com/?subscribe=',
}

/** Feed readers that cost nothing and show no advertising, and the systems they run on. */
export const FREE_READERS: readonly {
  readonly name: string
  readonly systems: string
  readonly url: string
}[] = [
  { name: 'NetNewsWire', systems: 'iPhone, iPad, Mac', url: 'https://netnewswire.com/' },
  { name: 'Feeder', systems: 'Android', url: 'https://github.com/spacecowboy/Feeder' },
  { name: 'Thunderbird', systems: 'Windows, Mac, Linux', url: 'https://www.thunderbird.net/' },
]

/** Where the files for people stand in the published set; the page of a feed is {@link pagePath}. */
export const PAGE_FILES = {
  index: 'index.html',
  styles: 'feeds.css',
  opml: 'feeds.opml',
  newsSitemap: 'news-sitemap.xml',
  autodiscovery: 'autodiscovery.txt',
} as const

/** Path of a feed's page in the published set. */
export function pagePath(feed: { readonly path: string }, { pagesPath = '' }: PagePlace): string {
  return `${pagesPath}${feed.path}/index.html`
}

/** Path of the index of all feeds. */
export function indexPath({ pagesPath = '' }: PagePlace): string {
  return `${pagesPath}${PAGE_FILES.index}`
}

type PagePlace = Pick<PageSite, 'pagesPath'>

/** Absolute URL of a feed's page, without the file name. */
export function pageUrl(
  feed: { readonly baseUrl: string; readonly path: string },
  { pagesPath = '' }: PagePlace,
): string {
  return documentUrl({ ...feed, path: pagesPath + feed.path }, '')
}

/** Relative URL from a page in this folder of the set (ending in `/`, or empty) to the set's root. */
export function rootFrom(folder: string): string {
  return '../'.repeat(folder.split('/').length - 1) || './'
}

/** The feed with a link to its document in each of `formats` that it is published in, in their order. */
export function listFeed(
  feed: FeedDefinition,
  formats: readonly Pick<FeedFormat, 'name' | 'fileName' | 'mediaType' | 'label'>[],
): FeedListing {
  const documents = formats
    .filter(({ name }) => feed.formats.includes(name))
    .map(({ fileName, mediaType, label }) => ({ url: documentUrl(feed, fileName), type: mediaType, label }))
  return { feed, documents }
}

/** Whether everybody may know of the feed. One for an audience stands in no list and is shown to no third party. */
export function isPublic(feed: FeedDefinition): boolean {
  return feed.selection.audience === undefined
}

/** The title without the name of the site, which the page says already: `Example Times: World` → `World`. */
export function shortTitle(feed: FeedDefinition, site: PageSite): string {
  const prefix = `${site.title}: `
  return feed.title.startsWith(prefix) && feed.title.length > prefix.length
    ? feed.title.slice(prefix.length)
    : feed.title
}

/**
 * A link to `url` from the page at `page` (absolute, ending in `/`): relative when it is below that page, so that it works
 * wherever the set is served, and from pages that have a folder of their own by way of the set's root; undefined for what
 * must not become a link.
 */
export function linkFrom(page: string, url: string, site?: PageSite): string | undefined {
  const absolute = webUrl(url)
  if (
    site?.pagesPath !== undefined &&
    absolute?.startsWith(site.baseUrl) === true &&
    page.startsWith(site.baseUrl)
  )
    return rootFrom(page.slice(site.baseUrl.length)) + absolute.slice(site.baseUrl.length)
  // The dot keeps a path that looks like a scheme or a host from becoming one.
  return absolute?.startsWith(page) ? `./${absolute.slice(page.length)}` : absolute
}

/** `url` when it is an absolute http(s) URL; all else must not become a link. */
export function webUrl(url: string | undefined): string | undefined {
  return url === undefined ? undefined : absoluteUrl(url, url)
}
