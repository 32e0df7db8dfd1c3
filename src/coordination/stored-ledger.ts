import { EnvironmentError } from '../errors.ts'
import type { Fence } from './lease.ts'
import type { Ledger, LedgerBatch, LedgerEntry, Position } from './ledger.ts'
import { entriesText, readEntries } from './ledger-entry.ts'
import { leaseLost } from './renewal.ts'

export interface StoredBatch extends Position {
  readonly text: string
}

/** A store of ledger batches that several machines share. Methods throw if the store does not answer. */
export interface LedgerStore {
  /** Name for messages, without password. */
  readonly name: string
  ends(): Promise<{ readonly first: Position; readonly last: Position } | undefined>
  /** The batches from this number on, in order. */
  read(from: number): AsyncIterable<StoredBatch>
  /**
   * Atomically appends a batch if the last one has the token `after` (empty if there is none); returns false otherwise.
   * The batch is then as durable as the store allows.
   */
  append(batch: StoredBatch, after: string): Promise<boolean>
  /** Removes the batches before this number. */
  drop(before: number): Promise<void>
}

/** A kind of store for ledgers: one file in this folder, and its line in `index.ts`. */
export interface LedgerKind {
  /** Name for people. */
  readonly label: string
  /** Schemes of its addresses, such as `redis`. */
  readonly schemes: readonly string[]
  readonly example: string
  /** Whether an address with that scheme is valid; if absent, all are. */
  takes(address: string): boolean
  /**
   * Does not connect yet.
   *
   * @param name the same for all publishers of one site
   * @param cwd base of relative paths
   */
  open(address: string, name: string, cwd: string): LedgerStore
}

/** Number of entries, about 200 kilobytes. */
const BATCH = 500
/** In characters; a batch of the longest keys and ids is shorter. */
const LONGEST_BATCH = 16_000_000

/** @param newToken creates a unique text for each batch */
export function createStoredLedger(store: LedgerStore, newToken: () => string): Ledger {
  async function add(entries: readonly LedgerEntry[], after: Position, fence: Fence): Promise<Position> {
    fence.check()
    // A lease without terms cannot be outdated by one that has them.
    if (fence.term !== 0 && fence.term < after.term)
      throw leaseLost(
        `a publisher of term ${after.term} has written to ${store.name}, and this is term ${fence.term}`,
      )
    const position: Position = {
      number: after.number + 1,
      token: newToken(),
      term: Math.max(fence.term, after.term),
      total: after.total + entries.length,
    }
    const batch = { ...position, text: entriesText(entries) }
    if (!(await answered(store, () => store.append(batch, after.token))))
      throw leaseLost(`another publisher has written to ${store.name} since this run read it`)
    return position
  }

  return {
    name: store.name,
    ends: () => answered(store, () => store.ends()),
    async *read(from) {
      const batches = store.read(from)[Symbol.asyncIterator]()
      try {
        for (;;) {
          const { done, value } = await answered(store, () => batches.next())
          if (done === true) return
          yield batchOf(value, store)
        }
      } finally {
        await batches.return?.()
      }
    },
    async append(entries, after, fence) {
      let position = after
      let batch: LedgerEntry[] = []
      for (const entry of entries) {
        batch.push(entry)
        if (batch.length < BATCH) continue
        position = await add(batch, position, fence)
        batch = []
      }
      return batch.length === 0 ? position : add(batch, position, fence)
    },
    drop: (before) => answered(store, () => store.drop(before)),
  }
}

function batchOf({ text, ...position }: StoredBatch, store: LedgerStore): LedgerBatch {
  const entries = text.length > LONGEST_BATCH ? { mistake: 'it is too long' } : readEntries(text)
  if ('mistake' in entries) throw ledgerUnreadable(store.name, `batch ${position.number}: ${entries.mistake}`)
  return { position, entries }
}

export function ledgerUnreadable(name: string, what: string): EnvironmentError {
  return new EnvironmentError(
    'LEDGER_UNREADABLE',
    `${name} is not a ledger that this version can read: ${what}`,
    {
      fix: 'use the version of feedwright that wrote it, or set another ledger: each publisher writes what it knows to an empty one',
    },
  )
}

async function answered<T>(store: LedgerStore, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EnvironmentError) throw error
    const reason = error instanceof Error ? error.message || error.name : String(error)
    throw new EnvironmentError('LEDGER_UNAVAILABLE', `cannot use ${store.name}: ${reason}`, {
      cause: error,
      fix: 'check that it runs, its address in `ledger` or FEEDWRIGHT_LEDGER_URL, and the rights of its user; without the ledger, nothing is published',
    })
  }
}
