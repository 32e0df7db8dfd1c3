import { legalText } from './text.ts'

/** Matches paths that are their own absolute form below a folder: no segment begins with a dot. */
const PLAIN_PATH = /^(?:[\w~-][\w.~-]*\/)*[\w~-][\w.~-]*\/?$/

/** Matches texts that are already slugs, as nearly all file names are. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Schemes in addition to http(s) that are allowed in links, but not for files. */
const LINK_SCHEMES: ReadonlySet<string> = new Set(['mailto:', 'tel:'])

/**
 * Characters that the URL standard leaves unchanged and RFC 3986 forbids in a path, query or fragment; and a `%` that
 * encodes nothing.
 */
const NOT_RFC3986 = /[\\^`{|}[\]"<> ]|%(?![0-9a-f]{2})/gi

/**
 * The slug of `text`: lower case, letters and digits of any script kept, everything between them replaced by one `-`.
 * Empty if there are none. Not shortened, because the address of the page depends on it.
 */
export function slugOf(text: string): string {
  if (text.length < 256 && SLUG.test(text)) return text
  return legalText(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .join('-')
}

/**
 * The absolute form of `ref` relative to `base`, with all characters allowed by RFC 3986; undefined for invalid URLs
 * and for all schemes other than http(s) (in links also mailto and tel), even if obfuscated.
 *
 * White space around and inside, backslashes, missing schemes (`//host/`) and letter case are corrected.
 */
export function absoluteUrl(
  ref: string,
  base: string,
  use: 'link' | 'resource' = 'resource',
): string | undefined {
  if (PLAIN_PATH.test(ref) && isFolder(base)) return base + ref
  const trimmed = legalText(ref).trim()
  const url = parseUrl(trimmed, base)
  if (url === undefined) return undefined
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    const path = url.href.indexOf('/', url.protocol.length + 2)
    return url.href.slice(0, path) + url.href.slice(path).replace(NOT_RFC3986, percentEncoded)
  }
  if (use === 'link' && LINK_SCHEMES.has(url.protocol)) return url.href.replace(NOT_RFC3986, percentEncoded)
  return undefined
}

/** The folder that {@link isFolder} confirmed last: nearly all addresses are resolved against the home page. */
let lastFolder = ''

/** Whether `base` is an http(s) URL that ends in `/`, in the form of {@link absoluteUrl}. */
function isFolder(base: string): boolean {
  if (base === lastFolder) return true
  if (!base.endsWith('/') || /[?#]/.test(base) || absoluteUrl(base, base) !== base) return false
  lastFolder = base
  return true
}

/** Parses `text` as a URL, relative to `base`. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** The host of an http(s) URL in the form of {@link absoluteUrl}, without parsing it again; empty for other schemes. */
export function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(url)?.[1] ?? ''
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Whether `text` is a common e-mail address: RFC 5322 dot-atom, RFC 1123 host name. */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i.test(
      text,
    ) &&
    !/^\.|\.\.|\.@/.test(text)
  )
}
