import { localDay } from './dates.ts'
import type { Instant } from './instant.ts'
import { legalText } from './text.ts'

/** What is a slug already, as nearly every file name is. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Schemes beside http(s) that a link, but nothing that is fetched, may have. */
const LINK_SCHEMES: ReadonlySet<string> = new Set(['mailto:', 'tel:'])

/** What the URL standard leaves as it is and RFC 3986 forbids in a path, query or fragment; and a `%` that encodes nothing. */
const NOT_RFC3986 = /[\\^`{|}[\]"<> ]|%(?![0-9a-f]{2})/gi

/**
 * A slug of `text`: lower case, letters and digits of any script kept, all else between them one `-`.
 * Empty when there is neither. Nothing is cut: the name of a file is the address of its page.
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

/** What a permalink pattern can say. */
export interface PermalinkParts {
  readonly section: string
  readonly slug: string
  /** Path of the file below its section without the ending, as it is written. */
  readonly path: string
  readonly published: Instant | undefined
  readonly timeZone: string
}

/**
 * The path a permalink pattern stands for, percent-encoded: `/{section}/{slug}/` → `/world/ports-reopen/`.
 * Undefined when the pattern asks for the date (on the site's calendar) and there is none.
 */
export function expandPermalink(pattern: string, parts: PermalinkParts): string | undefined {
  const dated = /\{(?:year|month|day)\}/.test(pattern)
  if (dated && parts.published === undefined) return undefined
  const day = dated && parts.published !== undefined ? localDay(parts.published, parts.timeZone) : {}
  const values: Readonly<Record<string, string>> = {
    section: encodeURIComponent(parts.section),
    slug: encodeURIComponent(parts.slug),
    path: encodedPath(parts.path),
    name: encodedPath(parts.path.slice(parts.path.lastIndexOf('/') + 1)),
    ...day,
  }
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** A path of file names with what a URL path cannot hold percent-encoded, and nothing else. */
function encodedPath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}

/**
 * The absolute form of `ref` as found at `base`, every character of it allowed by RFC 3986; undefined for what is no
 * URL and for every scheme that is not http(s) (in links also mailto and tel), however it is disguised.
 *
 * White space around and inside, backslashes, missing schemes (`//host/`) and letter case are put right.
 */
export function absoluteUrl(
  ref: string,
  base: string,
  use: 'link' | 'resource' = 'resource',
): string | undefined {
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

/** The URL that `text` is, from `base` where it is relative. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** The host of an http(s) URL as {@link absoluteUrl} spells it, without reading it a second time; empty for other schemes. */
export function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(url)?.[1] ?? ''
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Whether `text` is an e-mail address as people have them: RFC 5322 dot-atom, RFC 1123 host name. */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i.test(
      text,
    ) &&
    !/^\.|\.\.|\.@/.test(text)
  )
}
