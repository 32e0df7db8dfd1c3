import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../article/instant.ts'
import { instantFromMs } from '../article/instant.ts'
import type { Clock } from './clock.ts'
import { type CronFields, nextCronTime } from './cron-times.ts'
import { LONGEST_SLEEP_MS, wasSetBack } from './plan.ts'

/** Calls a function at the moments of a schedule. */
export interface Ticker {
  start(onTick: () => void): void
  /** The next moment of the schedule, whether started or not. */
  next(): Instant | undefined
  stop(): void
}

const DAY = 86_400_000

/**
 * Ticks according to `expression` (five fields, or six with seconds, as in node-cron) in the IANA zone `timeZone`. A
 * tick that was missed because the machine was suspended, was busy or had the wrong time is late; several missed ticks
 * are combined into one.
 *
 * Throws node-cron's `Error` for an invalid expression. node-cron is loaded on demand by this call.
 */
export async function createCronTicker(
  expression: string,
  timeZone: string,
  clock: Pick<Clock, 'now' | 'setTimer'>,
): Promise<Ticker> {
  const fields = await readExpression(expression)
  const offsetAt = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
  let planned: { readonly from: number; readonly at: number | undefined } | undefined
  let onTick: (() => void) | undefined
  let cancel = (): void => {}

  /** The next tick, computed again when the previous one has passed or the clock was set back. */
  function plan(now: number): number | undefined {
    if (planned === undefined || wasSetBack(now, planned.from) || (planned.at ?? now + 1) <= now)
      planned = { from: now, at: nextCronTime(fields, offsetAt, now) }
    return planned.at
  }

  function sleep(): void {
    const now = clock.now()
    const at = plan(now) ?? Number.POSITIVE_INFINITY
    cancel = clock.setTimer(Math.min(at - now, LONGEST_SLEEP_MS), wake)
  }

  function wake(): void {
    const now = clock.now()
    const isDue = planned?.at !== undefined && planned.at <= now
    if (planned !== undefined && !wasSetBack(now, planned.from))
      planned = { ...planned, from: Math.max(now, planned.from) }
    sleep()
    if (isDue) onTick?.()
  }

  return {
    start(listener) {
      cancel()
      onTick = listener
      planned = undefined
      sleep()
    },
    next() {
      // Until the first call, a due tick is the next one.
      const at = onTick === undefined ? plan(clock.now()) : planned?.at
      return at === undefined ? undefined : instantFromMs(at)
    },
    stop() {
      onTick = undefined
      cancel()
    },
  }
}

async function readExpression(expression: string): Promise<CronFields> {
  const { createTask, parse } = await import('node-cron')
  const { second, minute, hour } = parse(expression)
  const task = createTask(expression, () => undefined, { timezone: 'UTC' })
  const first = (((hour[0] ?? 0) * 60 + (minute[0] ?? 0)) * 60 + (second[0] ?? 0)) * 1000
  return { second, minute, hour, isDay: (day) => task.match(new Date(day * DAY + first)) }
}
