/** Whether this server should receive requests, and why. */
export interface Readiness {
  readonly ready: boolean
  readonly reason: string
}

/** The result of the publisher's last run. */
export type Progress = OwnProgress | FollowedPublisher | NoProgress

/** Moments in milliseconds since 1970. */
export interface OwnProgress {
  /** The last successful run, whether or not it changed anything. */
  readonly lastGoodRun: number
  /** When the next run is due; undefined if none is planned. */
  readonly nextDue: number | undefined
}

/** Another publisher holds the target, and this server serves what that one publishes. */
export interface FollowedPublisher {
  /** Description of the publisher and its target. */
  readonly followed: string
  /** When the target last answered, if it currently does not: the served set is from that time. */
  readonly heard?: number
}

/** No run has succeeded yet. */
export interface NoProgress {
  /** The reason. */
  readonly trouble: string
}

/**
 * Ready means that no run was missed: no run is overdue by more than the grace period. The time since the last run is
 * irrelevant, because a schedule may pause overnight.
 *
 * @param progress undefined before the first successful run
 * @param graceMinutes maximum delay of a run
 */
export function judgeReadiness(progress: Progress | undefined, graceMinutes: number, now: number): Readiness {
  if (progress === undefined) return { ready: false, reason: 'no run has succeeded yet' }
  if ('trouble' in progress) return { ready: false, reason: `no run has succeeded yet: ${progress.trouble}` }
  if ('followed' in progress) {
    const { followed, heard } = progress
    const follows = `${followed}; this server follows it`
    if (heard === undefined) return { ready: true, reason: follows }
    const age = `but the target does not answer, and the served set is ${minutes(now - heard)} minutes old`
    return { ready: true, reason: `${follows}, ${age}` }
  }
  const { lastGoodRun, nextDue } = progress
  const when = `the last successful run was ${minutes(now - lastGoodRun)} minutes ago`
  if (nextDue === undefined || now <= nextDue + graceMinutes * 60_000) return { ready: true, reason: when }
  return {
    ready: false,
    reason: `${when}, and the next was due ${minutes(now - nextDue)} minutes ago`,
  }
}

const minutes = (ms: number): number => Math.floor(ms / 60_000)
