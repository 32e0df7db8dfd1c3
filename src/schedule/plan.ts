import type { Instant } from '../article/instant.ts'
import { instantToMs } from '../article/instant.ts'

/** Why a run happens: at start, at a tick of the schedule, because an article's moment has come, because content changed. */
export type RunReason = 'start' | 'schedule' | 'release' | 'change'

/** A timer never sleeps longer than this: clocks are set, laptops sleep, and timers beyond 2^31 ms fire at once. */
export const LONGEST_SLEEP_MS = 60_000

/** A clock that went back by more than this was set, not adjusted. */
const SET_BACK_MS = 60_000

/**
 * What a wish for a run leads to. A tick that meets a run is skipped, for the next will come; whatever else meets a run
 * has news that it may have missed, and gets a run of its own after it.
 */
export function judgeWish(reason: RunReason, running: boolean): 'run' | 'skip' | 'later' {
  if (!running) return 'run'
  return reason === 'schedule' ? 'skip' : 'later'
}

/** Whether the moment of release has come, and how many milliseconds to sleep before asking again. */
export function planSleep(
  nowMs: number,
  release: Instant | undefined,
): { readonly due: boolean; readonly sleepMs: number } {
  const left = release === undefined ? Number.POSITIVE_INFINITY : instantToMs(release) - nowMs
  return { due: left <= 0, sleepMs: Math.min(Math.max(left, 0), LONGEST_SLEEP_MS) }
}

/**
 * The release to wait for after a run at `ranAt` that said `next`. What the run itself could see has been released; saying
 * it again, or failing, must not make runs chase each other: the next tick tries again.
 */
export function releaseAfter(ranAt: Instant, next: Instant | undefined): Instant | undefined {
  return next !== undefined && next > ranAt ? next : undefined
}

/** When the next run happens: at the next tick, or sooner when an article's moment comes first. */
export function nextRun(tick: Instant | undefined, release: Instant | undefined): Instant | undefined {
  if (tick === undefined || release === undefined) return tick ?? release
  return release < tick ? release : tick
}

/** Whether the clock was set back since `lastMs`, so that everything that waits for a later moment would wait too long. */
export function wasSetBack(nowMs: number, lastMs: number): boolean {
  return lastMs - nowMs > SET_BACK_MS
}
