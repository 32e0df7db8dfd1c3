import type { Instant } from '../article/instant.ts'
import { clockInstant } from '../article/instant.ts'
import type { Clock } from './clock.ts'
import type { Ticker } from './cron.ts'
import type { RunReason } from './plan.ts'
import { judgeWish, nextRun, planSleep, releaseAfter, wasSetBack } from './plan.ts'

export interface ScheduleParts {
  readonly ticker: Ticker
  readonly clock: Pick<Clock, 'now' | 'setTimer'>
  /** The time of runs and releases, see `run-time.ts`. */
  now(): number
  /**
   * One run at `now`, which never goes back, regardless of clock changes, so that released articles stay released.
   * Resolves to the first moment after `now` at which an article is to be released.
   */
  run(reason: RunReason, now: Instant): Promise<{ readonly nextRelease?: Instant | undefined }>
  /** Called when a tick is skipped because a run is in progress. */
  onSkipped(at: Instant): void
  /** Called when a run fails; the published set is unchanged, and the schedule continues. */
  onFailed(error: unknown, reason: RunReason): void
}

/** Decides when runs happen; never two at the same time. */
export interface Schedule {
  /** Runs at once, then at every tick and release. */
  start(): void
  /** Requests a run now, or right after the current one. */
  trigger(reason: RunReason): void
  nextRun(): Instant | undefined
  /** Whether a run is in progress. */
  isRunning(): boolean
  /** Waits for the current run, and starts no other. */
  stop(): Promise<void>
}

/** A schedule that has not been started. The decisions are in `plan.ts`. */
export function createSchedule({ ticker, clock, now, run, onSkipped, onFailed }: ScheduleParts): Schedule {
  let state: 'new' | 'started' | 'stopped' = 'new'
  let running: Promise<void> | undefined
  let later: RunReason | undefined
  let release: Instant | undefined
  let awakeAt = clock.now()
  let cancelSleep = (): void => {}

  const onTick = () => wish('schedule')

  function wish(reason: RunReason): void {
    if (state !== 'started') return
    const verdict = judgeWish(reason, running !== undefined)
    if (verdict === 'skip') onSkipped(clockInstant(now()))
    else if (verdict === 'later') later = reason
    else running = runUntilDone(reason)
  }

  async function runUntilDone(first: RunReason): Promise<void> {
    cancelSleep()
    for (let reason: RunReason | undefined = first; reason !== undefined; later = undefined) {
      const ranAt = clockInstant(now())
      release = releaseAfter(ranAt, release)
      try {
        release = releaseAfter(ranAt, (await run(reason, ranAt)).nextRelease)
      } catch (error) {
        onFailed(error, reason)
      }
      reason = state === 'started' ? later : undefined
    }
    running = undefined
    watchClock()
  }

  /** Sleeps until the release or for the maximum time, whichever is shorter, and checks again. */
  function watchClock(): void {
    if (state !== 'started') return
    const at = clock.now()
    if (wasSetBack(at, awakeAt)) {
      ticker.stop()
      ticker.start(onTick)
    }
    awakeAt = at
    const { due, sleepMs } = planSleep(now(), release)
    if (due) wish('release')
    else cancelSleep = clock.setTimer(sleepMs, watchClock)
  }

  return {
    start() {
      if (state !== 'new') return
      state = 'started'
      ticker.start(onTick)
      wish('start')
    },
    trigger: wish,
    isRunning: () => running !== undefined,
    nextRun: () => (state === 'stopped' ? undefined : nextRun(ticker.next(), release)),
    async stop() {
      state = 'stopped'
      ticker.stop()
      cancelSleep()
      await running
    },
  }
}
