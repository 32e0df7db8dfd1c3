import type { FeedDocument } from '../feed/document.ts'
import type { Parts } from './parts.ts'

/** A document that was read back, with ids as the catalog has them. */
export function withOwnIds({ idOf }: Pick<Parts, 'idOf'>, document: FeedDocument): FeedDocument {
  return { ...document, items: document.items.map((item) => ({ ...item, id: idOf(item.id) })) }
}
