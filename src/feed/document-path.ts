import type { FeedDefinition } from './definition.ts'

/** A format, and the name of its document in the folder of a feed. */
export interface NamedFormat {
  readonly name: string
  readonly fileName: string
}

/** The fields that determine where the documents of a feed are. */
export type Placed = Pick<FeedDefinition, 'path' | 'documents'>

/** The address of a document, as a path in the set. A path that ends in `/` is served at the address of its folder. */
export function documentAddress(feed: Placed, fileName: string): string {
  return feed.documents?.[fileName] ?? `${feed.path}/${fileName}`
}

/** Path of the file that is served at this address. */
function storedPath(address: string, fileName: string): string {
  return address.endsWith('/') ? `${address}index${fileName.slice(fileName.lastIndexOf('.'))}` : address
}

/** Path of a document of the feed in the set. */
export function documentPath(feed: Placed, fileName: string): string {
  return storedPath(documentAddress(feed, fileName), fileName)
}

/** Absolute URL of a document of the feed. */
export function documentUrl(feed: Placed & { readonly baseUrl: string }, fileName: string): string {
  return new URL(documentAddress(feed, fileName), feed.baseUrl).href
}
