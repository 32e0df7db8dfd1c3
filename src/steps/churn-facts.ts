import type { ArticleEntry } from '../article/article.ts'
import { latest } from '../article/instant.ts'
import { pathOf, qualifiedKey, sourceNameOf } from '../article/key.ts'
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts'
import { lostBefore } from '../catalog/facts.ts'
import type { EntryLookup } from '../feed/missing-items.ts'
import type { ChurnFacts } from '../gate/churn.ts'

/** The articles of an id. */
export function lookupIn(catalog: Catalog): EntryLookup {
  return (id): ArticleEntry[] => catalog.keysOfId(id).flatMap((key) => catalog.get(key)?.entry ?? [])
}

/** Ids of articles that were known, whose files cannot be used now, and of which nothing else is known. */
export function unreadableIn(catalog: Catalog): ReadonlySet<string> {
  return idsOf(catalog, ({ isWithheld }) => isWithheld !== true)
}

/** Ids of articles whose files cannot be used and say, or may say, that they are not public. */
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

/** What the churn guard asks the catalog, the same for all feeds of a run. Looked up only when it asks. */
export function churnFactsIn(catalog: Catalog): Omit<ChurnFacts, 'absenceOf'> {
  let keys: ReadonlyMap<string, string> | undefined
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
      const key = keys.get(id)
      if (key === undefined) return undefined
      const path = pathOf(key)
      const folder = qualifiedKey(sourceNameOf(key), path.slice(0, Math.max(path.indexOf('/'), 0)))
      const known = empty.get(folder) ?? isEmpty(folder)
      empty.set(folder, known)
      return known ? folder : undefined
    },
    releasedAt(id) {
      const [key] = catalog.keysOfId(id)
      const memory = key === undefined ? undefined : catalog.get(key)?.memory
      return latest([memory?.wentLive, memory?.returned])
    },
  }
}

/** Where the files of articles were that are gone or cannot be used. */
function lostKeys(catalog: Catalog): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const { key, memory } of catalog.departed()) if (memory.id !== undefined) keys.set(memory.id, key)
  for (const { key, entry, memory } of catalog.withFindings())
    if (entry === undefined && memory.id !== undefined) keys.set(memory.id, key)
  return keys
}
