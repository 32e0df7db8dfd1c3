import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { isAscii } from '../article/text.ts'

/**
 * The key of the file at `path` below the content folder, in the file system's spelling: the same for all Unicode
 * normalizations.
 */
export const keyOf = (path: string): string => (isAscii(path) ? path : path.normalize('NFC'))

/**
 * The resolved path of the file that `key` (a path below `root`, with `/` between parts, in NFC) names, regardless of
 * its normalization on disk. Undefined if there is none, or if links lead out of `root`.
 */
export function diskPath(root: string, key: string): string | undefined {
  try {
    const spelled = spelledOnDisk(root, key)
    if (spelled === undefined) return undefined
    const path = join(root, spelled)
    // Most links of an article do not refer to files, and this check is cheaper than an error.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    const real = realpathSync.native(path)
    return real.startsWith(realpathSync.native(root) + sep) ? real : undefined
  } catch {
    return undefined
  }
}

/**
 * The key in the spelling of the file system. Undefined if it is not a path below `root`; a path that does not exist is
 * returned unchanged.
 */
export function spelledOnDisk(root: string, key: string): string | undefined {
  const parts = key.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')))
    return undefined
  const spelled: string[] = []
  for (const part of parts) spelled.push(nameOnDisk(join(root, ...spelled), part))
  return spelled.join('/')
}

function nameOnDisk(folder: string, name: string): string {
  // ASCII has only one normalization.
  if (isAscii(name) || existsSync(join(folder, name))) return name
  try {
    return readdirSync(folder).find((entry) => entry.normalize('NFC') === name) ?? name
  } catch {
    return name
  }
}
