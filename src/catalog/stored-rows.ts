import type { Catalog, CatalogRecord } from './catalog.ts'
import { LISTS } from './index-rows.ts'
import { type LmdbStore, unreadable } from './lmdb-store.ts'
import { createPendingChanges, type StoredRecords } from './pending-changes.ts'
import { createRecordGroups } from './record-groups.ts'
import { createSortedRows, type SortedRows } from './sorted-rows.ts'

/** Rows and records of a store, including pending changes. */
export interface StoredRows extends Pick<Catalog, 'get' | 'keysOfId' | 'keysOfAddress' | 'apply' | 'fact'> {
  /**
   * The current rows, including those written by another process; pending changes are stored first, or only those of
   * `list` if it is the only one that is going to be read.
   */
  rows(list?: string): SortedRows
  record(n: number): CatalogRecord | undefined
  /** Registers `forget` to be called when cached data may be outdated. */
  onForget(forget: () => void): void
}

/** Maximum number of texts of an unfinished batch in memory: some twenty megabytes. */
const MOST_TEXTS = 20_000
/** For how many times as many records their rows may wait, which take less memory. */
const ROWS_WAIT = 2.5
/**
 * Beyond that, they are stored when they are this part of the stored ones, because that rewrites most pages:
 * the time for a million articles is then proportional to their number.
 */
const PENDING_PART = 1 / 4

/** @param most see {@link MOST_TEXTS} */
export function createStoredRows(path: string, store: LmdbStore, most = MOST_TEXTS): StoredRows {
  const { rows: pages, facts, meta } = store
  const counter = (name: string): number => Number(meta.get(name) ?? '0')
  let lastPage = 0
  const lists = createSortedRows({
    get: (key) => pages.get(key),
    put: (key, text) => void pages.put(key, text),
    remove: (key) => void pages.remove(key),
    nextPage: () => ++lastPage,
  })
  const records = createRecordGroups(path, store)
  const pending = createPendingChanges()
  const caches = [lists.forget, records.forget]
  let generation = meta.get('generation')

  function forget(): void {
    for (const one of caches) one()
  }

  /** The stored rows. While changes wait, no other process writes. */
  function stored(): SortedRows {
    if (!pending.isEmpty) return lists
    const found = meta.get('generation')
    if (found !== generation) forget()
    generation = found
    return lists
  }

  function numberOfKey(key: string): number | undefined {
    const [number] = stored().behind(LISTS.keys, key)
    return number === undefined ? undefined : Number.parseInt(number, 36)
  }

  const known: StoredRecords = {
    get next() {
      return counter('records')
    },
    get isEmpty() {
      return stored().isEmpty(LISTS.keys)
    },
    numberOfKey,
    get: records.get,
    rowsOfDeparted: (key) => stored().startingWith(LISTS.departed, `${key}\0`),
  }

  function write(): void {
    const changes = pending.take()
    if (changes === undefined) return
    lastPage = counter('pages')
    for (const [list, edits] of changes.edits) lists.edit(list, edits)
    records.put(changes.records)
    for (const [name, value] of changes.facts) facts.put(name, value)
    meta.put('pages', String(lastPage))
    meta.put('records', String(changes.next))
    meta.put('generation', String(counter('generation') + 1))
  }

  function flush(): void {
    try {
      store.together(write)
    } catch (cause) {
      throw unreadable(path, cause)
    } finally {
      forget()
    }
  }

  /** Whether so much waits that it has to be stored, even after the texts of new records. */
  function isTooMuch(): boolean {
    if (pending.size >= Math.max(most * ROWS_WAIT, stored().count(LISTS.keys) * PENDING_PART)) return true
    if (pending.texts >= most) store.together(() => records.put(pending.takeNewTexts()))
    return pending.texts >= most
  }

  /** Reads from the store, after storing pending changes that affect the result. */
  function settled<T>(isPending: boolean, read: () => T): T {
    if (isPending) flush()
    return read()
  }

  return {
    rows: (list) => settled(list === undefined ? !pending.isEmpty : pending.hasList(list), stored),
    record: records.get,
    onForget: (one) => void caches.push(one),
    get: (key) =>
      settled(pending.hasKey(key), () => {
        const n = numberOfKey(key)
        return n === undefined ? undefined : records.get(n)
      }),
    keysOfId: (id) => settled(pending.hasId(id), () => stored().behind(LISTS.ids, id)),
    keysOfAddress: (address) =>
      settled(pending.hasAddress(address), () => stored().behind(LISTS.addresses, address)),
    async apply(batch) {
      if (pending.overlaps(batch)) flush()
      let isLast = batch.more !== true
      try {
        pending.add(batch, known)
        isLast ||= isTooMuch()
      } catch (cause) {
        pending.take()
        throw unreadable(path, cause)
      }
      if (isLast) flush()
    },
    fact: (name) => pending.fact(name) ?? facts.get(name),
  }
}
