/** The fields of a cron expression, with a function that decides about days. */
export interface CronFields {
  readonly second: readonly number[]
  readonly minute: readonly number[]
  readonly hour: readonly number[]
  /** Whether the expression matches the day that begins this number of days after 1970-01-01. */
  isDay(day: number): boolean
}

/** Milliseconds by which local time is ahead of UTC, at a moment in milliseconds since 1970. */
export type ZoneOffset = (ms: number) => number

const DAY = 86_400_000
/** Number of days to search: 29 February on a given day of the week can be this rare. */
const MOST_DAYS = 366 * 29

/**
 * The first moment after `afterMs` at which the expression matches in the zone, in milliseconds since 1970; undefined
 * if it never does.
 *
 * Clock changes are handled as in Debian's cron: an expression that matches in every hour follows elapsed time; any
 * other matches once for each local time, in the first of two identical hours, and, if the local time is skipped, later
 * by the skipped time.
 */
export function nextCronTime(fields: CronFields, offsetAt: ZoneOffset, afterMs: number): number | undefined {
  const times = fields.hour.flatMap((hour) =>
    fields.minute.flatMap((minute) =>
      fields.second.map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  )
  times.sort((a, b) => a - b)
  const isHourly = fields.hour.length === 24
  const firstDay = Math.floor((afterMs + offsetAt(afterMs)) / DAY) - 1
  for (let day = firstDay; day < firstDay + MOST_DAYS; day++) {
    if (!fields.isDay(day)) continue
    const start = day * DAY
    const before = offsetAt(start - DAY)
    const later = offsetAt(start + 2 * DAY)
    const moments =
      before === later
        ? firstAfter(times, afterMs + before - start).map((time) => start + time - before)
        : times.flatMap((time) => momentsOf(start + time, before, later, offsetAt, isHourly))
    const next = Math.min(...moments.filter((moment) => moment > afterMs))
    if (next !== Number.POSITIVE_INFINITY) return next
  }
  return undefined
}

/** The first of ascending `times` after `least`, if any. */
function firstAfter(times: readonly number[], least: number): readonly number[] {
  const time = times.find((one) => one > least)
  return time === undefined ? [] : [time]
}

/** The moments with a given local time near a change from one offset to another. */
function momentsOf(
  local: number,
  before: number,
  later: number,
  offsetAt: ZoneOffset,
  isHourly: boolean,
): readonly number[] {
  const shown = [...new Set([local - before, local - later])].filter((ms) => offsetAt(ms) === local - ms)
  if (shown.length === 0) return [local - before]
  return isHourly ? shown : [Math.min(...shown)]
}
