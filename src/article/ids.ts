import type { Article } from './article.ts'
import { withoutEnding } from './article-kind.ts'
import type { Site } from './site.ts'
import { legalText } from './text.ts'

/**
 * The permanent id of an article that states none: `tag:<site.tagEntity>:<key without extension>` (RFC 4151), what is
 * not unreserved in a URI percent-encoded. A function of the key and the tagging entity alone, so that host, title, text
 * and even the kind of file may change; the key begins with the folder of the section.
 */
export function mintId(article: Pick<Article, 'key'>, site: Pick<Site, 'tagEntity'>): string {
  const specific = withoutEnding(legalText(article.key))
    .normalize('NFC')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
  return `tag:${site.tagEntity}:${specific}`
}

// RFC 4151 section 2.1: tagURI = "tag:" taggingEntity ":" specific [ "#" fragment ].
const TAG_URI =
  /^tag:(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|[\w.+-]+@[a-z0-9.-]+),\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i

// RFC 3986 section 3 and appendix A, with the characters RFC 3987 adds.
const ABSOLUTE_IRI =
  /^[a-z][a-z0-9+.-]*:(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9a-f]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|[\u{10000}-\u{dfffd}])+$/iu

/** Schemes of what is run rather than named: some readers follow an id. */
const RUN = /^(?:javascript|vbscript|data|file|blob):/i

/**
 * Whether `text` can be the id of an entry: an absolute IRI (RFC 4287 section 4.2.6) that nothing can run, and well-formed
 * when it is a tag: URI.
 */
export function isPermanentId(text: string): boolean {
  if (text.length > 2000 || RUN.test(text)) return false
  return ABSOLUTE_IRI.test(text) && (!/^tag:/i.test(text) || TAG_URI.test(text))
}
