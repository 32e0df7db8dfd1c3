import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseUrl } from '../article/url.ts'
import { pagePathOf } from './page-path.ts'

/** File names of a sitemap or sitemap index. */
const NAMES = ['sitemap.xml', 'sitemap_index.xml', 'sitemap-index.xml', 'sitemap-0.xml'].flatMap((name) => [
  name,
  `${name}.gz`,
])
/** sitemaps.org: a sitemap has at most 50 MB and 50,000 addresses, an index at most 50,000 sitemaps. */
const MOST_BYTES = 50 * 1024 * 1024
const MOST_FILES = 500

/** A path that parsing and decoding leave as it is. */
const PLAIN_PATH = /^\/(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?$/

const LOCATION = /<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<\/loc>/g

/**
 * The paths of the pages in the sitemaps in `folder`, normalized by {@link pagePathOf}; undefined if there are no
 * sitemaps, or no addresses in them.
 */
export async function readSitemap(folder: string): Promise<ReadonlySet<string> | undefined> {
  const first = NAMES.find((name) => textOf(join(folder, name)) !== '')
  if (first === undefined) return undefined
  const paths = new Set<string>()
  const seen = new Set([first])
  const open = [first]
  /** Of the last address that was parsed: most others begin with it. */
  let origin: string | undefined
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const text = textOf(join(folder, name))
    const isIndex = /<sitemapindex\b/.test(text.slice(0, 2000))
    for (const [, location = ''] of text.matchAll(LOCATION)) {
      if (!isIndex && origin !== undefined && location.startsWith(origin)) {
        const path = location.slice(origin.length)
        if (PLAIN_PATH.test(path)) {
          paths.add(pagePathOf(path))
          continue
        }
      }
      const stated = location.includes('&') ? await decoded(location) : location
      // The address is absolute, sitemaps.org says; some generators do not know the host.
      const url =
        parseUrl(stated) ?? (stated.startsWith('/') ? parseUrl(`https://localhost${stated}`) : undefined)
      if (url === undefined) continue
      origin = url.origin
      if (!isIndex) paths.add(pagePathOf(url.pathname))
      else {
        const file = fileOf(folder, url.pathname)
        if (file !== undefined && !seen.has(file) && seen.size < MOST_FILES) {
          seen.add(file)
          open.push(file)
        }
      }
    }
  }
  return paths.size === 0 ? undefined : paths
}

/** Whether the page at a path below the folder is in a sitemap; `base` is the path of the site, without final slash. */
export function isInSitemap(named: ReadonlySet<string>, base: string, key: string): boolean {
  const path = pagePathOf(`/${key}`)
  return named.has(base + path) || named.has(path)
}

/** The parser of HTML is loaded only for the rare address that needs it. */
async function decoded(location: string): Promise<string> {
  const { decodedText } = await import('../article/page/entities.ts')
  return decodedText(location)
}

/** The file for a sitemap's address: the site may be below the root of its host. */
function fileOf(folder: string, path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '')
  if (!/\.xml(?:\.gz)?$/.test(path) || !parts.every((part) => /^[\w-][\w.-]*$/.test(part))) return undefined
  const files = parts.map((_, from) => parts.slice(from).join('/'))
  return files.find((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile() === true)
}

function textOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() !== true || stats.size > MOST_BYTES) return ''
  const bytes = readFileSync(path)
  return path.endsWith('.gz') ? unpacked(bytes) : bytes.toString('utf8')
}

/** Empty for invalid gzip data, and for more decompressed data than a sitemap may have. */
function unpacked(bytes: Uint8Array): string {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8')
  } catch {
    return ''
  }
}
