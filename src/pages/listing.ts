import { absoluteUrl } from '../article/url.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { documentUrl } from '../feed/document-path.ts'
import type { FeedFormat } from '../formats/format.ts'

/** One document of a feed, for links on pages. */
export interface DocumentLink {
  /** Absolute URL, which the document states as its own. */
  readonly url: string
  /** Registered media type, without parameters. */
  readonly type: string
  /** Name of the format for people, for example `RSS 2.0`. */
  readonly label: string
}

/** A feed and its documents, the recommended one first. */
export interface FeedListing {
  readonly feed: FeedDefinition
  readonly documents: readonly DocumentLink[]
}

/** Site data for pages. */
export interface PageSite {
  readonly title: string
  /** Absolute URL of the home page. */
  readonly url: string
  /** Absolute URL of the published set, ending in `/`. */
  readonly baseUrl: string
  /** BCP 47 tag. */
  readonly language: string
  /** Folder in the set for the index and the pages of the feeds, ending in `/`; absent if it is the set itself. */
  readonly pagesPath?: string
}

/** A web-based feed reader. */
export interface WebReader {
  readonly name: string
  /** Absolute URL for subscribing; the percent-encoded address of the feed is appended. */
  readonly subscribeUrl: string
}

export const WEB_READERS: readonly WebReader[] = [
  { name: 'Feedly', subscribeUrl: 'https://feedly.com/i/subscription/feed%2F' },
  { name: 'Inoreader', subscribeUrl: 'https://www.inoreader.com/?add_feed=' },
  { name: 'NewsBlur', subscribeUrl: 'https://www.newsblur.com/?url=' },
  { name: 'Feedbin', subscribeUrl: 'https://feedbin.com/?subscribe=' },
  { name: 'The Old Reader', subscribeUrl: 'https://theoldreader.com/feeds/subscribe?url=' },
]

/** Sends new items of a feed by e-mail. */
export const MAIL_READER: WebReader = {
  name: 'Blogtrottr',
  subscribeUrl: 'https://blogtrottr.com/?subscribe=',
}

/** Free feed readers without advertising, and their operating systems. */
export const FREE_READERS: readonly {
  readonly name: string
  readonly systems: string
  readonly url: string
}[] = [
  { name: 'NetNewsWire', systems: 'iPhone, iPad, Mac', url: 'https://netnewswire.com/' },
  { name: 'Feeder', systems: 'Android', url: 'https://github.com/spacecowboy/Feeder' },
  { name: 'Thunderbird', systems: 'Windows, Mac, Linux', url: 'https://www.thunderbird.net/' },
]

/** Paths of the files for people in the published set; the page of a feed is {@link pagePath}. */
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

/** Relative URL from a page in this folder of the set (ending in `/`, or empty) to the root of the set. */
export function rootFrom(folder: string): string {
  return '../'.repeat(folder.split('/').length - 1) || './'
}

/** The feed with a link to its document in each of its formats, in the order of `formats`. */
export function listFeed(
  feed: FeedDefinition,
  formats: readonly Pick<FeedFormat, 'name' | 'fileName' | 'mediaType' | 'label'>[],
): FeedListing {
  const documents = formats
    .filter(({ name }) => feed.formats.includes(name))
    .map(({ fileName, mediaType, label }) => ({ url: documentUrl(feed, fileName), type: mediaType, label }))
  return { feed, documents }
}

/** Whether the feed is public. A feed for an audience is in no list and is not revealed to third parties. */
export function isPublic(feed: FeedDefinition): boolean {
  return feed.selection.audience === undefined
}

/** The title without the name of the site, which is already on the page: `Example Times: World` → `World`. */
export function shortTitle(feed: FeedDefinition, site: PageSite): string {
  const prefix = `${site.title}: `
  return feed.title.startsWith(prefix) && feed.title.length > prefix.length
    ? feed.title.slice(prefix.length)
    : feed.title
}

/**
 * A link to `url` from the page at `page` (absolute, ending in `/`): relative if it is below that page, so that it
 * works wherever the set is served, and from pages with a folder of their own via the root of the set; undefined if it
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
  // The dot prevents a path from being parsed as a scheme or a host.
  return absolute?.startsWith(page) ? `./${absolute.slice(page.length)}` : absolute
}

/** `url` if it is an absolute http(s) URL; everything else must not become a link. */
export function webUrl(url: string | undefined): string | undefined {
  return url === undefined ? undefined : absoluteUrl(url, url)
}
