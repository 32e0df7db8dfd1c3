import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { FeedDocument, Item } from '../../src/feed/document.ts'
import type { FeedFormat } from '../../src/formats/format.ts'

export interface Walk {
  /** Paths in the order they were read: the subscription document first. */
  readonly paths: readonly string[]
  readonly documents: readonly FeedDocument[]
  /** RFC 5005 §4: each id once, the newest `updated` wins. */
  readonly merged: ReadonlyMap<string, Item>
}

/** Reads a feed as a subscriber who was away does: from its document along `prev-archive` to the end. */
export function walk(format: FeedFormat, feed: FeedDefinition, textOf: (path: string) => string): Walk {
  const paths: string[] = []
  const documents: FeedDocument[] = []
  const merged = new Map<string, Item>()
  let path: string | undefined = `${feed.path}/${format.fileName}`
  while (path !== undefined) {
    if (paths.includes(path)) throw new Error(`${path} is linked to in a circle`)
    paths.push(path)
    const document = format.read(textOf(path))
    documents.push(document)
    for (const item of document.items) {
      const known = merged.get(item.id)
      if (known === undefined || known.updated < item.updated) merged.set(item.id, item)
    }
    path = document.archive?.previous?.slice(feed.baseUrl.length)
  }
  return { paths, documents, merged }
}
