import { decodeDocument } from './document-text.ts'
import { member, stringOf } from './lint/json-tree.ts'
import { feedLinks } from './lint/links.ts'
import { SourceDocument } from './lint/source-document.ts'
import { child } from './lint/xml-tree.ts'

/** The published data of a feed of another program. */
export interface ExistingDocument {
  readonly format: 'rss' | 'atom' | 'json'
  readonly title: string
  /** Root of the site of its items, if they have a common one; otherwise of the site that the feed states. */
  readonly home?: string
  readonly items: readonly {
    /** `guid` or `id`, or else the address, as readers do; empty if there is none. */
    readonly id: string
    readonly url: string
    readonly title: string
    /** In milliseconds since 1970. */
    readonly published: number | undefined
    /** HTML; empty if the item has none. */
    readonly body: string
  }[]
}

const FORMATS = ['rss', 'atom', 'json'] as const

/** Parses a feed of any dialect for ids, links and titles. Undefined if it is not a feed with items. */
export function readExistingFeed(bytes: Uint8Array): ExistingDocument | undefined {
  const { text, encoding } = decodeDocument(bytes, undefined)
  const document = new SourceDocument(withPrefixes(text.replace(NO_XML, ' ')), { encoding })
  const format = FORMATS.find((name) => name === document.dialect.family)
  // Items before a syntax error are used, because lenient readers know these items.
  if (format === undefined || document.items.length === 0) return undefined
  const base = homeStatedBy(document)
  const items = document.aggregatorViews.map(({ id, url, title, date, body }) => ({
    id: id || url,
    url: base !== undefined && URL.canParse(url, base) ? new URL(url, base).href : url,
    title,
    published: date?.ms,
    body,
  }))
  const [common, ...others] = new Set(
    items.map(({ url }) => (URL.canParse(url) ? new URL('/', url).href : '')),
  )
  const home = common === '' || others.length > 0 ? base && new URL('/', base).href : common
  return {
    format,
    title: document.title ?? '',
    ...(home !== undefined && { home }),
    items,
  }
}

/** Characters that XML forbids; readers skip them. */
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f]/g

/** `text` with a declaration for each prefix of its elements that has none: readers do without it. */
function withPrefixes(text: string): string {
  const prefixes = new Set([...text.matchAll(/<([A-Za-z][\w.-]*):/g)].map(([, prefix = '']) => prefix))
  const missing = [...prefixes].filter((prefix) => !text.includes(`xmlns:${prefix}=`))
  const declared = missing.map((prefix) => ` xmlns:${prefix}="urn:undeclared:${prefix}"`).join('')
  return declared === '' ? text : text.replace(/<(?:rss|feed|rdf:RDF)\b/, `$&${declared}`)
}

/** The absolute address of the site, as the whole feed states it. */
function homeStatedBy(document: SourceDocument): string | undefined {
  const [alternate] = feedLinks(document, 'alternate')
  const links = [
    child(document.channel, 'link')?.text,
    alternate?.attributes.get('href'),
    stringOf(member(document.json, 'home_page_url')),
  ]
  return links.find((link) => link !== undefined && /^https?:\/\//i.test(link) && URL.canParse(link))
}
