import type { FeedDocument } from '../feed/document.ts'
import { readAtom } from './atom-reading.ts'
import { writeAtom } from './atom-writing.ts'
import { defined } from './defined.ts'
import type { FeedSyntax } from './format.ts'
import { imageInMediaRss } from './media-rss.ts'
import { normalizeDocument } from './normalize-document.ts'

/** Atom 1.0 (RFC 4287) with tombstones (RFC 6721), feed history (RFC 5005) and Media RSS. */
export const atom: FeedSyntax = {
  mediaType: 'application/atom+xml',
  saysTombstones: true,
  write: (document) => writeAtom(project(document)),
  read: readAtom,
  project,
}

/**
 * RFC 4287, section 4.1.1: a feed has an author unless each of its entries does. If there is none, the feed itself is
 * the author, with its title as name.
 */
function project(document: FeedDocument): FeedDocument {
  const said = normalizeDocument(document)
  const anonymous = said.authors.length === 0 && said.items.some(({ authors }) => authors.length === 0)
  return defined({
    ...said,
    authors: anonymous ? [{ name: said.title || said.id }] : said.authors,
    image: said.image && { url: said.image.url },
    ttl: undefined,
    cloudUrl: undefined,
    items: said.items.map((item) => defined({ ...item, image: item.image && imageInMediaRss(item.image) })),
  })
}
