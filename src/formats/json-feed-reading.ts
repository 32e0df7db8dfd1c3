import { type Instant, latest } from '../article/instant.ts'
import type { Author, Enclosure, FeedDocument, Item, Media } from '../feed/document.ts'
import { instantOfRfc3339 } from './dates.ts'
import { defined } from './defined.ts'
import { FormatError } from './format.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** Parses versions 1.1 and 1.0. @throws FormatError */
export function readJsonFeed(text: string): FeedDocument {
  const feed = parse(text)
  const version = textAt(feed, 'version')
  if (version === undefined || !/^https?:\/\/jsonfeed\.org\/version\//.test(version)) {
    throw new FormatError(
      `"version" is ${JSON.stringify(version)}, expected "https://jsonfeed.org/version/1.1"`,
    )
  }
  if (!Array.isArray(feed['items'])) throw new FormatError('the feed has no "items"')
  const items = objectsAt(feed, 'items').map(readItem)
  const selfUrl = textAt(feed, 'feed_url') ?? ''
  const image = textAt(feed, 'icon')
  const previous = textAt(feed, 'next_url')
  return defined({
    id: selfUrl,
    title: textAt(feed, 'title') ?? '',
    description: textAt(feed, 'description') ?? '',
    homeUrl: textAt(feed, 'home_page_url') ?? '',
    selfUrl,
    language: textAt(feed, 'language') ?? '',
    updated: updatedOf(items),
    authors: readAuthors(feed),
    image: image === undefined ? undefined : { url: image },
    iconUrl: textAt(feed, 'favicon'),
    hubUrls: objectsAt(feed, 'hubs').map((hub) => textAt(hub, 'url') ?? ''),
    alternates: [],
    archive: previous === undefined ? undefined : ({ kind: 'subscription', previous } as const),
    tombstones: [],
    items,
  })
}

function readItem(item: JsonObject, index: number): Item {
  const where = `items[${index}]`
  const published = momentAt(item, 'date_published', where)
  const updated = momentAt(item, 'date_modified', where) ?? published
  if (updated === undefined)
    throw new FormatError(`${where} has neither "date_published" nor "date_modified"`)
  return defined({
    id: readId(item, where),
    url: textAt(item, 'url') ?? '',
    title: textAt(item, 'title') ?? '',
    published: published ?? updated,
    updated,
    summary: textAt(item, 'summary'),
    contentHtml: textAt(item, 'content_html'),
    authors: readAuthors(item),
    categories: listAt(item, 'tags').map((tag) => ({ term: String(tag) })),
    image: readImage(item),
    enclosures: objectsAt(item, 'attachments').map(readAttachment),
    language: textAt(item, 'language'),
  })
}

/** JSON Feed requires that a number as id is converted to a string. */
function readId({ id }: JsonObject, where: string): string {
  if (typeof id === 'string') return id
  if (typeof id === 'number') return String(id)
  throw new FormatError(`${where} has no "id"`)
}

/** Version 1.0 has a single `author`. */
function readAuthors(parent: JsonObject): Author[] {
  const authors = isObject(parent['author']) ? [parent['author']] : []
  return [...objectsAt(parent, 'authors'), ...('authors' in parent ? [] : authors)].map((author) =>
    defined({ name: textAt(author, 'name') ?? '', url: textAt(author, 'url') }),
  )
}

function readImage(item: JsonObject): Media | undefined {
  const url = textAt(item, 'image')
  if (url === undefined) return undefined
  const words = isObject(item['_image']) ? item['_image'] : {}
  return defined({
    url,
    alt: textAt(words, 'alt'),
    caption: textAt(words, 'caption'),
    credit: textAt(words, 'credit'),
  })
}

function readAttachment(attachment: JsonObject): Enclosure {
  const size = attachment['size_in_bytes']
  return defined({
    url: textAt(attachment, 'url') ?? '',
    type: textAt(attachment, 'mime_type') ?? '',
    length: typeof size === 'number' && size > 0 ? size : undefined,
    title: textAt(attachment, 'title'),
  })
}

function momentAt(parent: JsonObject, key: string, where: string): Instant | undefined {
  const text = textAt(parent, key)
  if (text === undefined) return undefined
  const instant = instantOfRfc3339(text)
  if (instant !== undefined) return instant
  throw new FormatError(`${where}.${key} is ${JSON.stringify(text)}, expected an RFC 3339 date-time`)
}

function textAt(parent: JsonObject, key: string): string | undefined {
  const value = parent[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function objectsAt(parent: JsonObject, key: string): JsonObject[] {
  return listAt(parent, key).filter(isObject)
}

function listAt(parent: JsonObject, key: string): readonly unknown[] {
  const value = parent[key]
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new FormatError(
      `the document is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  if (isObject(value)) return value
  throw new FormatError('the document is not a JSON object')
}

/** JSON Feed states dates of items only, so this is the newest of them; without items, the date is unknown. */
export function updatedOf(items: readonly Item[]): Instant {
  return latest(items.map(({ updated }) => updated)) ?? ('1970-01-01T00:00:00Z' as Instant)
}
