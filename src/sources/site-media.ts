import { join } from 'node:path'
import { articleKindOf } from '../article/article-kind.ts'
import type { FileAddresses } from '../dialects/dialect.ts'
import { createLocalMedia } from './media-files.ts'
import type { MediaSource } from './source.ts'

/** A file, by its path in the folder that its address is relative to. */
interface Place {
  readonly media: MediaSource
  /** Path from the site folder. */
  readonly full: string
  readonly path: string
}

/** What is known of the addresses of a site's files; called each time, because the program is known after the first listing. */
interface SiteAddresses {
  addresses(): FileAddresses | undefined
  /** The address of a Markdown file that is a page, from the root of the site; undefined if it is not known. */
  page(path: string): string | undefined
  /** Whether the program leaves the file out. */
  isLeftOut(path: string): boolean
}

/**
 * Files of another program's site that are not articles, at the addresses that the program gives them. A path is relative to
 * the site folder, or is that of an address.
 */
export function createSiteMedia(
  siteDir: string,
  siteUrl: string,
  { addresses, page, isLeftOut }: SiteAddresses,
): MediaSource {
  const own = createLocalMedia(siteDir, siteUrl)
  const below = new Map<string, MediaSource>()
  const mediaIn = (folder: string): MediaSource => {
    const known = below.get(folder) ?? createLocalMedia(join(siteDir, folder), siteUrl)
    below.set(folder, known)
    return known
  }
  const isThere = ({ media, path }: Place): boolean => media.revision(path) !== ''
  const placeOf = (path: string): Place | undefined =>
    (addresses()?.atRoot ?? [])
      .map((folder) => ({
        media: mediaIn(folder),
        full: path.startsWith(`${folder}/`) ? path : `${folder}/${path}`,
        path: path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path,
      }))
      .find(isThere)
  const others = () => addresses()?.others ?? 'path'
  const ownPlace = (path: string): Place | undefined =>
    others() === 'path' ? { media: own, full: path, path } : undefined
  const publicPlace = (path: string): Place | undefined => {
    const place = placeOf(path) ?? ownPlace(path)
    return place === undefined || isLeftOut(place.full) ? undefined : place
  }
  const writtenAddress = (url: string): string => {
    const path = addresses()?.written?.(decodeURIComponent(url.slice(siteUrl.length)))
    return path === undefined ? url : new URL(encodeURI(path), siteUrl).href
  }
  return {
    lookup(path) {
      const place = publicPlace(path)
      const media = place?.media.lookup(place.path)
      return media === undefined ? undefined : { ...media, url: writtenAddress(media.url) }
    },
    file(path) {
      if (articleKindOf(path) === 'markdown') {
        const address = own.revision(path) === '' ? undefined : page(path)
        return address === undefined ? undefined : new URL(address.replace(/^\//, ''), siteUrl).href
      }
      const place = placeOf(path) ?? ownPlace(path)
      if (place !== undefined && isLeftOut(place.full)) return isThere(place) ? '' : undefined
      const address = place?.media.file(place.path)
      if (place !== undefined) return address === undefined ? undefined : writtenAddress(address)
      return others() === 'renamed' && own.file(path) !== undefined ? '' : undefined
    },
    revision(path) {
      const place = placeOf(path)
      return place?.media.revision(place.path) ?? own.revision(path)
    },
    async read(path) {
      const place = publicPlace(path)
      return await place?.media.read(place.path)
    },
  }
}
