/** Whether this server should be sent pollers, and why. */
export interface Readiness {
  readonly ready: boolean
  readonly reason: string
}

/** What became of the publisher's last run. */
export type Progress = OwnProgress | FollowedPublisher | NoProgress

/** Moments in milliseconds since 1970. */
export interface OwnProgress {
  /** The last run that succeeded, whether it changed anything or not. */
  readonly lastGoodRun: number
  /** When the run after it is due; undefined when none is planned. */
  readonly nextDue: number | undefined
}

/** Another publisher holds the target, and this server shows what that one publishes. */
export interface FollowedPublisher {
  /** Who, and what it publishes to. */
  readonly followed: string
  /** When the target last answered, where it does not now: what is served is as of then. */
  readonly heard?: number
}

/** No run has succeeded yet. */
export interface NoProgress {
  /** Why not. */
  readonly trouble: string
}

/**
 * Ready means that no run was missed: none has been due for longer than the grace without having succeeded. How long ago
 * the last one was says nothing, for a schedule may rest over night.
 *
 * @param progress undefined before the first good run
 * @param graceMinutes how late a run may be
 */
export function judgeReadiness(progress: Progress | undefined, graceMinutes: number, now: number): Readiness {
  if (progress === undefined) return { ready: false, reason: 'no run has succeeded yet' }
  if ('trouble' in progress) return { ready: false, reason: `no run has succeeded yet: ${progress.trouble}` }
  if ('followed' in progress) {
    const { followed, heard } = progress
    const follows = `${followed}; this server follows it`
    if (heard === undefined) return { ready: true, reason: follows }
    const age = `and what it serves is as of ${minutes(now - heard)} minutes ago: the target does not answer`
    return { ready: true, reason: `${follows}, ${age}` }
  }
  const { lastGoodRun, nextDue } = progress
  const when = `the last good run was ${minutes(now - lastGoodRun)} minutes ago`
  if (nextDue === undefined || now <= nextDue + graceMinutes * 60_000) return { ready: true, reason: when }
  return {
    ready: false,
    reason: `${when}, and the next was due ${minutes(now - nextDue)} minutes ago`,
  }
}

const minutes = (ms: number): number => Math.floor(ms / 60_000)
