/** Longest key that is sent as it is: Bunny takes 1,024 bytes for all keys of an answer. */
const LONGEST_KEY = 400

/**
 * The key under which a CDN keeps a document (`Surrogate-Key`, `Cache-Tag`, `CDN-Tag`): its address without scheme, in
 * characters that every CDN takes.
 *
 * @param digest makes a short text of a long one
 */
export function documentKey(url: string, digest: (text: string) => string): string {
  const { host, pathname, search } = new URL(url)
  const key = `${host}${pathname}${search}`.replace(/[^\w.~%/:?=&-]/g, (char) => encodeURIComponent(char))
  const safe = key.replace(/[,()!*']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  return safe.length > LONGEST_KEY ? digest(safe) : safe
}

/** The key of everything that is published under an address, for those who purge by hand. */
export function siteKey(baseUrl: string): string {
  return `feedwright-${new URL(baseUrl).host.replace(/[^\w.-]/g, '-')}`
}
