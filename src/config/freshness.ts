import type { Settings } from './settings.ts'

/**
 * Minutes for which a feed is fresh (RSS 2.0 `ttl`): as configured, or else until the next run, but at most an hour,
 * because a release, a correction or a saved file may come between two runs.
 */
export function minutesFresh({
  ttl,
  schedule,
}: Pick<Settings, 'schedule'> & Partial<Pick<Settings, 'ttl'>>): number {
  return ttl ?? Math.min(schedule.minutesBetweenRuns, 60)
}
