import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'

/** The outcome for one feed in a run. */
export interface FeedOutcome {
  readonly name: string
  readonly path: string
  /** `held`: the gate refused it, and the last accepted files are kept. */
  readonly status: 'written' | 'unchanged' | 'held' | 'removed'
  readonly items: number
  readonly added: number
  readonly changed: number
  readonly gone: number
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly written: boolean }[]
  /** Number of published archive pages, and of those that are new or changed; absent if there are none. */
  readonly archive?: { readonly pages: number; readonly written: number }
}

/** One run of the pipeline, for people and programs. */
export interface RunReport {
  readonly startedAt: Instant
  readonly elapsedMs: number
  readonly articles: {
    readonly known: number
    readonly read: number
    readonly leftOut: number
    /** Number of drafts, embargoed and future-dated articles, without further details. */
    readonly waiting: number
    readonly removed: number
  }
  readonly feeds: readonly FeedOutcome[]
  readonly findings: readonly Finding[]
  readonly nextRun?: Instant
  /** The outcomes at targets other than the first that were published. */
  readonly others?: readonly { readonly target: string; readonly feeds: readonly FeedOutcome[] }[]
}

/** All output of the program. Implementations print, log or count; no other code does. */
export interface Reporter {
  run(report: RunReport): void
  findings(findings: readonly Finding[]): void
  /** A message about progress (`serving http://localhost:8080`). */
  info(message: string): void
  warn(message: string): void
  error(error: unknown): void
  /** Progress of long work: `done` of `total` (undefined if unknown). May be called often. */
  progress(what: string, done: number, total?: number): void
}
