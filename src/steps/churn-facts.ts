import type { ArticleEntry } from '../article/article.ts'
import { latest } from '../article/instant.ts'
import { pathOf, qualifiedKey, sourceNameOf } from '../article/key.ts'
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts'
import { lostBefore } from '../catalog/facts.ts'
import type { EntryLookup } from '../feed/missing-items.ts'
import type { ChurnFacts } from '../gate/churn.ts'

/** The articles with an id. */
export function lookupIn(catalog: Catalog): EntryLookup {
  return (id): ArticleEntry[] => catalog.keysOfId(id).flatMap((key) => catalog.get(key)?.entry ?? [])
}

/** Ids of known articles whose files cannot be used now and have no other current file. */
export function unreadableIn(catalog: Catalog): ReadonlySet<string> {
  return idsOf(catalog, ({ isWithheld }) => isWithheld !== true)
}

/** Ids of articles whose files cannot be used and state, or may state, that they are not public. */
export function withheldIn(catalog: Catalog): ReadonlySet<string> {
  return idsOf(catalog, ({ isWithheld }) => isWithheld === true)
}

function idsOf(catalog: Catalog, isMeant: (record: CatalogRecord) => boolean): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const record of catalog.withFindings())
    if (record.entry === undefined && record.memory.id !== undefined && isMeant(record))
      ids.add(record.memory.id)
  return ids
}

/** The catalog data for the churn guard, the same for all feeds of a run. Computed on demand. */
export function churnFactsIn(catalog: Catalog): Omit<ChurnFacts, 'absenceOf'> {
  let keys: ReadonlyMap<string, string> | undefined
  let lostBelow: ReadonlyMap<string, number> | undefined
  const empty = new Map<string, boolean>()
  const isEmpty = (folder: string): boolean => {
    for (const [key] of catalog.revisions(folder === '' ? undefined : folder))
      if (catalog.get(key)?.entry !== undefined) return false
    return true
  }
  return {
    lostBefore: lostBefore(catalog),
    emptyFolderOf(id) {
      keys ??= lostKeys(catalog)
      lostBelow ??= countBelow(keys.values())
      const key = keys.get(id)
      if (key === undefined) return undefined
      return foldersOf(key).find((folder, depth) => {
        // A folder for one article, with its text and pictures, is removed with it as a matter of course.
        if (depth > 0 && (lostBelow?.get(folder) ?? 0) < 2) return false
        const known = empty.get(folder) ?? isEmpty(folder)
        empty.set(folder, known)
        return known
      })
    },
    releasedAt(id) {
      const [key] = catalog.keysOfId(id)
      const memory = key === undefined ? undefined : catalog.get(key)?.memory
      return latest([memory?.wentLive, memory?.returned])
    },
  }
}

/** The parent folders of a file, outermost first; for a top-level file, the source itself. */
function foldersOf(key: string): readonly string[] {
  const source = sourceNameOf(key)
  const names = pathOf(key).split('/').slice(0, -1)
  if (names.length === 0) return [qualifiedKey(source, '')]
  return names.map((_, n) => qualifiedKey(source, names.slice(0, n + 1).join('/')))
}

function countBelow(keys: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys)
    for (const folder of foldersOf(key)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  return counts
}

/** Former locations of articles whose files are gone or cannot be used. */
function lostKeys(catalog: Catalog): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const { key, memory } of catalog.departed()) if (memory.id !== undefined) keys.set(memory.id, key)
  for (const { key, entry, memory } of catalog.withFindings())
    if (entry === undefined && memory.id !== undefined) keys.set(memory.id, key)
  return keys
}
