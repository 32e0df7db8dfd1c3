import { decodeDocument } from './document-text.ts'
import { SourceDocument } from './lint/source-document.ts'

/** What readers have of a feed that another program wrote. */
export interface ExistingDocument {
  readonly format: 'rss' | 'atom' | 'json'
  readonly title: string
  readonly items: readonly {
    /** `guid` or `id`; empty where there is none. */
    readonly id: string
    readonly url: string
    readonly title: string
  }[]
}

const FORMATS = ['rss', 'atom', 'json'] as const

/** Reads a feed of any dialect for what its readers know: ids, links and titles. Undefined for what is no feed with items. */
export function readExistingFeed(bytes: Uint8Array): ExistingDocument | undefined {
  const { text, encoding } = decodeDocument(bytes, undefined)
  const document = new SourceDocument(text, { encoding })
  const format = FORMATS.find((name) => name === document.dialect.family)
  // What stands before a mistake of syntax is read: readers that forgive it know these items.
  if (format === undefined || document.items.length === 0) return undefined
  return {
    format,
    title: document.title ?? '',
    items: document.aggregatorViews.map(({ id, url, title }) => ({ id, url, title })),
  }
}
