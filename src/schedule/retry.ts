import { EnvironmentError } from '../errors.ts'
import type { Clock } from './clock.ts'

/** Tries a run again soon that failed because of what is around us: a lock that another command holds, a disk that is full. */
export interface Retry {
  /** A run failed. Tells whether a person should hear of it, and whether it is tried again. */
  failed(error: unknown): { readonly isNew: boolean; readonly again: boolean }
  succeeded(): void
  stop(): void
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 60_000
/** To try a lock costs next to nothing, and somebody may wait for what was saved meanwhile. */
const LONGEST_LOCK_PAUSE_MS = 4000

/** @param again called when it is time, after pauses that double. */
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
