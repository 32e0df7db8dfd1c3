/**
 * The modules feeds are made of: namespace URI to the prefix this linter names their elements by, whatever prefix the
 * document itself uses. RSS elements, which have no namespace, get none.
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
])

/** The one URI that each prefix stands for by common use; a document that binds it to another one is not understood. */
export const URI_OF: ReadonlyMap<string, string> = new Map(
  [...PREFIX_OF]
    .filter(([, prefix]) => prefix !== '' && prefix !== 'atom03')
    .map(([uri, prefix]) => [prefix, uri]),
)

/** Name of an element or attribute as rules write it: `title`, `atom:link`, `{urn:unknown}thing`. */
export function canonicalName(uri: string, local: string): string {
  const prefix = PREFIX_OF.get(uri)
  if (prefix === '') return local
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`
}
