/** The path of a page's address without what servers add: `/a/`, `/a.html` and `/a/index.html` are `/a`. */
export function pagePathOf(path: string): string {
  const bare = path.replace(/(?:^|\/)index\.x?html?$|\.x?html?$/i, '').replace(/\/+$/, '')
  try {
    return decodeURIComponent(bare).normalize('NFC')
  } catch {
    return bare
  }
}
