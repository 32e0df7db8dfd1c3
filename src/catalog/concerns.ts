import type { Catalog } from './catalog.ts'

/**
 * Whether a change of one of these files can change an article: it was one, or a folder of them, or articles use it. What
 * editors and other programs keep beside them is none of it.
 */
export function concerns(
  catalog: Pick<Catalog, 'revisions' | 'withMedia'>,
  files: readonly string[],
): boolean {
  for (const file of files) for (const _known of catalog.revisions(file)) return true
  const changed = new Set(files)
  // A missing file that an article asks for is remembered as well.
  for (const [, uses] of catalog.withMedia())
    for (const { path } of uses) for (const place of placesOf(path)) if (changed.has(place)) return true
  return false
}

/** A path and the folders it lies in. */
function placesOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))
}
