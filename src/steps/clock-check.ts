import { type Instant, instantToMs, latest } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import type { PublishedSet } from '../targets/target.ts'

/**
 * Maximum time that a clock may be behind the last run; above it, the clock is or was wrong, and below it, the run
 * waits.
 */
export const MOST_SET_BACK_MS = 26 * 3_600_000

export interface ClockFacts {
  readonly clock: Instant
  /** The moment at which the site began. */
  readonly since: Instant
  /** The last run recorded in the catalog. */
  readonly lastRun: Instant | undefined
  /** The published set. */
  readonly published: Pick<PublishedSet, 'files'> | undefined
}

/**
 * Rejects a clock that cannot be right: articles would be dated by it permanently, and announced as removed because
 * they seem to be in the future.
 *
 * @throws EnvironmentError CLOCK_WRONG
 */
export function checkClock({ clock, since, lastRun, published }: ClockFacts): void {
  const known = latest([lastRun, ...(published?.files ?? []).map(({ lastModified }) => lastModified)])
  const isBefore = (moment: Instant | undefined) =>
    moment !== undefined && instantToMs(moment) - instantToMs(clock) > MOST_SET_BACK_MS
  if (!isBefore(since) && !isBefore(known)) return
  throw new EnvironmentError(
    'CLOCK_WRONG',
    isBefore(since)
      ? `the clock is ${clock}, which is before ${since} (setting since)`
      : `the clock is ${clock}, but the last run was at ${known}`,
    {
      fix: 'set the clock; if it is right now and was wrong before, set `checkClock: false` for one run',
    },
  )
}
