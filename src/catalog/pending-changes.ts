import { addressOf, type CatalogBatch, type CatalogRecord } from './catalog.ts'
import { LISTS, rowsOf } from './index-rows.ts'
import type { RowEdits } from './sorted-rows.ts'
import { createTextHashes } from './text-hashes.ts'
import { createTextLog, type TextLog } from './text-log.ts'

/** The stored state on which pending changes depend. */
export interface StoredRecords {
  /** Number for a new record: greater than any stored one. */
  readonly next: number
  readonly isEmpty: boolean
  numberOfKey(key: string): number | undefined
  get(n: number): CatalogRecord | undefined
  rowsOfDeparted(key: string): Iterable<string>
}

/** The text of a record, and its number. */
export type NumberedText = readonly [n: number, text: string]

/** Changes in the form in which they are stored. */
export interface WrittenChanges {
  readonly edits: Iterable<readonly [list: string, edits: RowEdits]>
  /** In the order of numbers; an empty text for a record to delete. */
  readonly records: Iterable<NumberedText>
  readonly facts: ReadonlyMap<string, string>
  readonly next: number
}

/**
 * Changes that wait to be stored in one step, so that each list is rewritten once for thousands of them. Records and
 * rows wait as bytes outside of the heap.
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
   * Returns the texts of new records in the order of numbers, and drops them: nothing refers to a new record before its
   * rows are stored, so its text may be stored earlier.
   */
  takeNewTexts(): Iterable<NumberedText>
  /** Returns the pending changes and clears them; undefined if there are none. */
  take(): WrittenChanges | undefined
}

export function createPendingChanges(): PendingChanges {
  let edits = new Map<string, PendingEdits>()
  let rowTexts = createTextLog()
  /** Places of the texts of records, by number. */
  let records = new Map<number, number>()
  let recordTexts = createTextLog()
  let facts = new Map<string, string>()
  let next = 0
  /** Number of the first new record. */
  let firstNew = 0
  let taken = 0
  const keys = createTextHashes()
  const ids = createTextHashes()
  const addresses = createTextHashes()

  function editsOf(list: string): PendingEdits {
    const known = edits.get(list)
    if (known !== undefined) return known
    const fresh: PendingEdits = { add: [], remove: [] }
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
      let last = ''
      let place = 0
      for (const [list, row] of rowsOf(record, n)) {
        if (old.size > 0 && old.delete(`${list}\n${row}`)) continue
        // Several lists have the same row.
        if (row !== last) place = rowTexts.add(row)
        last = row
        editsOf(list).add.push(place)
      }
      records.set(n, recordTexts.add(JSON.stringify(record)))
    } else if (known !== undefined) {
      records.set(n, recordTexts.add(''))
    }
    for (const [list, row] of old.values()) editsOf(list).remove.push(row)
  }

  function addDeparted({ depart = [], forget = [] }: CatalogBatch, stored: StoredRecords): void {
    const departs = new Map(depart.map((one) => [one.key, one]))
    for (const key of new Set([...forget, ...departs.keys()]))
      for (const row of stored.rowsOfDeparted(key)) editsOf(LISTS.departed).remove.push(row)
    for (const one of departs.values())
      editsOf(LISTS.departed).add.push(rowTexts.add(`${one.key}\0${JSON.stringify([one.memory, one.gone])}`))
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
      const fresh = new Map([...records].filter(([n]) => n >= firstNew))
      for (const n of fresh.keys()) records.delete(n)
      taken += fresh.size
      const taking = textsIn(fresh, recordTexts)
      if (records.size === 0) recordTexts = createTextLog()
      return taking
    },
    take() {
      if (this.isEmpty) return undefined
      const written = {
        edits: editsIn(edits, rowTexts),
        records: textsIn(records, recordTexts),
        facts,
        next,
      }
      edits = new Map()
      rowTexts = createTextLog()
      records = new Map()
      recordTexts = createTextLog()
      facts = new Map()
      taken = 0
      keys.clear()
      ids.clear()
      addresses.clear()
      return written
    },
  }
}

/** Edits of a list: the places of the rows to add, and the rows to remove. */
interface PendingEdits {
  readonly add: number[]
  readonly remove: string[]
}

function* editsIn(
  edits: ReadonlyMap<string, PendingEdits>,
  rows: TextLog,
): Iterable<readonly [string, RowEdits]> {
  for (const [list, { add, remove }] of edits) yield [list, { add: add.map(rows.get), remove }]
}

function* textsIn(records: ReadonlyMap<number, number>, texts: TextLog): Iterable<NumberedText> {
  for (const [n, place] of [...records].sort(([a], [b]) => a - b)) yield [n, texts.get(place)]
}
