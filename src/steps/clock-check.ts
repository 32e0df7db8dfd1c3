import { type Instant, instantToMs, latest } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import type { PublishedSet } from '../targets/target.ts'

/** A clock that is further behind the last run than this is wrong, or was wrong then; one that is less is waited for. */
export const MOST_SET_BACK_MS = 26 * 3_600_000

export interface ClockFacts {
  readonly clock: Instant
  /** The moment before which there was no site. */
  readonly since: Instant
  /** The last run the catalog knows. */
  readonly lastRun: Instant | undefined
  /** What readers have. */
  readonly published: Pick<PublishedSet, 'files'> | undefined
}

/**
 * Refuses a clock that cannot be right: articles would be dated by it for ever, and told as deleted because they seem
 * to lie in the future.
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
      ? `the clock says ${clock}, and the site began ${since} (setting since)`
      : `the clock says ${clock}, and the last run was at ${known}`,
    {
      fix: 'set the clock right; if it is right now and was wrong then, set `checkClock: false` for one run',
    },
  )
}
