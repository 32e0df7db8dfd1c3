import type { FeedDocument } from '../feed/document.ts'
import type { Parts } from './parts.ts'

/** A parsed document, with its ids replaced by those of the catalog. */
export function withOwnIds({ idOf }: Pick<Parts, 'idOf'>, document: FeedDocument): FeedDocument {
  return { ...document, items: document.items.map((item) => ({ ...item, id: idOf(item.id) })) }
}
