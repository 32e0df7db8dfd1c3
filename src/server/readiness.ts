/** Whether this server should be sent pollers, and why. */
export interface Readiness {
  readonly ready: boolean
  readonly reason: string
}

/**
 * Ready means that the published set is not stale: the last good run is at most two schedules ago.
 *
 * @param lastGoodRun milliseconds since 1970; undefined before the first
 */
export function judgeReadiness(
  lastGoodRun: number | undefined,
  scheduleMinutes: number,
  now: number,
): Readiness {
  if (lastGoodRun === undefined) return { ready: false, reason: 'no run has succeeded yet' }
  const minutes = Math.floor((now - lastGoodRun) / 60_000)
  const when = `the last good run was ${minutes} minutes ago`
  return minutes > 2 * scheduleMinutes
    ? { ready: false, reason: `${when}, which is more than two schedules of ${scheduleMinutes} minutes` }
    : { ready: true, reason: when }
}
