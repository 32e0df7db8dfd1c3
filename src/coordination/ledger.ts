import type { Instant } from '../article/instant.ts'
import type { ArticleMemory, ArticlePlace } from '../catalog/catalog.ts'
import type { Fence } from './lease.ts'

/** What is known of the articles under one key, or of the runs; the last one under a key counts, and the last run. */
export type LedgerEntry =
  | {
      readonly kind: 'memory'
      readonly key: string
      readonly memory: ArticleMemory
      /** Absent where the article is not live. */
      readonly livedAt?: ArticlePlace | undefined
    }
  | {
      readonly kind: 'departed'
      readonly key: string
      readonly memory: ArticleMemory
      /** When its file vanished. */
      readonly gone: Instant
    }
  /** Nothing is known under the key any more. */
  | { readonly kind: 'forgotten'; readonly key: string }
  | { readonly kind: 'run'; readonly lastRun: Instant; readonly lostBefore?: Instant }

/** A place in a ledger: everything up to a batch, and that batch. */
export interface Position {
  /** Number of the batch; grows, and is never used for two. */
  readonly number: number
  /** Name of the batch, which no other has; empty before the first. */
  readonly token: string
  /** Of the publisher that appended it: the highest so far. */
  readonly term: number
  /** Entries that a reader of everything since the last snapshot reads, up to here. */
  readonly total: number
}

export interface LedgerBatch {
  readonly position: Position
  readonly entries: readonly LedgerEntry[]
}

/** The place before the first batch. */
export const LEDGER_START: Position = { number: 0, token: '', term: 0, total: 0 }

/**
 * What must outlive one machine: the memory of articles that no file and no published document has. Publishers append to it
 * in turn, each to what it has read. Entries may come twice: reading them again changes nothing.
 *
 * Each method throws `EnvironmentError`: `LEDGER_UNAVAILABLE` where no answer comes, `LEDGER_UNREADABLE` for what no version
 * known to this one wrote.
 */
export interface Ledger {
  /** As people call it, without password. */
  readonly name: string
  /** The first batch that is kept, and the last; undefined where nothing was ever appended, or everything was lost. */
  ends(): Promise<{ readonly first: Position; readonly last: Position } | undefined>
  /** The batches from this number on, in their order. */
  read(from: number): AsyncIterable<LedgerBatch>
  /**
   * Adds entries, as several batches where they are many; those of which all are durable are a beginning of them. Returns the
   * place behind them. Throws `LEASE_LOST`, with nothing added, where the last batch is not that of `after`, or is of a later
   * term than the fence: a publisher that slept through its lease adds nothing.
   *
   * @param after the last place that was read; its `total` 0 makes the entries the beginning of a snapshot, and its `number`
   *   is one below the lowest that the next batch may have
   */
  append(entries: Iterable<LedgerEntry>, after: Position, fence: Fence): Promise<Position>
  /** Removes the batches before this number: what follows says all they say. */
  drop(before: number): Promise<void>
}
