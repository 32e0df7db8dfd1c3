import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import type { FollowedPublisher } from '../server/readiness.ts'
import type { PublishTarget } from '../targets/target.ts'

/** Serves what another publisher commits. */
export interface Following {
  /** Starts serving the commits of `who`, while it publishes. */
  follow(who: string, isPublishing: () => Promise<boolean>): void
  stop(): void
  /** The publisher that is followed, for `/readyz`; undefined if there is none. */
  progress(): FollowedPublisher | undefined
}

export interface FollowingParts {
  readonly target: Pick<PublishTarget, 'name' | 'revision'>
  readonly clock: Clock
  readonly reporter: Pick<Reporter, 'info' | 'warn'>
  /** Serves the current set. */
  refresh(): Promise<void>
  /** The revision that is served. */
  served(): string | undefined
  /** Whether served files were found damaged, and may be restored. */
  hasDamage(): boolean
}

interface Followed {
  /** The publisher, and its target. */
  readonly who: string
  /** Whether it still publishes here. */
  isPublishing(): Promise<boolean>
  cancelLook(): void
  /** When the target last answered, in milliseconds since 1970, and whether it answered the last request. */
  heard: number
  answers: boolean
}

/** Interval at which the target is checked for a new commit of the publisher. */
const FOLLOW_MS = 2000
/** Number of checks after which damaged files are read again, because a publisher may have restored them. */
const DAMAGE_LOOKS = 15

export function createFollowing(parts: FollowingParts): Following {
  const { target, clock, reporter, refresh, served, hasDamage } = parts
  let followed: Followed | undefined

  function stop(): void {
    followed?.cancelLook()
    followed = undefined
  }

  async function revisionNow(other: Followed): Promise<string | undefined> {
    try {
      const revision = await target.revision()
      other.heard = clock.now()
      if (!other.answers) reporter.info(`${target.name} answers again`)
      other.answers = true
      return revision
    } catch (error) {
      // What ended the look when it was to end is no failure.
      if (other.answers && followed === other)
        reporter.warn(`${error instanceof Error ? error.message : error}; what was read before is served on`)
      other.answers = false
      return served()
    }
  }

  function lookFor(other: Followed): () => Promise<void> {
    let looks = 0
    const look = async (): Promise<void> => {
      // A disk that does not respond does not mean that the other publisher stopped.
      const goesOn = await other.isPublishing().catch(() => true)
      const revision = await revisionNow(other)
      const mayBeRestored = hasDamage() && ++looks % DAMAGE_LOOKS === 0 && other.answers
      if (revision !== served() || mayBeRestored) await refresh()
      if (followed !== other) return
      if (goesOn) other.cancelLook = clock.setTimer(FOLLOW_MS, () => void look())
      else stop()
    }
    return look
  }

  return {
    follow(who, isPublishing) {
      stop()
      followed = { who, isPublishing, cancelLook: () => {}, heard: clock.now(), answers: true }
      void refresh().then(lookFor(followed))
    },
    stop,
    progress: () =>
      followed && { followed: followed.who, ...(!followed.answers && { heard: followed.heard }) },
  }
}
