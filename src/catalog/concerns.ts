import type { Catalog } from './catalog.ts'

/**
 * Whether a change of one of these files can change an article: the file is or was one, is a folder of articles, or is
 * used by articles. Other files of editors and programs are ignored.
 */
export function concerns(
  catalog: Pick<Catalog, 'revisions' | 'withMedia'>,
  files: readonly string[],
): boolean {
  for (const file of files) for (const _known of catalog.revisions(file)) return true
  const changed = new Set(files)
  // A missing file that an article refers to is recorded as well.
  for (const [, uses] of catalog.withMedia())
    for (const { path } of uses) for (const place of placesOf(path)) if (changed.has(place)) return true
  return false
}

/** A path and its parent folders. */
function placesOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))
}
