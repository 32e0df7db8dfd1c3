import type { LedgerStore, StoredBatch } from './stored-ledger.ts'

/** A ledger that exists as long as the process: for tests. */
export function createMemoryLedgerStore(name = 'memory'): LedgerStore {
  let batches: readonly StoredBatch[] = []
  return {
    name,
    async ends() {
      const [first, last] = [batches[0], batches.at(-1)]
      return first === undefined || last === undefined
        ? undefined
        : { first: placeOf(first), last: placeOf(last) }
    },
    async *read(from) {
      yield* batches.filter(({ number }) => number >= from)
    },
    async append(batch, after) {
      if ((batches.at(-1)?.token ?? '') !== after) return false
      batches = [...batches, batch]
      return true
    },
    async drop(before) {
      batches = batches.filter(({ number }) => number >= before)
    },
  }
}

const placeOf = ({ text: _text, ...position }: StoredBatch) => position
