import type { ContentCoding } from './target.ts'

/** Folder of the target that contains its lock, its journal and staged files. */
export const PRIVATE_FOLDER = '.feedwright'

/** Folder of staged files; the next run deletes what a run leaves in it. */
export const STAGING_AREA = `${PRIVATE_FOLDER}/staging`

/** The manifest's path in the set. */
export const MANIFEST_PATH = 'manifest.json'

/** A copy of the manifest, which is used if the manifest is damaged. */
export const MANIFEST_COPY = `${PRIVATE_FOLDER}/manifest.json`

/** Names of the files that configure Netlify and Cloudflare Pages, in the root of the site. */
export const HOSTING_PATHS: readonly string[] = ['_headers', '_redirects']

const SUFFIXES: Readonly<Record<ContentCoding, string>> = { gzip: '.gz', br: '.br' }

/** All codings in which copies of a document are published. */
export const CODINGS: readonly ContentCoding[] = ['gzip', 'br']

/** Path of the precompressed copy of the document at `path`. */
export function sidecarPath(path: string, coding: ContentCoding): string {
  return `${path}${SUFFIXES[coding]}`
}

/**
 * Why `path` cannot be the path of a published document; undefined if it can. Paths are relative, with parts separated
 * by `/`, and do not end in `.gz` or `.br`, the extensions of the precompressed copies.
 */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'it is empty'
  if (path.includes('\0')) return 'it contains a NUL character'
  if (path.includes('\\')) return 'it contains a backslash'
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute'
  const parts = path.split('/')
  if (parts.includes('..') || parts.includes('.')) return 'it contains a part that is "." or ".."'
  if (parts.includes('')) return 'it contains an empty part'
  if (parts[0]?.toLowerCase() === PRIVATE_FOLDER) return `${PRIVATE_FOLDER} is the publisher's own folder`
  if (path.toLowerCase() === MANIFEST_PATH) return 'it is the name of the manifest'
  if (/\.(?:gz|br)$/i.test(path)) return 'its extension is reserved for compressed copies'
  return undefined
}
