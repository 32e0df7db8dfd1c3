import { isAscii } from '../article/text.ts'

/** Normalizes the path of a page's address: `/a/`, `/a.html` and `/a/index.html` become `/a`. */
export function pagePathOf(path: string): string {
  const bare = withoutSlashes(path.replace(/(?:^|\/)index\.x?html?$|\.x?html?$/i, ''))
  if (!bare.includes('%') && isAscii(bare)) return bare
  try {
    return decodeURIComponent(bare).normalize('NFC')
  } catch {
    return bare
  }
}

/** The public address of a page: without `index.html`, and otherwise by its path below the folder of the site. */
export function pageAddress(key: string, siteUrl: string): string {
  const path = key.replace(/(^|\/)index\.x?html?$/i, '$1')
  return new URL(path.split('/').map(encodeURIComponent).join('/'), siteUrl).href
}

function withoutSlashes(path: string): string {
  let end = path.length
  while (path.endsWith('/', end)) end--
  return path.slice(0, end)
}
