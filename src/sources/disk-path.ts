import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { isAscii } from '../article/text.ts'

/** The key of the file at `path` below the content folder, as the file system spells it: the same for each of its spellings. */
export const keyOf = (path: string): string => (isAscii(path) ? path : path.normalize('NFC'))

/**
 * The true path of the file that `key` (a path below `root`, `/` between parts, NFC) names, however its name is
 * normalized on disk. Undefined when there is none, or when links lead out of `root`.
 */
export function diskPath(root: string, key: string): string | undefined {
  try {
    const spelled = spelledOnDisk(root, key)
    if (spelled === undefined) return undefined
    const path = join(root, spelled)
    // Most links of an article lead to no file, and being told so is cheaper than an error.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    const real = realpathSync.native(path)
    return real.startsWith(realpathSync.native(root) + sep) ? real : undefined
  } catch {
    return undefined
  }
}

/**
 * The key as the file system spells it. Undefined for what is no path below `root`; a path that does not exist is given
 * back as it is.
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
  // ASCII has one way to be written.
  if (isAscii(name) || existsSync(join(folder, name))) return name
  try {
    return readdirSync(folder).find((entry) => entry.normalize('NFC') === name) ?? name
  } catch {
    return name
  }
}
