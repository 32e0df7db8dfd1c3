import { EnvironmentError } from '../errors.ts'
import type { Clock } from './clock.ts'

/** Soon repeats a run that failed because of the environment: a lock of another command, a full disk. */
export interface Retry {
  /** Reports a failed run. Returns whether to inform the user, and whether the run is repeated. */
  failed(error: unknown): { readonly isNew: boolean; readonly again: boolean }
  succeeded(): void
  stop(): void
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 60_000
/** An attempt to take a lock is cheap, and a user may be waiting for a change to be published. */
const LONGEST_LOCK_PAUSE_MS = 4000

/** @param again called after pauses that double. */
export function createRetry(clock: Pick<Clock, 'setTimer'>, again: () => void): Retry {
  let pauseMs = FIRST_PAUSE_MS
  let told: string | undefined
  let cancel = (): void => {}
  return {
    failed(error) {
      cancel()
      if (!(error instanceof EnvironmentError)) return { isNew: true, again: false }
      const isNew = told !== error.code
      told = error.code
      cancel = clock.setTimer(pauseMs, again)
      const longest = error.code === 'TARGET_LOCKED' ? LONGEST_LOCK_PAUSE_MS : LONGEST_PAUSE_MS
      pauseMs = Math.min(2 * pauseMs, longest)
      return { isNew, again: true }
    },
    succeeded() {
      cancel()
      pauseMs = FIRST_PAUSE_MS
      told = undefined
    },
    stop: () => cancel(),
  }
}
