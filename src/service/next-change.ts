import type { Clock } from '../schedule/clock.ts'

/**
 * When what is published may change next: now while a run is under way or due, else when the next one begins.
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
