import { createHash } from 'node:crypto'

/** Names that Windows reserves for devices, regardless of the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** Extensions of the files that are published in the folders of feeds and beside them. */
const PUBLISHED = /\.(?:xml|json|html|opml|css|txt|gz|br)$/i

/**
 * A folder for a feed's documents that is valid on any file system and in any URL, or the error: parts of ASCII
 * letters, digits, `-`, `_`, `.` and `~`, separated by single `/`, without dot segments.
 */
export function feedPath(text: string): { readonly path: string } | { readonly mistake: string } {
  if (text === '') return { mistake: 'the path is empty' }
  if (text.includes('\\')) return { mistake: 'parts are separated by /, never by \\' }
  if (text.startsWith('/') || /^[a-z]:/i.test(text)) return { mistake: 'the path must be relative' }
  if (text.length > 200) return { mistake: 'the path is longer than 200 characters' }
  const path = text.replace(/\/$/, '')
  for (const [index, part] of path.split('/').entries()) {
    const mistake = mistakeOf(part)
    if (mistake !== undefined) return { mistake }
    if (index > 0 && part.toLowerCase() === 'archive')
      return { mistake: 'archive folders are reserved for archive pages' }
  }
  return { path }
}

/** Common file name extensions of feeds. */
const DOCUMENT = /\.(?:xml|json|rss|atom|rdf)$/i
/** Files of the set that are not feeds. */
const OURS = ['manifest.json', 'news-sitemap.xml']

/** Whether a text is the address of one document, `/feed.xml` or `/feed/`, rather than the folder of several. */
export function isAddress(text: string): boolean {
  return text.startsWith('/') || DOCUMENT.test(text)
}

/**
 * The address of one document, from the root of the published set, that is valid on any file system and in any URL: a
 * file such as `/feed.xml` or `/blog/index.xml`, or a folder such as `/feed/`; or else the error.
 */
export function feedAddress(text: string): { readonly address: string } | { readonly mistake: string } {
  const bare = text.replace(/^\//, '')
  const folder = bare.endsWith('/') ? bare : bare.split('/').slice(0, -1).join('/')
  const name = bare.slice(bare.lastIndexOf('/') + 1)
  if (bare === '') return { mistake: 'it is not a document; write /rss.xml' }
  if (bare.startsWith('/')) return { mistake: 'two / are next to each other' }
  if (name !== '' && !DOCUMENT.test(name))
    return { mistake: `write ${bare} for a folder, or /${bare}/ for an address that ends in /` }
  const path = folder === '' ? undefined : feedPath(folder)
  if (path !== undefined && 'mistake' in path) return path
  const stem = name.replace(DOCUMENT, '')
  const mistake = name === '' ? undefined : mistakeOf(stem === '' ? name : stem)
  if (mistake !== undefined) return { mistake }
  if (OURS.includes(bare.toLowerCase())) return { mistake: `${bare} is another file of the published set` }
  return { address: `/${bare}` }
}

function mistakeOf(part: string): string | undefined {
  if (part === '') return 'two / are next to each other'
  if (part === '.' || part === '..') return `${part} would lead out of the feed's folder`
  if (part.startsWith('.')) return `${part} begins with a dot, and servers hide such files`
  if (!/^[a-z0-9._~-]+$/i.test(part)) return `${part} has characters other than a-z, 0-9, -, _, . and ~`
  if (part.endsWith('.')) return `${part} ends in a dot, which Windows drops`
  if (RESERVED.test(part)) return `${part} is the name of a device on Windows`
  if (PUBLISHED.test(part)) return `${part} looks like a published file, not like a folder`
  return undefined
}

/** A key that is equal for paths that a file system that ignores case treats as one. */
export function pathKey(path: string): string {
  return path.toLowerCase()
}

/**
 * A safe path part for a name: `Middle East` → `middle-east`, `Élysée` → `elysee`. A name that would lose
 * distinguishing letters or signs (`C++`, `日本`) is followed by eight hex digits of its SHA-256, so that the part
 * depends only on this name. Names that differ only in case, accents or separators have the same part.
 */
export function pathPart(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const kept = plain.replace(/['’.,&:/_\s–—-]+/gu, '-')
  const safe = kept.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const lossless = safe !== '' && /^[a-z0-9-]+$/.test(kept) && safe.length <= 80 && !RESERVED.test(safe)
  if (lossless) return safe
  const hash = createHash('sha256').update(name.normalize('NFC').toLowerCase()).digest('hex').slice(0, 8)
  return safe === '' ? hash : `${safe.slice(0, 80)}-${hash}`
}
