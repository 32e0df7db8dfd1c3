import { createHash } from 'node:crypto'

/** Maximum length of an unhashed key: Bunny allows 1,024 bytes for all keys of an answer. */
const LONGEST_KEY = 400

/**
 * The key of a document in a CDN (`Surrogate-Key`, `Cache-Tag`, `CDN-Tag`): its address without scheme, in characters
 * that all CDNs allow.
 *
 * @param digest shortens a long text
 */
export function documentKey(url: string, digest: (text: string) => string): string {
  const { host, pathname, search } = new URL(url)
  const key = `${host}${pathname}${search}`.replace(/[^\w.~%/:?=&-]/g, (char) => encodeURIComponent(char))
  const safe = key.replace(/[,()!*']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  return safe.length > LONGEST_KEY ? digest(safe) : safe
}

/** The key of everything that is published below an address, for manual purges. */
export function siteKey(baseUrl: string): string {
  return `feedwright-${new URL(baseUrl).host.replace(/[^\w.-]/g, '-')}`
}

/** The headers for caches, with the key of the document and the key of all documents. */
export function cacheKeyHeaders<Name extends string>(
  names: readonly Name[],
  address: string,
  baseUrl: string,
): readonly (readonly [name: Name, value: string])[] {
  if (names.length === 0) return []
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
  const keys = [siteKey(baseUrl), documentKey(new URL(encodeURI(address), baseUrl).href, digest)]
  return names.map((name) => [name, keys.join(name === 'Surrogate-Key' ? ' ' : ',')])
}
