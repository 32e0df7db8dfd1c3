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

function withoutSlashes(path: string): string {
  let end = path.length
  while (path.endsWith('/', end)) end--
  return path.slice(0, end)
}
