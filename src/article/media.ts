import type { Media } from './article.ts'
import { pathOf, qualifiedKey, sourceNameOf } from './key.ts'
import type { MediaLookup, Site } from './site.ts'
import { absoluteUrl, parseUrl } from './url.ts'

/** Registered media types by file extension, for URLs on other servers. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['jpe', 'image/jpeg'],
  ['jfif', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['svg', 'image/svg+xml'],
  ['apng', 'image/apng'],
  ['bmp', 'image/bmp'],
  ['ico', 'image/vnd.microsoft.icon'],
  ['heic', 'image/heic'],
  ['heif', 'image/heif'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
  ['psd', 'image/vnd.adobe.photoshop'],
  ['jxl', 'image/jxl'],
  ['jp2', 'image/jp2'],
  ['dng', 'image/x-adobe-dng'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
  ['oga', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['wav', 'audio/vnd.wave'],
  ['flac', 'audio/flac'],
  ['mp4', 'video/mp4'],
  ['m4v', 'video/mp4'],
  ['webm', 'video/webm'],
  ['mov', 'video/quicktime'],
  ['pdf', 'application/pdf'],
  ['epub', 'application/epub+zip'],
  ['zip', 'application/zip'],
])

/** Picture formats that all browsers, and so all readers, can show. */
const SHOWABLE: ReadonlySet<string> = new Set(
  'jpeg png gif webp avif svg+xml apng bmp x-icon vnd.microsoft.icon'
    .split(' ')
    .map((name) => `image/${name}`),
)

/** Whether readers can show a picture of this type; HEIC, TIFF and Photoshop files are examples that they cannot. */
export function isShowable(type: string): boolean {
  return !type.startsWith('image/') || SHOWABLE.has(type)
}

/** The media type for the extension of the URL's path. */
export function typeOfUrl(url: string): string | undefined {
  const extension = /\.([a-z0-9]{2,5})$/i.exec(parseUrl(url)?.pathname ?? '')?.[1]
  return extension === undefined ? undefined : TYPES.get(extension.toLowerCase())
}

/** Unregistered names of registered types. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-mp3', 'audio/mpeg'],
  ['audio/x-mpeg', 'audio/mpeg'],
  ['application/x-pdf', 'application/pdf'],
])

/** The registered media type that `text` refers to, without parameters; undefined if there is none. */
export function mediaTypeOf(text: string): string | undefined {
  const type = (text.split(';')[0] ?? '').trim().toLowerCase()
  return isMediaType(type) && OF_FILES.test(type) ? (MEANT.get(type) ?? type) : undefined
}

/** The registered top-level types that are used for files. */
const OF_FILES = /^(?:application|audio|font|image|model|text|video)\//

/** Whether `text` has the form of a media type (RFC 6838 section 4.2); it may have parameters. */
export function isMediaType(text: string): boolean {
  return /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}\s*(?:;.*)?$/i.test(text)
}

/**
 * The key of the file that a reference in the article `key` names: `pics/a.jpg` is relative to the article,
 * `/pics/a.jpg` to the content folder, or to the root of the article's source. Undefined for URLs and for references
 * out of the folder in any spelling.
 */
export function contentPath(ref: string, key: string): string | undefined {
  const bare = ref.trim().replace(/[?#].*$/s, '')
  if (bare === '' || /^[a-z][a-z0-9+.-]*:|^\/\/|\\/i.test(bare)) return undefined
  let path: string
  try {
    path = decodeURIComponent(bare).normalize('NFC')
  } catch {
    return undefined
  }
  if (/[\0\\]|^[a-z]:/i.test(path)) return undefined
  const parts = path.startsWith('/') ? [] : pathOf(key).split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.length === 0 ? undefined : qualifiedKey(sourceNameOf(key), parts.join('/'))
}

/** How references of an article are resolved: first to the site's own files, then relative to the article's address. */
export interface MediaPlace {
  readonly key: string
  readonly url: string
  readonly site: Pick<Site, 'url'>
  readonly media: MediaLookup
}

/** Whether the path of an address ends in a slash: then it is the address of a page, and of no file. */
const isPage = (ref: string): boolean => /^[^?#]*\/\s*(?:[?#]|$)/.test(ref)

/** The site's own file that `ref` names: relative to the article, or by its address on the site. */
export function localMedia(ref: string, place: MediaPlace): Media | undefined {
  if (isPage(ref)) return undefined
  const path = contentPath(ref, place.key)
  const found = path === undefined ? undefined : place.media(path)
  if (found !== undefined) return found
  const url = absoluteUrl(ref, place.url)
  if (url === undefined || !url.startsWith(place.site.url)) return undefined
  const own = contentPath(`/${url.slice(place.site.url.length)}`, place.key)
  return own === undefined || own === path ? undefined : place.media(own)
}
