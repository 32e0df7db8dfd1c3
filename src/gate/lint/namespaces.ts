import { editDistance } from '../../article/suggestion.ts'

/** Modules whose usual prefixes are also used by other vocabularies. */
const SELDOM: readonly (readonly [string, string])[] = [
  ['http://webns.net/mvcb/', 'admin'],
  ['http://backend.userland.com/blogChannelModule', 'blogChannel'],
  ['http://backend.userland.com/creativeCommonsRssModule', 'creativeCommons'],
  ['http://web.resource.org/cc/', 'cc'],
  ['http://madskills.com/public/xml/rss/module/trackback/', 'trackback'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://www.georss.org/georss', 'georss'],
  ['http://www.opengis.net/gml', 'gml'],
  ['http://www.w3.org/2003/01/geo/wgs84_pos#', 'geo'],
  ['http://geourl.org/rss/module/', 'geourl'],
  ['http://postneo.com/icbm', 'icbm'],
  ['http://www.w3.org/2007/app', 'app'],
  ['http://www.rssboard.org/media-rss', 'media'],
  ['http://www.itunes.com/DTDs/Podcast-1.0.dtd', 'itunes'],
  ['http://www.w3.org/2000/svg', 'svg'],
  ['http://www.w3.org/1998/Math/MathML', 'mathml'],
]

/**
 * Modules of feeds: namespace URI to the prefix that this linter uses in names, regardless of the prefix in the
 * document. RSS elements, which have no namespace, get none.
 */
const PREFIX_OF: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['http://purl.org/rss/1.0/', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/2005/Atom', 'atom'],
  ['http://purl.org/atom/ns#', 'atom03'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://purl.org/rss/1.0/modules/slash/', 'slash'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://purl.org/syndication/history/1.0', 'fh'],
  ['http://purl.org/syndication/thread/1.0', 'thr'],
  ['http://purl.org/atompub/tombstones/1.0', 'at'],
  ['http://wellformedweb.org/CommentAPI/', 'wfw'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ...SELDOM,
])

/**
 * The namespace that each prefix conventionally stands for; programs do not understand a document that binds the prefix
 * to another one.
 */
export const URI_OF: ReadonlyMap<string, string> = new Map(
  [...PREFIX_OF]
    .filter(
      ([uri, prefix]) => prefix !== '' && prefix !== 'atom03' && !SELDOM.some(([other]) => other === uri),
    )
    .map(([uri, prefix]) => [prefix, uri]),
)

/** Whether `uri` is the conventional namespace of `prefix`, or an equivalent one; true for other prefixes. */
export function isUsualBinding(prefix: string, uri: string): boolean {
  return !URI_OF.has(prefix) || PREFIX_OF.get(uri) === prefix
}

/** Whether `uri` is a misspelling of the conventional namespace of `prefix`, and so has no meaning. */
export function isMisspelled(prefix: string, uri: string): boolean {
  const usual = URI_OF.get(prefix)
  if (usual === undefined || usual === uri || Math.abs(usual.length - uri.length) > 10) return false
  return editDistance(bare(usual), bare(uri)) <= 2
}

function bare(uri: string): string {
  return uri.toLowerCase().replace(/^https?:\/\/(?:www\.)?|[/#]+$/g, '')
}

/** Name of an element or attribute in rules: `title`, `atom:link`, `{urn:unknown}thing`. */
export function canonicalName(uri: string, local: string): string {
  const prefix = PREFIX_OF.get(uri)
  if (prefix === '') return local
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`
}
