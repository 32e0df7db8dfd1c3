import { statedId } from '../article/ids.ts'
import type { Author, Category, FeedDocument, Item, Media } from '../feed/document.ts'
import { defined } from './defined.ts'
import type { FeedSyntax } from './format.ts'
import { readJsonFeed, updatedOf } from './json-feed-reading.ts'
import { writeJsonFeed } from './json-feed-writing.ts'
import { normalizeDocument } from './normalize-document.ts'

/** JSON Feed 1.1 with one extension, `_image`: the alternative text, caption and credit of an item's `image`. */
export const jsonFeed: FeedSyntax = {
  mediaType: 'application/feed+json',
  saysTombstones: false,
  write: (document) => writeJsonFeed(project(document)),
  read: readJsonFeed,
  project,
}

/** Of archive links, JSON Feed has only the address of older items (`next_url`); the id of a feed is its URL. */
function project(document: FeedDocument): FeedDocument {
  const said = normalizeDocument(document)
  const previous = said.archive?.previous
  return defined({
    ...said,
    id: said.selfUrl,
    updated: updatedOf(said.items),
    authors: authors(said.authors),
    rights: undefined,
    image: said.image && { url: said.image.url },
    ttl: undefined,
    cloudUrl: undefined,
    alternates: [],
    archive: previous === undefined ? undefined : ({ kind: 'subscription', previous } as const),
    tombstones: [],
    items: said.items.map(item),
  })
}

function item(item: Item): Item {
  return defined({
    ...item,
    id: statedId(item.id),
    authors: authors(item.authors),
    categories: item.categories.map(tag),
    image: item.image && imageInJsonFeed(item.image),
  })
}

/** JSON Feed has only the address of an image; texts about it are in an extension object. */
function imageInJsonFeed({ url, alt, caption, credit }: Media): Media {
  return defined({ url, alt, caption, credit })
}

function authors(authors: readonly Author[]): Author[] {
  return authors.map(({ name, url }) => defined({ name, url }))
}

function tag({ term, label }: Category): Category {
  return { term: label ?? term }
}
