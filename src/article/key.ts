/**
 * Keys of articles. In the source without a name the key of an article is its path there, such as `world/strikes.md`; in
 * any other one it is `/name/path`. No path begins with `/`, so that no two articles have one key.
 */

/** The key of what a source calls `path`; of the source itself where that is empty. */
export function qualifiedKey(source: string, path: string): string {
  if (source === '') return path
  return path === '' ? `/${source}` : `/${source}/${path}`
}

/** The name of the source that a key is of; empty for the one without a name. */
export function sourceNameOf(key: string): string {
  return key.startsWith('/') ? key.slice(1, endOfName(key)) : ''
}

/** What the source itself calls it. */
export function pathOf(key: string): string {
  return key.startsWith('/') ? key.slice(endOfName(key) + 1) : key
}

/** Whether a key is `folder` or stands below it; of an empty folder, whether it is of the source without a name. */
export function isWithin(key: string, folder: string): boolean {
  return folder === '' ? !key.startsWith('/') : key === folder || key.startsWith(`${folder}/`)
}

function endOfName(key: string): number {
  const end = key.indexOf('/', 1)
  return end === -1 ? key.length : end
}
