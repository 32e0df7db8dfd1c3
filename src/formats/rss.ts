import { statedId } from '../article/ids.ts'
import type { Author, FeedDocument, FeedImage, Item } from '../feed/document.ts'
import { defined } from './defined.ts'
import type { FeedSyntax } from './format.ts'
import { imageInMediaRss } from './media-rss.ts'
import { normalizeDocument } from './normalize-document.ts'
import { cloudUrlOf } from './rss-cloud.ts'
import { readRss } from './rss-reading.ts'
import { writeRss } from './rss-writing.ts'

/** RSS 2.0 with Dublin Core, Content, Media RSS, Atom and Feed History elements for data without RSS elements. */
export const rss: FeedSyntax = {
  mediaType: 'application/rss+xml',
  saysTombstones: false,
  write: (document) => writeRss(project(document)),
  read: readRss,
  project,
}

function project(document: FeedDocument): FeedDocument {
  const said = normalizeDocument(document)
  return defined({
    ...said,
    id: said.selfUrl,
    authors: authors(said.authors),
    image: said.image && image(said.image),
    iconUrl: undefined,
    cloudUrl: said.cloudUrl && cloudUrlOf(said.cloudUrl),
    tombstones: [],
    items: said.items.map(item),
  })
}

function item(item: Item): Item {
  const [first, ...others] = item.enclosures
  return defined({
    ...item,
    id: statedId(item.id),
    authors: authors(item.authors),
    // Readers show <description> in lists: for an item without summary, but with a text, it is the title.
    summary: item.summary ?? (item.contentHtml === undefined || item.title === '' ? undefined : item.title),
    categories: item.categories.map(({ term, scheme, label }) => defined({ term: label ?? term, scheme })),
    image: item.image && imageInMediaRss(item.image),
    enclosures:
      first === undefined
        ? []
        : [defined({ url: first.url, type: first.type, length: first.length }), ...others],
  })
}

/** `author` and `managingEditor` occur once and require an e-mail address; all others are names in `dc:creator`. */
function authors(authors: readonly Author[]): Author[] {
  const [only, ...others] = authors
  if (only?.email !== undefined && others.length === 0) return [{ name: only.name, email: only.email }]
  return authors.map(({ name }) => ({ name }))
}

/** RSS 2.0 limits `image` to 144 × 400 pixels; a larger size is left out. */
function image({ url, width = 0, height = 0 }: FeedImage): FeedImage {
  const fits = width > 0 && width <= 144 && height > 0 && height <= 400
  return fits ? { url, width, height } : { url }
}
