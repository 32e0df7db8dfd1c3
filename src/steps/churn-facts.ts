import type { ArticleEntry } from '../article/article.ts'
import { latest } from '../article/instant.ts'
import { folderHash, foldersOf } from '../article/key.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from '../catalog/catalog.ts'
import { lostBefore } from '../catalog/facts.ts'
import type { EntryLookup } from '../feed/missing-items.ts'
import { hashedFolders, type PublishedFeed } from '../feed/published-state.ts'
import type { ChurnFacts } from '../gate/churn.ts'
import type { PageItem } from './archive-pages.ts'

/** The articles with an id. */
export function lookupIn(catalog: Catalog): EntryLookup {
  return (id): ArticleEntry[] => catalog.keysOfId(id).flatMap((key) => catalog.get(key)?.entry ?? [])
}

/** Hashes of the folders of published articles, by id; see {@link ItemFacts.folders}. */
export function foldersIn(
  feeds: readonly PublishedFeed[],
  archived: readonly (readonly PageItem[])[] = [],
): ReadonlyMap<string, string> {
  const published = [...archived, ...feeds.flatMap(({ items, left = [] }) => [left, items])].flat()
  return new Map(published.flatMap(({ id, folders }) => (folders === undefined ? [] : [[id, folders]])))
}

/**
 * Ids of articles whose files cannot be used now and have no other current file. A file that cannot be read at all may be
 * any missing article of its folder: even if this catalog knows which, another machine does not, and all publish the
 * same. A file with a mistake that states no id may be one that this catalog never knew.
 *
 * @param publishedFolders see {@link foldersIn}
 */
export function unreadableIn(
  catalog: Catalog,
  publishedFolders: ReadonlyMap<string, string>,
): Pick<ReadonlySet<string>, 'has'> {
  const ids = idsOf(catalog, (record) => record.isWithheld !== true && !isUnread(record))
  const unread = new Set<string>()
  const unclear = new Set<string>()
  for (const record of catalog.withFindings()) {
    if (isUnread(record)) unread.add(hashedFolders(record.key))
    else if (record.isAnonymous === true && record.memory.id === undefined)
      unclear.add(hashedFolders(record.key))
  }
  if (unread.size + unclear.size === 0) return ids
  const departed = new Map<string, string>()
  for (const { key, memory } of catalog.departed())
    if (memory.id !== undefined) departed.set(memory.id, hashedFolders(key))
  const withheld = withheldIn(catalog)
  return {
    has(id) {
      if (ids.has(id)) return true
      if (withheld.has(id) || catalog.keysOfId(id).length > 0) return false
      const known = departed.get(id)
      const folder = publishedFolders.get(id) ?? known
      return folder === undefined || unread.has(folder) || (known !== folder && unclear.has(folder))
    },
  }
}

const isUnread = ({ isAnonymous, revision }: CatalogRecord): boolean =>
  isAnonymous === true && revision === ''

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

/**
 * The catalog data for the churn guard, the same for all feeds of a run. Computed on demand.
 *
 * @param publishedFolders see {@link foldersIn}
 */
export function churnFactsIn(
  catalog: Catalog,
  publishedFolders: ReadonlyMap<string, string>,
): Omit<ChurnFacts, 'absenceOf'> {
  let known: LostFolders | undefined
  let published: LostFolders | undefined
  const isEmpty = (folder: string): boolean => {
    for (const [key] of catalog.revisions(folder === '' ? undefined : folder))
      if (catalog.get(key)?.entry !== undefined) return false
    return true
  }
  /** The published folders of articles that no file has now: the same on every machine. */
  const publishedOfLost = () =>
    new Map(
      [...publishedFolders].flatMap(([id, folders]) =>
        catalog.keysOfId(id).length > 0 ? [] : [[id, folders.split('/')] as const],
      ),
    )
  const isUnused = (): ((hash: string) => boolean) => {
    const used = new Set<string>()
    for (const [key] of catalog.revisions())
      if (catalog.get(key)?.entry !== undefined)
        for (const folder of ['', ...foldersOf(key)]) used.add(folder)
    const hashes = new Set([...used].map(folderHash))
    return (hash) => !hashes.has(hash)
  }
  const memoryOf = (id: string): ArticleMemory | undefined => {
    const [key] = catalog.keysOfId(id)
    return key === undefined ? undefined : catalog.get(key)?.memory
  }
  return {
    lostBefore: lostBefore(catalog),
    emptyFolderOf(id) {
      published ??= lostFolders(publishedOfLost(), isUnused())
      if (published.has(id)) return published.emptyOf(id)
      known ??= lostFolders(foldersOfLost(catalog), isEmpty)
      return known.emptyOf(id)
    },
    isDated: (id) => memoryOf(id)?.dated !== undefined,
    releasedAt(id) {
      const memory = memoryOf(id)
      return latest([memory?.wentLive, memory?.returned])
    },
  }
}

function countBelow(chains: Iterable<readonly string[]>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const folders of chains)
    for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  return counts
}

/** The folders in which articles were lost. */
interface LostFolders {
  has(id: string): boolean
  /** The outermost folder of a lost article that has no articles now. */
  emptyOf(id: string): string | undefined
}

function lostFolders(
  folders: ReadonlyMap<string, readonly string[]>,
  isEmpty: (folder: string) => boolean,
): LostFolders {
  const lostBelow = countBelow(folders.values())
  const empty = new Map<string, boolean>()
  return {
    has: (id) => folders.has(id),
    emptyOf: (id) =>
      folders.get(id)?.find((folder, depth) => {
        // A folder for one article, with its text and pictures, is removed with it as a matter of course.
        if (depth > 0 && (lostBelow.get(folder) ?? 0) < 2) return false
        const known = empty.get(folder) ?? isEmpty(folder)
        empty.set(folder, known)
        return known
      }),
  }
}

/** Former folders of articles whose files are gone or cannot be used. */
function foldersOfLost(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, readonly string[]>()
  for (const { key, memory } of catalog.departed())
    if (memory.id !== undefined) folders.set(memory.id, foldersOf(key))
  for (const { key, entry, memory } of catalog.withFindings())
    if (entry === undefined && memory.id !== undefined) folders.set(memory.id, foldersOf(key))
  return folders
}
