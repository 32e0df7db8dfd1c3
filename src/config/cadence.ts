import { createTask, parse, validateDetailed } from 'node-cron'

/** In seconds. */
const MINUTE = 60
const DAY = 24 * 60 * MINUTE
/** Any span of whole leap years works: it is fixed, so that the result does not depend on the clock. */
const FIRST_DAY = Date.UTC(2024, 0, 1)
const DAYS = 4 * 365 + 1

/** The error of node-cron for a cron expression; undefined if valid. */
export function cronMistake(expression: string): string | undefined {
  const verdict = validateDetailed(expression)
  if (verdict.valid) return undefined
  return verdict.errors
    .map(({ field, value, message }) =>
      value === undefined || field === 'expression' ? message : `its ${field} cannot be ${value}`,
    )
    .join('; ')
}

/**
 * Minutes between two runs of a valid cron expression, at least 1: the smallest gap on the wall clock, so that a client
 * that waits that long misses no run. Days on which the clocks change are ignored.
 */
export function minutesBetweenRuns(expression: string): number {
  const { second, minute, hour } = parse(expression)
  const times = hour.flatMap((h) => minute.flatMap((m) => second.map((s) => (h * 60 + m) * MINUTE + s)))
  times.sort((a, b) => a - b)
  const [first = 0] = times
  const last = times.at(-1) ?? first
  let gap = Number.POSITIVE_INFINITY
  times.forEach((time, index) => {
    if (index > 0) gap = Math.min(gap, time - (times[index - 1] ?? 0))
  })
  // The gap over midnight exists only between consecutive days with runs.
  if (first + DAY - last < gap)
    gap = Math.min(gap, daysBetweenRunDays(expression, first) * DAY + first - last)
  return Math.max(1, Math.floor(gap / MINUTE))
}

/** Minimum number of days between two days with runs; `time` is the first run of such a day in seconds. */
function daysBetweenRunDays(expression: string, time: number): number {
  const { dayOfMonth, month, dayOfWeek } = parse(expression)
  if (dayOfMonth.length === 31 && month.length === 12 && dayOfWeek.length === 7) return 1
  const task = createTask(expression, () => undefined, { timezone: 'UTC' })
  let least = DAYS
  let previous: number | undefined
  for (let day = 0; day < DAYS && least > 1; day += 1) {
    if (!task.match(new Date(FIRST_DAY + (day * DAY + time) * 1000))) continue
    if (previous !== undefined) least = Math.min(least, day - previous)
    previous = day
  }
  task.destroy()
  return least
}
