import { isDeepStrictEqual } from 'node:util'
import { type AddressFacts, type Claim, createAddressClaims } from './address-claims.ts'
import type { Catalog, CatalogBatch, CatalogRecord } from './catalog.ts'
import type { ChangeLog } from './changes.ts'
import { applyChange } from './facts.ts'

/** Stores the records of a run in batches. */
export interface RecordWrites {
  /**
   * Adds a record to the current batch, changed if another article has its address. Must be called in key order.
   *
   * @returns the record as it will be stored
   */
  add(claim: Claim): Promise<CatalogRecord>
  /** Stores the added records if they fill a batch. */
  storeBatch(): Promise<void>
  /** Stores all added records. */
  store(): Promise<void>
  /** Stores the last batch of the run. */
  close(batch: CatalogBatch): Promise<void>
}

export interface WriteOptions {
  readonly log: ChangeLog
  /** Maximum number of records stored in one batch. */
  readonly batchSize: number
  /** Called with each batch before it is stored. */
  readonly onStore?: ((batch: CatalogBatch) => void) | undefined
}

export function createRecordWrites(
  catalog: Catalog,
  facts: Omit<AddressFacts, 'store'>,
  { log, batchSize, onStore }: WriteOptions,
): RecordWrites {
  let put: CatalogRecord[] = []
  const addresses = createAddressClaims(catalog, { ...facts, store })

  async function change(batch: CatalogBatch): Promise<void> {
    onStore?.(batch)
    await applyChange(catalog, batch)
  }

  async function store(): Promise<void> {
    if (put.length > 0) await change({ put, remove: [], more: true })
    put = []
    addresses.stored()
  }

  return {
    async add(claim) {
      const ruling = await addresses.ruling(claim)
      for (const { was, is, isOfThisRun } of ruling?.others ?? []) {
        if (isOfThisRun && is.entry === undefined) log.retract(was.key)
        else log.note(was, is)
        put.push(is)
        addresses.note(is)
      }
      const record = ruling?.record ?? claim.record
      addresses.note(record)
      log.note(claim.before, record)
      if (!isDeepStrictEqual(claim.before, record)) put.push(record)
      return record
    },
    async storeBatch() {
      if (put.length >= batchSize) await store()
    },
    store,
    close: change,
  }
}
