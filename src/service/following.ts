import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import type { FollowedPublisher } from '../server/readiness.ts'
import type { PublishTarget } from '../targets/target.ts'

/** Serving what another publisher commits. */
export interface Following {
  /** Serves what `who` commits from now on, for as long as it publishes. */
  follow(who: string, isPublishing: () => Promise<boolean>): void
  stop(): void
  /** Who is followed, for `/readyz`; undefined when no one is. */
  progress(): FollowedPublisher | undefined
}

export interface FollowingParts {
  readonly target: Pick<PublishTarget, 'name' | 'revision'>
  readonly clock: Clock
  readonly reporter: Pick<Reporter, 'info' | 'warn'>
  /** Serves what is committed now. */
  refresh(): Promise<void>
  /** The revision of what is served. */
  served(): string | undefined
  /** Whether files of what is served were found damaged, and may be restored. */
  hasDamage(): boolean
}

interface Followed {
  /** Who it is, and what it publishes to. */
  readonly who: string
  /** Whether it still publishes here. */
  isPublishing(): Promise<boolean>
  cancelLook(): void
  /** When the target last answered, in milliseconds since 1970, and whether it did when it was asked last. */
  heard: number
  answers: boolean
}

/** How often is looked whether the publisher that is followed has committed something. */
const FOLLOW_MS = 2000
/** In one of so many looks damaged files are read again: a publisher may have restored them. */
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
      // A disk that does not answer now says nothing about the other.
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
