import type { Instant } from '../article/instant.ts'
import { instantToMs } from '../article/instant.ts'

/**
 * Why a run happens: at start, at a tick of the schedule, because an article's release is due, because content changed.
 */
export type RunReason = 'start' | 'schedule' | 'release' | 'change'

/** Maximum duration of a timer: clocks are set, laptops are suspended, and timers beyond 2^31 ms fire at once. */
export const LONGEST_SLEEP_MS = 60_000

/** A clock that went back by more than this was set rather than adjusted. */
const SET_BACK_MS = 60_000

/**
 * Decides about a requested run. A tick during a run is skipped, because another one follows; every other request
 * during a run may have news that the run has missed, and leads to another run after it.
 */
export function judgeWish(reason: RunReason, running: boolean): 'run' | 'skip' | 'later' {
  if (!running) return 'run'
  return reason === 'schedule' ? 'skip' : 'later'
}

/** Whether the release is due, and how many milliseconds to sleep before checking again. */
export function planSleep(
  nowMs: number,
  release: Instant | undefined,
): { readonly due: boolean; readonly sleepMs: number } {
  const left = release === undefined ? Number.POSITIVE_INFINITY : instantToMs(release) - nowMs
  return { due: left <= 0, sleepMs: Math.min(Math.max(left, 0), LONGEST_SLEEP_MS) }
}

/**
 * The release to wait for after a run at `ranAt` that returned `next`. Releases that the run could already see are
 * ignored, because a failing run must not cause an endless loop of runs: the next tick tries again.
 */
export function releaseAfter(ranAt: Instant, next: Instant | undefined): Instant | undefined {
  return next !== undefined && next > ranAt ? next : undefined
}

/** When the next run happens: at the next tick, or earlier if an article's release is due. */
export function nextRun(tick: Instant | undefined, release: Instant | undefined): Instant | undefined {
  if (tick === undefined || release === undefined) return tick ?? release
  return release < tick ? release : tick
}

/** Whether the clock was set back since `lastMs`, so that waiting for a later moment would take too long. */
export function wasSetBack(nowMs: number, lastMs: number): boolean {
  return lastMs - nowMs > SET_BACK_MS
}
