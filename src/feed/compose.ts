import type { ArticleEntry, Author, Media } from '../article/article.ts'
import { continueReading } from '../article/html/continue-reading.ts'
import { leadFigure, showsPicture } from '../article/html/lead-figure.ts'
import { type Instant, latest } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { FeedDefinition } from './definition.ts'
import type { Category, Enclosure, FeedDocument, Item, Tombstone } from './document.ts'
import { documentUrl } from './document-path.ts'
import { isTeaser } from './selection.ts'

/** The body of an article in the forms that a feed needs; see `article/body.ts`. */
export interface ItemBody {
  readonly contentHtml: string
  readonly excerptHtml: string
  /** Used if the article states no summary. */
  readonly summary: string
  /** For an article with an audience, the summary of the part before its paywall mark. */
  readonly teaser?: string
  readonly firstImage?: Media
  /** Findings from rendering. */
  readonly findings?: readonly Finding[]
}

/** The data about a format that composing needs: the address of its document of this feed. */
export interface DocumentPlace {
  readonly fileName: string
  readonly mediaType: string
}

/** The content of a feed, independent of the format. */
export interface FeedContents {
  readonly items: readonly Item[]
  readonly tombstones: readonly Tombstone[]
}

function enclosureOf({ url, type, length, title }: Media): Enclosure[] {
  if (type === undefined) return []
  return [{ url, type, ...(length !== undefined && { length }), ...(title !== undefined && { title }) }]
}

/**
 * Composes one article as an item of the feed. An article without authors has those of the feed.
 *
 * The lead image is the article's own or else the first of its body. If the item's text does not show it, and the feed
 * adds no figure, it becomes an enclosure as well, provided that its length is known and the article has no enclosure,
 * because some readers look only there; with a text that shows it, they would show it twice. An `updated` after `now`
 * is ignored.
 */
export function composeItem(entry: ArticleEntry, body: ItemBody, feed: FeedDefinition, now: Instant): Item {
  if (isTeaser(feed.selection, entry)) return teaserOf(entry, body, feed, now)
  const image = entry.image ?? body.firstImage
  const own = entry.enclosures.flatMap(enclosureOf)
  const text = textOf(entry, body, feed)
  const isShown = image !== undefined && showsPicture(text, image.url)
  const isFigure = image !== undefined && !isShown && text !== '' && feed.leadFigure === true
  const contentHtml = isFigure ? leadFigure(image) + text : text
  const isFile = own.length === 0 && image?.length !== undefined && !isShown && !isFigure
  const enclosures = isFile ? enclosureOf(image) : own
  const summary = entry.summary ?? body.summary
  return {
    ...headOf(entry, summary, now),
    ...(contentHtml === '' ? {} : { contentHtml }),
    authors: authorsOf(entry, feed),
    categories: entry.tags.map((term): Category => ({ term })),
    ...(image === undefined ? {} : { image }),
    enclosures,
    ...languageOf(entry, feed),
  }
}

/**
 * The public item for an article with an audience: without text, files, and pictures that only the audience may see.
 */
function teaserOf(entry: ArticleEntry, body: ItemBody, feed: FeedDefinition, now: Instant): Item {
  const summary = entry.summary ?? body.teaser ?? ''
  const terms = [...entry.tags, ...(entry.audience === undefined ? [] : [entry.audience])]
  return {
    ...headOf(entry, summary, now),
    authors: authorsOf(entry, feed),
    categories: [...new Set(terms)].map((term): Category => ({ term })),
    enclosures: [],
    ...languageOf(entry, feed),
  }
}

function headOf(entry: ArticleEntry, summary: string, now: Instant) {
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    published: entry.published,
    updated: updatedAt(entry, now),
    ...(summary === '' ? {} : { summary }),
  }
}

const authorsOf = (entry: ArticleEntry, feed: FeedDefinition): readonly Author[] =>
  entry.authors.length > 0 ? entry.authors : feed.authors

/** The language of an item if it differs from the feed's. */
const languageOf = ({ language }: ArticleEntry, feed: FeedDefinition) =>
  language === undefined || language === feed.language ? {} : { language }

function updatedAt({ published, updated }: ArticleEntry, now: Instant): Instant {
  return updated <= now && updated >= published ? updated : published
}

/** The part of the text that the feed includes. */
function textOf(entry: ArticleEntry, body: ItemBody, feed: FeedDefinition): string {
  if (feed.content !== 'excerpt') return feed.content === 'full' ? body.contentHtml : ''
  const isWhole = body.excerptHtml === body.contentHtml
  return isWhole || feed.continueReading !== true
    ? body.excerptHtml
    : body.excerptHtml + continueReading(entry.url, entry.language ?? feed.language)
}

/**
 * The item that represents a withdrawn article in formats without tombstones. It repeats none of the article's content.
 */
export function composeNotice(
  seen: { readonly id: string; readonly url: string; readonly published: Instant },
  tombstone: Tombstone,
): Item {
  return {
    id: seen.id,
    url: seen.url,
    title: 'Article withdrawn',
    published: seen.published,
    updated: latest([tombstone.when, seen.published]) ?? seen.published,
    summary: tombstone.comment ?? 'This article has been withdrawn.',
    authors: [],
    categories: [],
    enclosures: [],
  }
}

/**
 * Composes the document of one format. `updated` is the newest moment in the content, independent of the clock; a feed
 * that was always empty uses `fallbackUpdated`.
 */
export function composeDocument(
  feed: FeedDefinition,
  contents: FeedContents,
  place: DocumentPlace,
  translations: readonly FeedDefinition[],
  fallbackUpdated: Instant,
): FeedDocument {
  return {
    id: feed.id,
    title: feed.title,
    description: feed.description,
    homeUrl: feed.homeUrl,
    selfUrl: documentUrl(feed, place.fileName),
    language: feed.language,
    updated: updatedOf(contents) ?? fallbackUpdated,
    authors: feed.authors,
    ...(feed.rights === undefined ? {} : { rights: feed.rights }),
    ...(feed.image === undefined ? {} : { image: feed.image }),
    ...(feed.iconUrl === undefined ? {} : { iconUrl: feed.iconUrl }),
    ...(feed.ttl === undefined ? {} : { ttl: feed.ttl }),
    hubUrls: feed.hubUrls,
    ...(feed.cloudUrl === undefined ? {} : { cloudUrl: feed.cloudUrl }),
    alternates: translations.map((other) => ({
      url: documentUrl(other, place.fileName),
      language: other.language,
      type: place.mediaType,
    })),
    tombstones: contents.tombstones,
    // Items with the same date remain in their given order.
    items: contents.items.toSorted((a, b) =>
      a.published < b.published ? 1 : a.published > b.published ? -1 : 0,
    ),
  }
}

/** The newest change among items and tombstones; undefined if there are none. */
export function updatedOf(contents: FeedContents): Instant | undefined {
  return latest([
    ...contents.items.map((item) => item.updated),
    ...contents.tombstones.map((one) => one.when),
  ])
}
