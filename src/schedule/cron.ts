import type { Instant } from '../article/instant.ts'
import { instantFromMs } from '../article/instant.ts'

/** Calls at the moments of a schedule. */
export interface Ticker {
  start(onTick: () => void): void
  /** The next moment of the schedule, started or not. */
  next(): Instant | undefined
  stop(): void
}

const SILENT = { info() {}, warn() {}, error() {}, debug() {} }

/**
 * Ticks as node-cron reads `expression` (five fields, or six with seconds) in the IANA zone `timeZone`. A tick that could
 * not come in time, because the machine slept or was busy, comes late; of several only the last.
 *
 * Throws node-cron's `Error` for an expression that is none. node-cron is loaded by this call and not before.
 */
export async function createCronTicker(expression: string, timeZone: string): Promise<Ticker> {
  const { createTask } = await import('node-cron')
  let onTick = (): void => {}
  const make = () =>
    createTask(expression, () => onTick(), {
      timezone: timeZone,
      logger: SILENT,
      suppressMissedWarning: true,
      missedExecutionTolerance: Number.POSITIVE_INFINITY,
    })
  let task = make()
  return {
    start(listener) {
      onTick = listener
      task = make()
      void task.start()
    },
    next() {
      const date = task.getNextRuns(1)[0]
      return date && instantFromMs(date.getTime())
    },
    stop() {
      onTick = () => {}
      void task.destroy()
    },
  }
}
