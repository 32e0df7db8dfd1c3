import { type JsonNode, member, stringOf } from './json-tree.ts'
import type { FeedElement } from './xml-tree.ts'

/** Documents with a common vocabulary, and so with common rules. */
export type Family = 'rss' | 'rdf' | 'atom' | 'json' | 'opml' | 'atom03' | 'html' | 'unknown'

export interface Dialect {
  readonly family: Family
  /** As stated, for example `2.0`; empty if not stated. */
  readonly version: string
  /** For people, for example `RSS 2.0`. */
  readonly label: string
}

const LABELS: Record<Family, string> = {
  rss: 'RSS',
  rdf: 'RSS',
  atom: 'Atom',
  json: 'JSON Feed',
  opml: 'OPML',
  atom03: 'Atom',
  html: 'HTML page',
  unknown: 'not a feed',
}

const RDF_PARTS = new Set(['channel', 'item', 'image', 'textinput'])
const RSS_090 = /^http:\/\/(?:my|channel)\.netscape\.com\/rdf\/simple\/0\.9\/$/

/** Determines the dialect of an XML document, by its root and the namespaces of its elements. */
export function dialectOfXml(root: FeedElement | undefined, namespaces: ReadonlySet<string>): Dialect {
  const version = root?.attributes.get('version') ?? ''
  switch (root?.name) {
    case 'rss':
      return dialect('rss', version)
    case 'rdf:RDF': {
      const holdsItems = root.children.some(({ name }) => RDF_PARTS.has(name))
      const is090 = [...namespaces].some((uri) => RSS_090.test(uri))
      return dialect('rdf', is090 ? '0.90' : holdsItems ? '1.0' : '')
    }
    case 'atom:feed':
    case 'atom:entry':
      return dialect('atom', '1.0')
    case 'atom03:feed':
      return dialect('atom03', '0.3')
    case 'outlineDocument':
      return dialect('opml', '')
    case 'opml':
      return dialect('opml', version)
    case 'html':
    case 'xhtml:html':
      return dialect('html', '')
    default:
      return dialect('unknown', '')
  }
}

/** Any JSON object that resembles a feed is treated as one, so that the findings say what it lacks. */
export function dialectOfJson(root: JsonNode): Dialect {
  const version = stringOf(member(root, 'version'))
  if (root.kind !== 'object' || (version === undefined && member(root, 'items') === undefined))
    return dialect('unknown', '')
  return dialect('json', /\/version\/([\d.]+)$/.exec(version ?? '')?.[1] ?? '')
}

export function dialect(family: Family, version: string): Dialect {
  return { family, version, label: version === '' ? LABELS[family] : `${LABELS[family]} ${version}` }
}
