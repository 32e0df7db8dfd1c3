import { realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'

/** Those of `folders` that are inside `contentDir`, as relative paths with `/` between parts; links are resolved. */
export function foldersWithin(contentDir: string, folders: readonly string[]): readonly string[] {
  const found = [contentDir, real(contentDir)].flatMap((root) =>
    folders.flatMap((folder) => [folder, real(folder)].map((path) => relative(root, path))),
  )
  const isWithin = (path: string) => path !== '' && path !== '..' && !path.startsWith(`..${sep}`)
  return [...new Set(found.filter((path) => isWithin(path) && resolve(path) !== path))].map((path) =>
    path.split(sep).join('/'),
  )
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
