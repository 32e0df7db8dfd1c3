import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'

/** What became of one feed in a run. */
export interface FeedOutcome {
  readonly name: string
  readonly path: string
  /** `held`: the gate refused it and the last good files stay. */
  readonly status: 'written' | 'unchanged' | 'held' | 'removed'
  readonly items: number
  readonly added: number
  readonly changed: number
  readonly gone: number
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly written: boolean }[]
  /** Archive pages readers have, and how many of them are new or changed; absent where there are none. */
  readonly archive?: { readonly pages: number; readonly written: number }
}

/** One run of the pipeline, for people and machines. */
export interface RunReport {
  readonly startedAt: Instant
  readonly elapsedMs: number
  readonly articles: {
    readonly known: number
    readonly read: number
    readonly leftOut: number
    /** Drafts, embargoed and future-dated articles: a number and nothing else. */
    readonly waiting: number
    readonly removed: number
  }
  readonly feeds: readonly FeedOutcome[]
  readonly findings: readonly Finding[]
  readonly nextRun?: Instant
  /** What became of the feeds at the targets after the first, where there are any that took them. */
  readonly others?: readonly { readonly target: string; readonly feeds: readonly FeedOutcome[] }[]
}

/** The only way to tell anybody anything. Implementations print, log or count; nothing else in the program does. */
export interface Reporter {
  run(report: RunReport): void
  findings(findings: readonly Finding[]): void
  /** A sentence of ordinary progress (`serving http://localhost:8080`). */
  info(message: string): void
  warn(message: string): void
  error(error: unknown): void
  /** Long work: `done` of `total` (total unknown: undefined). Cheap to call often. */
  progress(what: string, done: number, total?: number): void
}
