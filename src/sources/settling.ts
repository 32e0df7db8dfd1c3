import { changedAt, type FileFacts, factsIn, factsOf } from './revision.ts'
import type { ArticleRef } from './source.ts'

/**
 * Distinguishes finished files from those that programs are still writing: a file that is being written, or is missing
 * while it is being replaced, seems to be a changed or deleted article.
 */
export interface Settling {
  /** One check of a listing, which may wait for unfinished files, or leave them to a later check. */
  look(options: { readonly mayWait: boolean }): SettlingLook
  /** Records that the file was moved into place as a whole, with this metadata. */
  cameWhole(key: string, facts: FileFacts): void
  /** Unfinished files, and the milliseconds after which to check them again; undefined if there are none. */
  waiting(): { readonly keys: readonly string[]; readonly ms: number } | undefined
}

export interface SettlingLook {
  /** Whether a new or changed file may be read. */
  isWhole(ref: Pick<ArticleRef, 'key' | 'revision'>): boolean
  /** Marks a file as unfinished because it was written to while it was being read. */
  postpone(ref: Pick<ArticleRef, 'key' | 'revision'>): void
  /**
   * Whether a missing file is gone. Called after {@link isWhole}, because a file that is being written may be the
   * missing one under a new name.
   */
  isGone(key: string): boolean
  /** Whether the file has been changing for so long that the user should be informed. */
  isRestless(key: string): boolean
  /** Waits as long as unfinished files may need; resolves to `false` at once if they are left to a later check. */
  pause(signal: AbortSignal): Promise<boolean>
  /** Ends the check; files that were not examined are dropped. */
  finish(): void
}

export interface SettlingOptions {
  /** Milliseconds for which a file must be unchanged, or missing. */
  readonly quietMs: number
  /** Milliseconds since 1970, comparable with file times. */
  now(): number
  /** Monotonic milliseconds. */
  elapsed(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

interface Unfinished {
  readonly facts: string
  /** When this state was first seen, and when the file was first seen as unfinished. */
  readonly since: number
  readonly first: number
}

/** After this time, a file that never stops changing, such as a log, is reported, and checked less often. */
const RESTLESS_MS = 60_000
/** Maximum time to wait for a move of many files. */
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
      // Bounds the size, because temporary names are never queried.
      if (whole.size >= MOST_WHOLE) whole.clear()
      whole.set(key, factsIn(facts))
    },
    waiting() {
      const keys = [...unfinished.keys(), ...missing.keys()]
      return keys.length === 0 ? undefined : { keys, ms: leftMs(elapsed()) }
    },
  }
}
