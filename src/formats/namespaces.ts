/** Namespaces of additional elements in feeds, with the exact URIs of their specifications. */
export const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  /** RFC 6721. */
  at: 'http://purl.org/atompub/tombstones/1.0',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  /** RFC 5005. */
  fh: 'http://purl.org/syndication/history/1.0',
  /** Media RSS; the slash at the end is part of the URI. */
  media: 'http://search.yahoo.com/mrss/',
} as const
