import type { Clock } from './clock.ts'

/** The time of runs: that of the clock, if it is credible. */
export interface RunTime {
  /**
   * Milliseconds since 1970. Never goes back by less than {@link MOST_STEP_BACK_MS}, so that released articles stay
   * released.
   */
  now(): number
  /** Whether the clock was set back so far since the last successful run that the earlier time must have been wrong. */
  wasSetBack(): boolean
  /** Reports that a run with this time succeeded. */
  confirm(): void
  /** Reports that a run found this time to be impossible: the next time of the clock is accepted. */
  refuse(): void
}

const HOUR = 3_600_000
/** A clock that goes back by less is waited for; one that goes back by more was wrong before. */
const MOST_STEP_BACK_MS = 26 * HOUR
/** A clock that goes forward by more, while the machine was not running for that long, may be wrong now. */
const MOST_STEP_FORWARD_MS = 24 * HOUR
/** It is accepted when it has not changed back for this long. */
const BELIEVED_AFTER_MS = HOUR

/** @param say reports a message about the clock to the user */
export function createRunTime(clock: Pick<Clock, 'now' | 'uptime'>, say: (message: string) => void): RunTime {
  /** The last accepted time, and the machine's uptime at that time. */
  let anchor: { readonly wall: number; readonly uptime: number } | undefined
  let latest = Number.NEGATIVE_INFINITY
  let doubtedSince: number | undefined
  let isSetBack = false

  function believe(wall: number, uptime: number): number {
    anchor = { wall, uptime }
    doubtedSince = undefined
    latest = Math.max(latest, wall)
    return latest
  }

  return {
    now() {
      const wall = clock.now()
      const uptime = clock.uptime()
      if (anchor === undefined) return believe(wall, uptime)
      const expected = anchor.wall + (uptime - anchor.uptime)
      if (latest - wall > MOST_STEP_BACK_MS) {
        say(`the clock was set back from ${shown(latest)} to ${shown(wall)}, and is used`)
        isSetBack = true
        latest = wall
        return believe(wall, uptime)
      }
      if (wall - expected <= MOST_STEP_FORWARD_MS) return believe(wall, uptime)
      if (doubtedSince === undefined) {
        say(
          `the clock has jumped from ${shown(expected)} to ${shown(wall)} and is not used for an hour: until then, nothing is released or dated by it; restart to use it at once`,
        )
        doubtedSince = uptime
      } else if (uptime - doubtedSince >= BELIEVED_AFTER_MS) {
        say(`the clock has said ${shown(wall)} for an hour, and is used`)
        return believe(wall, uptime)
      }
      return Math.max(latest, expected)
    },
    wasSetBack: () => isSetBack,
    confirm() {
      isSetBack = false
    },
    refuse() {
      anchor = undefined
      latest = Number.NEGATIVE_INFINITY
    },
  }
}

const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
