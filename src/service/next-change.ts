import type { Clock } from '../schedule/clock.ts'

/**
 * The earliest time of the next possible commit: now if a run is in progress or due, or else when the next one begins.
 */
export function createNextChange(clock: Pick<Clock, 'now'>) {
  let isRunning = true
  let at: number | undefined
  return {
    planned(running: boolean, next: number | undefined): void {
      isRunning = running
      at = next
    },
    next(): number | undefined {
      const now = clock.now()
      return isRunning || (at !== undefined && at < now) ? now : at
    },
  }
}
