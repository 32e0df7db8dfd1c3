import type { Article } from './article.ts'
import { withoutEnding } from './article-kind.ts'
import type { Site } from './site.ts'
import { legalText, plainLine } from './text.ts'

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

/** Begins the specific part of the ids of {@link permanentIdOf}; no minted id and no feed's has it there. */
const FOREIGN = 'guid='
const MOST_CHARACTERS = 500

/** Whether `text` is an id as other programs give them that is no IRI: `65b9…`, `1234 at https://example.org`. */
function isForeignId(text: string): boolean {
  const isLine =
    text !== '' && text.length <= MOST_CHARACTERS && plainLine(text) === text && !/\p{Cc}/u.test(text)
  return isLine && !RUN.test(text) && !isPermanentId(text)
}

/**
 * The permanent id of an article that states this one. An id that is no IRI stands in a tag: URI of the site, letter by
 * letter; formats that take any text say it as it was stated, see {@link statedId}. Undefined for what cannot be an id.
 */
export function permanentIdOf(stated: string, tagEntity: string): string | undefined {
  if (isPermanentId(stated)) return stated
  return isForeignId(stated) ? `tag:${tagEntity}:${FOREIGN}${encodeURIComponent(stated)}` : undefined
}

/** An id as it was stated: the reverse of {@link permanentIdOf}. */
export function statedId(id: string): string {
  const [, tagEntity, escaped] = /^tag:([^:]+):guid=(.+)$/.exec(id) ?? []
  if (tagEntity === undefined || escaped === undefined) return id
  const stated = unescaped(escaped)
  return stated !== undefined && permanentIdOf(stated, tagEntity) === id ? stated : id
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
