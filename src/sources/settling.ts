import { changedAt, type FileFacts, factsIn, factsOf } from './revision.ts'
import type { ArticleRef } from './source.ts'

/**
 * Tells what programs are still at work on from what is finished: a file that is being written, or that is away because
 * it is being replaced, looks like an article that says something else, or like one that was deleted.
 */
export interface Settling {
  /** One look at what a listing shows, which may wait for what is unfinished, or leave it to a later one. */
  look(options: { readonly mayWait: boolean }): SettlingLook
  /** The file was put in its place whole, by renaming, as it was then. */
  cameWhole(key: string, facts: FileFacts): void
  /** What was found unfinished, and in how many milliseconds it is worth another look; undefined when nothing was. */
  waiting(): { readonly keys: readonly string[]; readonly ms: number } | undefined
}

export interface SettlingLook {
  /** Whether a new or changed file may be read. */
  isWhole(ref: Pick<ArticleRef, 'key' | 'revision'>): boolean
  /** A whole file was written to while it was read, so that nothing is known of it. */
  postpone(ref: Pick<ArticleRef, 'key' | 'revision'>): void
  /** Whether a file that is missing is gone. Asked after {@link isWhole}: what is being written may be what has moved. */
  isGone(key: string): boolean
  /** Whether the file has been changing for so long that a person should know. */
  isRestless(key: string): boolean
  /** Waits as long as what is unfinished may need; resolves to `false`, at once, where a later look is as good. */
  pause(signal: AbortSignal): Promise<boolean>
  /** Everything was asked about: what was not is forgotten. */
  finish(): void
}

export interface SettlingOptions {
  /** For how long a file must stand still, or be missing, in milliseconds. */
  readonly quietMs: number
  /** Milliseconds since 1970, as file systems keep times. */
  now(): number
  /** Monotonic milliseconds. */
  elapsed(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

interface Unfinished {
  readonly facts: string
  /** When it was first seen like this, and unfinished at all. */
  readonly since: number
  readonly first: number
}

/** After so long a file that never stands still, as a log does, is told of, and looked at less often. */
const RESTLESS_MS = 60_000
/** A move of many files is never waited for longer than this. */
const LONGEST_ABSENCE_MS = 60_000

const MOMENT_MS = 20
const MOST_WHOLE = 10_000

export function createSettling({ quietMs, now, elapsed, sleep }: SettlingOptions): Settling {
  let unfinished: ReadonlyMap<string, Unfinished> = new Map()
  let missing: ReadonlyMap<string, number> = new Map()
  const whole = new Map<string, string>()

  function leftMs(at: number): number {
    let least = Number.POSITIVE_INFINITY
    for (const { since, first } of unfinished.values()) {
      const age = at - first
      least = Math.min(least, age > RESTLESS_MS ? RESTLESS_MS : quietMs - (at - since))
    }
    for (const since of missing.values())
      least = Math.min(least, Math.max(quietMs - (at - since), quietMs / 4))
    return Math.max(least, MOMENT_MS)
  }

  return {
    look({ mayWait }) {
      let at = elapsed()
      let wall = now()
      const before = unfinished
      const missed = missing
      const found = new Map<string, Unfinished>()
      const away = new Map<string, number>()
      return {
        isWhole({ key, revision }) {
          const facts = factsOf(revision)
          const age = wall - changedAt(revision)
          const known = found.get(key) ?? before.get(key)
          const since = known?.facts === facts ? known.since : age >= 0 && age < quietMs ? at - age : at
          if (quietMs === 0 || whole.get(key) === facts || age >= quietMs || at - since >= quietMs) {
            found.delete(key)
            whole.delete(key)
            return true
          }
          found.set(key, { facts, since, first: known?.first ?? at })
          return false
        },
        postpone({ key, revision }) {
          found.set(key, { facts: factsOf(revision), since: at, first: before.get(key)?.first ?? at })
        },
        isGone(key) {
          const since = missed.get(key) ?? at
          const absence = at - since
          if (quietMs === 0 || absence >= LONGEST_ABSENCE_MS) return true
          if (absence >= quietMs && found.size === 0) return true
          away.set(key, since)
          return false
        },
        isRestless: (key) => at - (found.get(key)?.first ?? at) >= RESTLESS_MS,
        async pause(signal) {
          if (!mayWait || found.size === 0) return false
          let youngest = Number.NEGATIVE_INFINITY
          for (const { since } of found.values()) youngest = Math.max(youngest, since)
          await sleep(quietMs - (at - youngest), signal)
          at = elapsed()
          wall = now()
          return true
        },
        finish() {
          unfinished = found
          missing = away
        },
      }
    },
    cameWhole(key, facts) {
      // Temporary names are never asked about.
      if (whole.size >= MOST_WHOLE) whole.clear()
      whole.set(key, factsIn(facts))
    },
    waiting() {
      const keys = [...unfinished.keys(), ...missing.keys()]
      return keys.length === 0 ? undefined : { keys, ms: leftMs(elapsed()) }
    },
  }
}
