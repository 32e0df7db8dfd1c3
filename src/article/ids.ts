import { createHash } from 'node:crypto'
import type { Article } from './article.ts'
import { withoutEnding } from './article-kind.ts'
import type { Site } from './site.ts'
import { legalText, plainLine } from './text.ts'

/** UUID namespace for the ids of all sites without a public address. */
const LOCAL_SITES = '4b0ae8a6-6e39-4a5a-9d0b-3c1b6f0f7a52'
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * The base of ids of a site without a public address, in place of a tagging entity: the namespace of its UUIDs. It does
 * not depend on an address, so it stays the same when the site gets a public one.
 */
export function localNamespace(title: string, since: string): string {
  return nameUuid(LOCAL_SITES, `${since} ${title}`)
}

/** A name-based UUID, RFC 9562 section 5.5. */
function nameUuid(namespace: string, name: string): string {
  const sha = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  sha[6] = ((sha[6] ?? 0) & 0x0f) | 0x50
  sha[8] = ((sha[8] ?? 0) & 0x3f) | 0x80
  return sha.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The id of the resource that is named `specific` at a site. */
export function mintedId(tagEntity: string, specific: string): string {
  return UUID.test(tagEntity) ? `urn:uuid:${nameUuid(tagEntity, specific)}` : `tag:${tagEntity}:${specific}`
}

/**
 * The permanent id of an article that states none: `tag:<site.tagEntity>:<key without extension>` (RFC 4151),
 * percent-encoded except for unreserved characters; a UUID if the site has no public address. It depends only on the
 * key and the tagging entity, so host, title, text and even the file type may change; the key begins with the folder of
 * the section.
 */
export function mintId(article: Pick<Article, 'key'>, site: Pick<Site, 'tagEntity'>): string {
  const specific = withoutEnding(legalText(article.key))
    .normalize('NFC')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
  return mintedId(site.tagEntity, specific)
}

// RFC 4151 section 2.1: tagURI = "tag:" taggingEntity ":" specific [ "#" fragment ].
const TAG_URI =
  /^tag:(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|[\w.+-]+@[a-z0-9.-]+),\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i

// RFC 3986 section 3 and appendix A, with the additional characters of RFC 3987.
const ABSOLUTE_IRI =
  /^[a-z][a-z0-9+.-]*:(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9a-f]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|[\u{10000}-\u{dfffd}])+$/iu

/** Schemes whose URIs can be executed: some readers follow an id. */
const RUN = /^(?:javascript|vbscript|data|file|blob):/i

/**
 * Whether `text` is valid as the id of an entry: an absolute IRI (RFC 4287 section 4.2.6) that cannot be executed, and
 * well-formed if it is a tag: URI.
 */
export function isPermanentId(text: string): boolean {
  if (text.length > 2000 || RUN.test(text)) return false
  return ABSOLUTE_IRI.test(text) && (!/^tag:/i.test(text) || TAG_URI.test(text))
}

/** Prefix of the specific part of ids from {@link permanentIdOf}; no minted id, and no id of a feed, has it there. */
const FOREIGN = 'guid='
const PUBLIC_ID = 'urn:publicid:'
const MOST_CHARACTERS = 500

/** Whether `text` is an id of another program that is not an IRI: `65b9…`, `1234 at https://example.org`. */
function isForeignId(text: string): boolean {
  const isLine =
    text !== '' && text.length <= MOST_CHARACTERS && plainLine(text) === text && !/\p{Cc}/u.test(text)
  return isLine && !RUN.test(text) && !isPermanentId(text)
}

/**
 * The permanent id of an article that states this id. An id that is not an IRI is encoded, without loss, in a tag: URI
 * of the site, or in the URN of a public identifier (RFC 3151) if the site has no public address; formats that allow
 * any text write the stated id, see {@link statedId}. Undefined if the text cannot be an id.
 */
export function permanentIdOf(stated: string, tagEntity: string): string | undefined {
  if (isPermanentId(stated)) return stated
  if (!isForeignId(stated)) return undefined
  const before = UUID.test(tagEntity) ? PUBLIC_ID : `tag:${tagEntity}:`
  return `${before}${FOREIGN}${encodeURIComponent(stated)}`
}

/** The stated id: the inverse of {@link permanentIdOf}. */
export function statedId(id: string): string {
  const [, tagEntity = LOCAL_SITES, escaped] = /^(?:tag:([^:]+):|urn:publicid:)guid=(.+)$/.exec(id) ?? []
  if (escaped === undefined) return id
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

/** The ids that an article had before the address of its site changed, computed for other tagging entities. */
export function idsElsewhere(
  { id, key }: Pick<Article, 'key'> & { readonly id?: string },
  tagEntities: readonly string[],
): readonly string[] {
  return tagEntities.flatMap((tagEntity) =>
    id === undefined ? mintId({ key }, { tagEntity }) : (permanentIdOf(statedId(id), tagEntity) ?? []),
  )
}
