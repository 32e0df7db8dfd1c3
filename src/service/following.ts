import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import type { FollowedPublisher } from '../server/readiness.ts'
import type { PublishTarget } from '../targets/target.ts'

/** Serves what another publisher commits. */
export interface Following {
  /** Starts serving the commits of `who`, while it publishes. */
  follow(who: string, isPublishing: () => Promise<boolean>): void
  /** Checks the target now, or as soon as the limit allows, because of a message about a commit. */
  lookSoon(): void
  stop(): void
  /** When the target last answered, in milliseconds since 1970; undefined if no publisher is followed. */
  heard(): number | undefined
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
  lookSoon(): void
  /** When the target last answered, in milliseconds since 1970, and whether it answered the last request. */
  heard: number
  answers: boolean
}

/** Interval at which the target is checked for a new commit of the publisher. */
const FOLLOW_MS = 2000
/** Minimum time between two checks, whatever causes them. */
const LEAST_PAUSE_MS = 200
/** Milliseconds without an answer after which `/readyz` says so, although a request may still be repeated. */
const SILENT_MS = 10_000
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
        reporter.warn(
          `${error instanceof Error ? error.message : error}; the set that was read before is still served`,
        )
      other.answers = false
      return served()
    }
  }

  function startLooking(other: Followed): void {
    let looks = 0
    let lookedAt = clock.elapsed()
    let isLooking = true
    let isWanted = false
    const plan = (ms: number): void => {
      other.cancelLook()
      other.cancelLook = clock.setTimer(ms, () => void look())
    }
    const planSoon = (): void => plan(Math.max(0, lookedAt + LEAST_PAUSE_MS - clock.elapsed()))
    const ended = (goesOn: boolean): void => {
      isLooking = false
      if (followed !== other) return
      if (!goesOn) stop()
      else if (isWanted) planSoon()
      else plan(FOLLOW_MS)
    }
    const look = async (): Promise<void> => {
      lookedAt = clock.elapsed()
      isLooking = true
      isWanted = false
      // A disk that does not answer now says nothing about the other.
      const goesOn = await other.isPublishing().catch(() => true)
      const revision = await revisionNow(other)
      const mayBeRestored = hasDamage() && ++looks % DAMAGE_LOOKS === 0 && other.answers
      if (revision !== served() || mayBeRestored) await refresh()
      ended(goesOn)
    }
    other.lookSoon = () => {
      if (isLooking) isWanted = true
      else planSoon()
    }
    void refresh().then(() => ended(true))
  }

  return {
    follow(who, isPublishing) {
      stop()
      followed = {
        who,
        isPublishing,
        cancelLook: () => {},
        lookSoon: () => {},
        heard: clock.now(),
        answers: true,
      }
      startLooking(followed)
    },
    lookSoon: () => followed?.lookSoon(),
    stop,
    heard: () => followed?.heard,
    progress() {
      if (followed === undefined) return undefined
      const { who, heard, answers } = followed
      const isAway = !answers || clock.now() - heard > SILENT_MS
      return { followed: who, ...(isAway && { heard }) }
    },
  }
}
