import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * The true path of the file that `key` (a path below `root`, `/` between parts, NFC) names, however its name is
 * normalised on disk. Undefined when there is none, or when links lead out of `root`.
 */
export function diskPath(root: string, key: string): string | undefined {
  const parts = key.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')))
    return undefined
  try {
    let path = root
    for (const part of parts) path = join(path, nameOnDisk(path, part))
    const real = realpathSync(path)
    return real.startsWith(realpathSync(root) + sep) ? real : undefined
  } catch {
    return undefined
  }
}

function nameOnDisk(folder: string, name: string): string {
  // ASCII has one way to be written.
  if (!/[^\p{ASCII}]/u.test(name) || existsSync(join(folder, name))) return name
  return readdirSync(folder).find((entry) => entry.normalize('NFC') === name) ?? name
}
