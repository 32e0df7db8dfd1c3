import type { ArticleEntry, Author, Media } from '../article/article.ts'
import { continueReading } from '../article/continue-reading.ts'
import { type Instant, latest } from '../article/instant.ts'
import { leadFigure, showsPicture } from '../article/lead-figure.ts'
import type { Finding } from '../finding.ts'
import type { FeedDefinition } from './definition.ts'
import type { Category, Enclosure, FeedDocument, Item, Tombstone } from './document.ts'
import { documentUrl } from './document-path.ts'
import { isTeaser } from './selection.ts'

/** An article's body as a feed can say it; see `article/body.ts`. */
export interface ItemBody {
  readonly contentHtml: string
  readonly excerptHtml: string
  /** Stands in for a summary the article does not state. */
  readonly summary: string
  /** Of an article for an audience, the same of what stands before its paywall mark. */
  readonly teaser?: string
  readonly firstImage?: Media
  /** What was remarked while it was rendered. */
  readonly findings?: readonly Finding[]
}

/** What composing needs to know of a format: where its document of this feed is served. */
export interface DocumentPlace {
  readonly fileName: string
  readonly mediaType: string
}

/** Everything a feed says, whatever the format. */
export interface FeedContents {
  readonly items: readonly Item[]
  readonly tombstones: readonly Tombstone[]
}

function enclosureOf({ url, type, length, title }: Media): Enclosure[] {
  if (type === undefined) return []
  return [{ url, type, ...(length !== undefined && { length }), ...(title !== undefined && { title }) }]
}

/**
 * States one article as an item of the feed. Its authors are the feed's where it names none.
 *
 * The lead image is the article's own or else the first of its body. Where the text of the item does not show it, and the
 * feed puts no figure there, it is an enclosure too if its length is known and the article has none, because some readers
 * look only there; beside a text that shows it they would show it twice. An `updated` beyond `now` says nothing yet.
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

/** What everybody is told of an article for an audience: no text, no files, no picture that only the audience has. */
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

/** The language of an item where it is another than the feed's. */
const languageOf = ({ language }: ArticleEntry, feed: FeedDefinition) =>
  language === undefined || language === feed.language ? {} : { language }

function updatedAt({ published, updated }: ArticleEntry, now: Instant): Instant {
  return updated <= now && updated >= published ? updated : published
}

/** As much of the text as the feed carries. */
function textOf(entry: ArticleEntry, body: ItemBody, feed: FeedDefinition): string {
  if (feed.content !== 'excerpt') return feed.content === 'full' ? body.contentHtml : ''
  const isWhole = body.excerptHtml === body.contentHtml
  return isWhole || feed.continueReading !== true
    ? body.excerptHtml
    : body.excerptHtml + continueReading(entry.url, entry.language ?? feed.language)
}

/** The item that stands for a withdrawn article where a format has no tombstones. It repeats nothing of the article. */
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
 * The document of one format. `updated` is the newest moment among the contents and never the clock; a feed that never
 * had anything in it takes `fallbackUpdated`.
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
    // Those of one date stay in the order they came in.
    items: contents.items.toSorted((a, b) =>
      a.published < b.published ? 1 : a.published > b.published ? -1 : 0,
    ),
  }
}

/** Newest change among items and tombstones; undefined when there are none. */
export function updatedOf(contents: FeedContents): Instant | undefined {
  return latest([
    ...contents.items.map((item) => item.updated),
    ...contents.tombstones.map((one) => one.when),
  ])
}
