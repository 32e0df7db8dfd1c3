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
