import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Media } from '../article/article.ts'
import { articleKindOf } from '../article/article-kind.ts'
import type { FileLookup, MediaLookup } from '../article/site.ts'
import { diskPath } from './disk-path.ts'
import { sniffMediaType } from './media-type.ts'
import { revisionOf } from './revision.ts'
import type { MediaFile, MediaSource } from './source.ts'

/**
 * The beginning of a file nearly always contains its size in pixels; the JPEG of a camera may have megabytes of
 * metadata first.
 */
const HEAD_BYTES = 64 * 1024
const LONG_HEAD_BYTES = 4 * 1024 * 1024

/** The files below `folder`, which have the same paths below `siteUrl`. */
export function createLocalMedia(folder: string, siteUrl: string): MediaSource {
  return {
    lookup: createMediaLookup(folder, siteUrl),
    file: createFileLookup(folder, siteUrl),
    revision: createMediaRevisions(folder),
    read: (path) => readMedia(folder, path),
  }
}

/**
 * Looks up local media by path below `contentDir`: type and dimensions according to the bytes, regardless of the name,
 * and the actual length. Results are cached until the file changes. Undefined for files that are missing, unreadable,
 * outside `contentDir`, or not media (SVG is excluded, because it can contain scripts).
 */
function createMediaLookup(contentDir: string, siteUrl: string): MediaLookup {
  const root = resolve(contentDir)
  const known = new Map<string, { readonly revision: string; readonly media: Media | undefined }>()
  return (path) => {
    const file = diskPath(root, path)
    if (file === undefined) return undefined
    try {
      const revision = revisionOf(statSync(file), Date.now())
      const remembered = known.get(path)
      if (remembered?.revision === revision) return remembered.media
      const media = describe(file, new URL(encodePath(path), siteUrl).href)
      known.set(path, { revision, media })
      return media
    } catch {
      return undefined
    }
  }
}

/** Looks up the address of any file by path below `contentDir`, except for texts, which are published as other pages. */
function createFileLookup(contentDir: string, siteUrl: string): FileLookup {
  const root = resolve(contentDir)
  return (path) => {
    const file = articleKindOf(path) === 'markdown' ? undefined : diskPath(root, path)
    const isFile = file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() === true
    return isFile ? new URL(encodePath(path), siteUrl).href : undefined
  }
}

/** Bytes and type of a medium below `contentDir`; undefined under the conditions of {@link createMediaLookup}. */
async function readMedia(contentDir: string, path: string): Promise<MediaFile | undefined> {
  const file = diskPath(resolve(contentDir), path)
  if (file === undefined) return undefined
  const bytes = await readFile(file).catch(() => undefined)
  const type = bytes === undefined ? undefined : sniffMediaType(bytes.subarray(0, HEAD_BYTES))
  return bytes === undefined || type === undefined ? undefined : { bytes, type }
}

/** Returns the revision of a local media file: equal revisions mean equal bytes; empty if there is no such file. */
function createMediaRevisions(contentDir: string): (path: string) => string {
  const root = resolve(contentDir)
  return (path) => {
    const file = diskPath(root, path)
    const stats = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })
    return stats === undefined ? '' : revisionOf(stats, Date.now())
  }
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function describe(file: string, url: string): Media | undefined {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile() || stats.size === 0) return undefined
    const head = readHead(descriptor, Math.min(stats.size, HEAD_BYTES))
    const type = sniffMediaType(head)
    if (type === undefined) return undefined
    const known = { url, type, length: stats.size }
    if (!type.startsWith('image/')) return known
    const size =
      dimensionsOf(head) ??
      (stats.size > HEAD_BYTES
        ? dimensionsOf(readHead(descriptor, Math.min(stats.size, LONG_HEAD_BYTES)))
        : undefined)
    return { ...known, ...size }
  } finally {
    closeSync(descriptor)
  }
}

function readHead(descriptor: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const got = readSync(descriptor, bytes, read, length - read, read)
    if (got === 0) break
    read += got
  }
  return bytes.subarray(0, read)
}

/** The displayed size: EXIF orientations 5 to 8 swap width and height. */
function dimensionsOf(head: Uint8Array): { width: number; height: number } | undefined {
  try {
    // Loaded for the first picture, because most runs need none.
    const { imageSize }: typeof import('image-size') = createRequire(import.meta.url)('image-size')
    const { width, height, orientation = 1 } = imageSize(head)
    if (!(width > 0 && height > 0)) return undefined
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    return undefined
  }
}
