import { addressOf, type CatalogBatch, type CatalogRecord } from './catalog.ts'
import { LISTS, rowsOf } from './index-rows.ts'
import type { RowEdits } from './sorted-rows.ts'

/** The stored state on which pending changes depend. */
export interface StoredRecords {
  /** Number for a new record: greater than any stored one. */
  readonly next: number
  readonly isEmpty: boolean
  numberOfKey(key: string): number | undefined
  get(n: number): CatalogRecord | undefined
  rowsOfDeparted(key: string): Iterable<string>
}

/** Changes in the form in which they are stored. */
export interface WrittenChanges {
  readonly edits: ReadonlyMap<string, RowEdits>
  /** By the number of the record; empty for a record to delete. */
  readonly records: ReadonlyMap<number, string>
  readonly facts: ReadonlyMap<string, string>
  readonly next: number
}

/**
 * Changes that wait to be stored in one step. Records are already serialized, so that articles do not retain the text
 * of their files; and each list is rewritten once for thousands of them.
 */
export interface PendingChanges {
  /** Number of records. */
  readonly size: number
  /** Number of records whose text is still in memory. */
  readonly texts: number
  readonly isEmpty: boolean
  /** Whether the batch changes pending records, so that these must be stored first. */
  overlaps(batch: CatalogBatch): boolean
  add(batch: CatalogBatch, stored: StoredRecords): void
  fact(name: string): string | undefined
  /** Whether pending changes may affect the stored answer about a key, an id or an address. */
  hasKey(key: string): boolean
  hasId(id: string): boolean
  hasAddress(address: string): boolean
  /** Whether there are pending changes to the rows of a list. */
  hasList(list: string): boolean
  /**
   * Returns the texts of new records by number, and drops them: nothing refers to a new record before its rows are
   * stored, so its text may be stored earlier.
   */
  takeNewTexts(): ReadonlyMap<number, string>
  /** Returns the pending changes and clears them; undefined if there are none. */
  take(): WrittenChanges | undefined
}

export function createPendingChanges(): PendingChanges {
  let edits = new Map<string, RowEdits>()
  let records = new Map<number, string>()
  let facts = new Map<string, string>()
  let next = 0
  /** Number of the first new record. */
  let firstNew = 0
  let taken = 0
  const keys = new Set<string>()
  const ids = new Set<string>()
  const addresses = new Set<string>()

  function editsOf(list: string): RowEdits {
    const known = edits.get(list)
    if (known !== undefined) return known
    const fresh: RowEdits = { add: [], remove: [] }
    edits.set(list, fresh)
    return fresh
  }

  function note(record: CatalogRecord | undefined): void {
    if (record?.entry === undefined) return
    ids.add(record.entry.id)
    if (record.entry.status === 'live') addresses.add(addressOf(record.entry))
  }

  function replace(key: string, record: CatalogRecord | undefined, stored: StoredRecords): void {
    const known = stored.isEmpty ? undefined : stored.numberOfKey(key)
    const before = known === undefined ? undefined : stored.get(known)
    keys.add(key)
    note(before)
    note(record)
    const n = known ?? next
    // Rows that are both old and new are not touched.
    const old = new Map<string, readonly [string, string]>()
    if (before !== undefined)
      for (const [list, row] of rowsOf(before, n)) old.set(`${list}\n${row}`, [list, row])
    if (record !== undefined) {
      if (known === undefined) next++
      for (const [list, row] of rowsOf(record, n))
        if (old.size === 0 || !old.delete(`${list}\n${row}`)) editsOf(list).add.push(row)
      records.set(n, JSON.stringify(record))
    } else if (known !== undefined) {
      records.set(n, '')
    }
    for (const [list, row] of old.values()) editsOf(list).remove.push(row)
  }

  function addDeparted({ depart = [], forget = [] }: CatalogBatch, stored: StoredRecords): void {
    const departs = new Map(depart.map((one) => [one.key, one]))
    for (const key of new Set([...forget, ...departs.keys()]))
      for (const row of stored.rowsOfDeparted(key)) editsOf(LISTS.departed).remove.push(row)
    for (const one of departs.values())
      editsOf(LISTS.departed).add.push(`${one.key}\0${JSON.stringify([one.memory, one.gone])}`)
  }

  return {
    get size() {
      return records.size + taken
    },
    get texts() {
      return records.size
    },
    get isEmpty() {
      return records.size + edits.size + facts.size === 0
    },
    overlaps: ({ put, remove, depart = [], forget = [] }) =>
      put.some(({ key }) => keys.has(key)) ||
      remove.some((key) => keys.has(key)) ||
      (depart.length + forget.length > 0 && edits.has(LISTS.departed)),
    add(batch, stored) {
      if (records.size + taken === 0) firstNew = next = stored.next
      // If a batch contains a key several times, the last record is used; removals are applied before puts.
      const puts = new Map(batch.put.map((record) => [record.key, record]))
      for (const key of batch.remove) if (!puts.has(key)) replace(key, undefined, stored)
      for (const [key, record] of puts) replace(key, record, stored)
      addDeparted(batch, stored)
      for (const [name, value] of Object.entries(batch.facts ?? {})) facts.set(name, value)
    },
    fact: (name) => facts.get(name),
    hasKey: (key) => keys.has(key),
    hasId: (id) => ids.has(id),
    hasAddress: (address) => addresses.has(address),
    hasList: (list) => edits.has(list),
    takeNewTexts() {
      const texts = new Map([...records].filter(([n]) => n >= firstNew))
      for (const n of texts.keys()) records.delete(n)
      taken += texts.size
      return texts
    },
    take() {
      if (this.isEmpty) return undefined
      const written = { edits, records, facts, next }
      edits = new Map()
      records = new Map()
      facts = new Map()
      taken = 0
      keys.clear()
      ids.clear()
      addresses.clear()
      return written
    },
  }
}
