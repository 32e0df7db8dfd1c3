import type { Publisher } from '../app.ts'
import type { Instant } from '../article/instant.ts'
import { instantToMs } from '../article/instant.ts'
import type { Settings } from '../config/settings.ts'
import { CatalogDamaged, EnvironmentError } from '../errors.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { type Clock, pause, untilAborted } from '../schedule/clock.ts'
import { createCronTicker } from '../schedule/cron.ts'
import { createRunTime } from '../schedule/run-time.ts'
import { createSchedule, type Schedule } from '../schedule/schedule.ts'
import { createRuns } from './runs.ts'

/** Callbacks about the runs of a service while it publishes. */
export interface PublishingListener {
  /** Runs begin with these settings. */
  began(settings: Settings): void
  /** Awaited after each commit, before the run continues. */
  committed(): Promise<void> | undefined
  /** A run at `now` succeeded; `nextDue` is the time of the next. */
  succeeded(now: Instant, nextDue: Instant | undefined): Promise<void> | undefined
  failed(error: unknown): void
  /**
   * Whether a run is in progress, and when the next one begins, in milliseconds since 1970; called when either changes.
   */
  planned(isRunning: boolean, next: number | undefined): void
}

export interface PublishingParts {
  readonly publisher: Publisher
  readonly reporter: Reporter
  readonly clock: Clock
  /** Also publish shortly after a file changes. */
  readonly watch: boolean
  readonly listener: PublishingListener
}

/**
 * Publishes now, on the schedule, at the end of each embargo and (with `watch`) when a file changes, until `signal`
 * aborts; then completes the work in progress.
 *
 * @throws CatalogDamaged if a run found that the catalog must be recreated by the next publisher.
 */
async function runPublishing(parts: PublishingParts, signal: AbortSignal): Promise<void> {
  const { publisher, reporter, clock, listener } = parts
  const { settings } = publisher
  const time = createRunTime(clock, (message) => reporter.warn(message))
  const broken = new AbortController()
  const runs = createRuns({
    publisher,
    reporter,
    clock,
    time,
    trigger: () => schedule.trigger('change'),
    committed: () => listener.committed(),
  })
  const nextRunMs = (): number | undefined => {
    const next = schedule.nextRun()
    return next === undefined ? undefined : instantToMs(next)
  }
  const schedule: Schedule = createSchedule({
    ticker: await createCronTicker(settings.schedule.cron, settings.timeZone, clock),
    clock,
    now: () => time.now(),
    async run(reason, now) {
      listener.planned(true, nextRunMs())
      try {
        const report = await runs.run(reason, now)
        const nextRelease = publisher.nextRelease(now)
        const nextRun = earliest(schedule.nextRun(), nextRelease)
        await listener.succeeded(now, nextRun)
        if (report !== undefined) reporter.run(nextRun === undefined ? report : { ...report, nextRun })
        await runs.prepare()
        return { nextRelease }
      } finally {
        listener.planned(false, earliestMs(nextRunMs(), publisher.nextRelease(now)))
      }
    },
    onSkipped: (at) => reporter.warn(`the run of ${at} was skipped: the previous run is not finished`),
    onFailed(error) {
      if (error instanceof CatalogDamaged) broken.abort(error)
      listener.failed(error)
      runs.failed(error)
    },
  })
  if (parts.watch) await runs.watch()
  schedule.start()
  await untilAborted(AbortSignal.any([signal, broken.signal]))
  runs.stop()
  await schedule.stop()
  if (broken.signal.aborted && !signal.aborted) throw broken.signal.reason
}

/** Pauses before another attempt, doubled each time. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000

/**
 * Publishes with publishers created by `make`. Tries again after a while if one cannot be created because the disk with
 * the articles is not mounted yet or that with the state is read-only, and at once if a catalog is damaged.
 *
 * @throws errors of `make` that waiting does not solve, in particular `ConfigError`.
 */
export async function keepPublishing(
  make: () => Promise<Publisher>,
  parts: Omit<PublishingParts, 'publisher'>,
  signal: AbortSignal,
): Promise<void> {
  const { reporter, clock, listener } = parts
  let told: string | undefined
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    let publisher: Publisher
    try {
      publisher = await make()
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error
      if (told !== error.message) reporter.error(error)
      told = error.message
      listener.failed(error)
      await pause(clock, pauseMs, signal)
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
      continue
    }
    if (told !== undefined) reporter.info('the problem is solved: publishing')
    told = undefined
    pauseMs = FIRST_PAUSE_MS
    listener.began(publisher.settings)
    try {
      await runPublishing({ ...parts, publisher }, signal)
    } catch (error) {
      if (!(error instanceof CatalogDamaged)) throw error
    } finally {
      await publisher.close()
    }
  }
}

function earliest(...moments: readonly (Instant | undefined)[]): Instant | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted()[0]
}

function earliestMs(ms: number | undefined, moment: Instant | undefined): number | undefined {
  if (moment === undefined) return ms
  return Math.min(ms ?? Number.POSITIVE_INFINITY, instantToMs(moment))
}
