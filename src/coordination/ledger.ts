import type { Instant } from '../article/instant.ts'
import type { ArticleMemory, ArticlePlace } from '../catalog/catalog.ts'
import type { Fence } from './lease.ts'

/**
 * Data about the articles under one key, or about runs. The last entry of a key is valid, and so is the last one about
 * runs.
 */
export type LedgerEntry =
  | {
      readonly kind: 'memory'
      readonly key: string
      readonly memory: ArticleMemory
      /** Absent if the article is not live. */
      readonly livedAt?: ArticlePlace | undefined
    }
  | {
      readonly kind: 'departed'
      readonly key: string
      readonly memory: ArticleMemory
      /** When its file vanished. */
      readonly gone: Instant
    }
  /** There is no longer any data under the key. */
  | { readonly kind: 'forgotten'; readonly key: string }
  | { readonly kind: 'run'; readonly lastRun: Instant; readonly lostBefore?: Instant }

/** A position in a ledger: everything up to and including a batch. */
export interface Position {
  /** Number of the batch; increases, and is never reused. */
  readonly number: number
  /** Unique name of the batch; empty before the first one. */
  readonly token: string
  /** Term of the publisher that appended it, and the highest so far. */
  readonly term: number
  /** Number of entries since the last snapshot, up to this position. */
  readonly total: number
}

export interface LedgerBatch {
  readonly position: Position
  readonly entries: readonly LedgerEntry[]
}

/** The position before the first batch. */
export const LEDGER_START: Position = { number: 0, token: '', term: 0, total: 0 }

/**
 * The state that must outlive a single machine: data about articles that is in no file and no published document.
 * Publishers append to it in turn, each after reading what precedes. Entries are idempotent, so they may be repeated.
 *
 * Methods throw `EnvironmentError`: `LEDGER_UNAVAILABLE` if there is no answer, `LEDGER_UNREADABLE` for data that no
 * version known to this one has written.
 */
export interface Ledger {
  /** Name for messages, without password. */
  readonly name: string
  /** The first and the last batch in the ledger; undefined if nothing was ever appended, or if everything was lost. */
  ends(): Promise<{ readonly first: Position; readonly last: Position } | undefined>
  /** The batches from this number on, in order. */
  read(from: number): AsyncIterable<LedgerBatch>
  /**
   * Appends entries, in several batches if there are many; after an interruption, the durable batches are a prefix of
   * them. Returns the position after them. Throws `LEASE_LOST`, without appending anything, if the last batch is not
   * that of `after`, or has a later term than the fence: a publisher that was suspended beyond its lease cannot append.
   *
   * @param after the last position that was read; if its `total` is 0, the entries begin a snapshot, and its `number`
   * is one below the lowest allowed number of the next batch
   */
  append(entries: Iterable<LedgerEntry>, after: Position, fence: Fence): Promise<Position>
  /** Removes the batches before this number, which later batches repeat. */
  drop(before: number): Promise<void>
}
