import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { articleKindOf } from '../article/article-kind.ts'
import type { Catalog } from './catalog.ts'

/**
 * Whether a change of one of these paths below the content folder can change an article: each is or was an article, a
 * folder, or a file that articles use. What editors and other programs keep beside them is none of it.
 */
export function concerns(
  catalog: Pick<Catalog, 'revisions' | 'withMedia'>,
  contentDir: string,
  paths: readonly string[],
): boolean {
  const others = new Set<string>()
  for (const path of paths) {
    const key = path.normalize('NFC')
    if (articleKindOf(key) !== undefined || isFolder(join(contentDir, path))) return true
    for (const _known of catalog.revisions(key)) return true
    others.add(key)
  }
  // A missing file that an article asks for is remembered as well.
  for (const [, uses] of catalog.withMedia())
    for (const { path } of uses) for (const place of placesOf(path)) if (others.has(place)) return true
  return false
}

/** A path and the folders it lies in. */
function placesOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory()
  } catch {
    return false
  }
}
