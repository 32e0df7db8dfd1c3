/** Normalizes the path of a page's address: `/a/`, `/a.html` and `/a/index.html` become `/a`. */
export function pagePathOf(path: string): string {
  const bare = path.replace(/(?:^|\/)index\.x?html?$|\.x?html?$/i, '').replace(/\/+$/, '')
  try {
    return decodeURIComponent(bare).normalize('NFC')
  } catch {
    return bare
  }
}
