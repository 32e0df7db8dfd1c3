import { decodeDocument } from './document-text.ts'
import { SourceDocument } from './lint/source-document.ts'

/** What readers have of a feed that another program wrote. */
export interface ExistingDocument {
  readonly format: 'rss' | 'atom' | 'json'
  readonly title: string
  /** Root of the site to which its items lead, where they all lead to one. */
  readonly home?: string
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
  const items = document.aggregatorViews.map(({ id, url, title }) => ({ id, url, title }))
  const [home, ...others] = new Set(items.map(({ url }) => (URL.canParse(url) ? new URL('/', url).href : '')))
  return {
    format,
    title: document.title ?? '',
    ...(home !== undefined && home !== '' && others.length === 0 && { home }),
    items,
  }
}
