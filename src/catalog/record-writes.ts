import { isDeepStrictEqual } from 'node:util'
import { type AddressFacts, type Claim, createAddressClaims } from './address-claims.ts'
import type { Catalog, CatalogBatch, CatalogRecord } from './catalog.ts'
import type { ChangeLog } from './changes.ts'
import { applyChange } from './facts.ts'

/** Records of a run on their way to the catalog, stored in batches. */
export interface RecordWrites {
  /** Takes a record in, as it may be stored now that its article has its address, or has it not. Claims are made in key order. */
  add(claim: Claim): Promise<CatalogRecord>
  /** Stores what was taken in, where that is a batch. */
  storeBatch(): Promise<void>
  /** Stores everything that was taken in. */
  store(): Promise<void>
  /** Stores the last batch of the run. */
  close(batch: CatalogBatch): Promise<void>
}

export interface WriteOptions {
  readonly log: ChangeLog
  /** Records handed to the catalog at once. */
  readonly batchSize: number
  /** Told of each batch before it is stored. */
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
