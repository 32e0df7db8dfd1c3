import { hash } from 'node:crypto'

/**
 * Keys of articles. In the source without a name, the key of an article is its path, such as `world/strikes.md`; in any
 * other source it is `/name/path`. No path begins with `/`, so that keys are unique.
 */

/** The key of `path` in a source; the key of the source itself if `path` is empty. */
export function qualifiedKey(source: string, path: string): string {
  if (source === '') return path
  return path === '' ? `/${source}` : `/${source}/${path}`
}

/** The name of the source of a key; empty for the source without a name. */
export function sourceNameOf(key: string): string {
  return key.startsWith('/') ? key.slice(1, endOfName(key)) : ''
}

/** The path of a key within its source. */
export function pathOf(key: string): string {
  return key.startsWith('/') ? key.slice(endOfName(key) + 1) : key
}

/** Whether a key is `folder` or is below it; for an empty folder, whether it belongs to the source without a name. */
export function isWithin(key: string, folder: string): boolean {
  return folder === '' ? !key.startsWith('/') : key === folder || key.startsWith(`${folder}/`)
}

/** The parent folders of a file, outermost first; for a top-level file, the source itself. */
export function foldersOf(key: string): readonly string[] {
  const source = sourceNameOf(key)
  const names = pathOf(key).split('/').slice(0, -1)
  if (names.length === 0) return [qualifiedKey(source, '')]
  return names.map((_, n) => qualifiedKey(source, names.slice(0, n + 1).join('/')))
}

/** A short hash by which a folder is recognized, and that does not reveal its name. */
export const folderHash = (folder: string): string => hash('sha256', folder, 'hex').slice(0, 8)

function endOfName(key: string): number {
  const end = key.indexOf('/', 1)
  return end === -1 ? key.length : end
}
