import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CommitListener } from '../announcers/announcer.ts'
import type { Publisher } from '../app.ts'
import type { Instant } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import type { Reporter, RunReport } from '../reporting/reporter.ts'
import { createChangedPaths } from '../schedule/changed-paths.ts'
import { type Clock, pause } from '../schedule/clock.ts'
import type { RunReason } from '../schedule/plan.ts'
import { createRetry } from '../schedule/retry.ts'
import type { RunTime } from '../schedule/run-time.ts'
import { createSettling } from '../sources/settling.ts'
import type { SourceChange, SourceWatch } from '../sources/source.ts'

export interface RunsParts {
  readonly publisher: Publisher
  readonly reporter: Reporter
  readonly clock: Clock
  readonly time: RunTime
  /** Requests a run because something changed. */
  trigger(): void
  /** Awaited after each commit of a run. */
  committed(): Promise<void> | undefined
}

/** The runs of a service: which files they examine, and what triggers them in addition to the schedule. */
export interface Runs {
  /** Returns undefined if the report contains nothing new. */
  run(reason: RunReason, now: Instant): Promise<RunReport | undefined>
  /** Reports a failed run, unless the same failure was reported before, and schedules a retry. */
  failed(error: unknown): void
  /** Makes the next run faster, if files are watched; to be called when nothing else is to be done. */
  prepare(): Promise<void>
  /** Triggers a run on each change in the content folder. Resolves when all later changes will be noticed. */
  watch(): Promise<void>
  stop(): void
}

/** Milliseconds between full scans, because the system can lose events without an error. */
const LOOK_MS = 45_000
/** The same if the system watches only part of the folders. */
const PARTIAL_LOOK_MS = 5_000
/** Full scans take at most 1/20 of the time, or 1/2 if the interval is set with `poll`. */
const LOOK_SHARE = 20
const POLL_SHARE = 2
/** How long a run waits for a target that does not answer, if it answered in the previous run. */
const TARGET_TIMEOUT_MS = 5000
/** Milliseconds between checks of settings outside the content folder. */
const SETTINGS_MS = 1000

export function createRuns(parts: RunsParts): Runs {
  const { publisher, reporter, clock, time } = parts
  const { watch: settings } = publisher.settings
  const changed = createChangedPaths()
  const settling = createSettling({
    quietMs: settings.quiet * 1000,
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    sleep: (ms, signal) => pause(clock, ms, signal),
  })
  const retry = createRetry(clock, () => call('all'))
  let watching: SourceWatch | undefined
  const stopping = new AbortController()
  let isWatching = false
  /** Duration of the last full scan that found no changes. */
  let lookMs = 0
  let reported = new Set<string>()
  let knownSettings = settingsText(publisher.settingsFile)
  /** Absent if the settings file is outside the watched folder. */
  const settingsKey = publisher.source.keyOf?.(publisher.settingsFile)
  let cancelLook: (() => void) | undefined
  let cancelSettings = (): void => {}
  let cancelUnfinished = (): void => {}
  let isStopped = false
  const listener: CommitListener = async () => {
    await parts.committed()
  }

  function call(paths: readonly string[] | 'all'): void {
    changed.add(paths)
    parts.trigger()
  }

  function noteChange({ keys, files, cameWhole }: SourceChange): void {
    for (const [key, facts] of cameWhole) settling.cameWhole(key, facts)
    if (keys === 'all') call('all')
    else if (keys.length > 0 || isSettings(files) || publisher.concerns(files)) call([...keys, ...files])
  }

  const isSettings = (files: readonly string[]): boolean =>
    settingsKey !== undefined && files.includes(settingsKey)

  function lookLater(): void {
    cancelLook?.()
    cancelLook = clock.setTimer(pauseMs(), () => {
      cancelLook = undefined
      call('all')
    })
  }

  /** Milliseconds until the next full scan. */
  function pauseMs(): number {
    if (settings.poll !== undefined) return Math.max(settings.poll * 1000, POLL_SHARE * lookMs)
    const base = watching?.isPartial() !== false ? PARTIAL_LOOK_MS : LOOK_MS
    return Math.max(base, LOOK_SHARE * lookMs)
  }

  function lookAgainAtUnfinished(): void {
    cancelUnfinished()
    const waiting = settling.waiting()
    if (waiting !== undefined) cancelUnfinished = clock.setTimer(waiting.ms, () => call(waiting.keys))
  }

  /** Whether a report differs from the previous ones; an unchanged one is not repeated. */
  function isWorthReporting(
    reason: RunReason,
    { articles, feeds, findings }: RunReport,
    isWhole: boolean,
  ): boolean {
    const found = findings.map((finding) => JSON.stringify(finding))
    const isSame =
      reason === 'change' &&
      articles.read + articles.removed === 0 &&
      feeds.every(({ status }) => status === 'unchanged') &&
      found.every((finding) => reported.has(finding))
    reported = new Set(isWhole ? found : [...reported, ...found])
    return !isSame
  }

  /** Polls a settings file outside the content folder, which is not watched. */
  function lookAtOuterSettings(): void {
    if (settingsKey !== undefined) return
    noteSettings()
    cancelSettings = clock.setTimer(SETTINGS_MS, lookAtOuterSettings)
  }

  function noteSettings(): void {
    const text = settingsText(publisher.settingsFile)
    if (text === undefined || text === knownSettings) return
    knownSettings = text
    reporter.warn(`${basename(publisher.settingsFile)} changed; send SIGHUP or restart to use it`)
  }

  return {
    async run(reason, now) {
      noteSettings()
      const began = clock.elapsed()
      let isWhole = true
      try {
        const report = await changed.during(reason, (paths) => {
          isWhole = paths === undefined
          return publisher.run({
            now,
            changed: paths && [...new Set([...paths, ...(settling.waiting()?.keys ?? [])])],
            acceptClock: time.wasSetBack(),
            look: settling.look({ mayWait: reason === 'start' }),
            listeners: [listener],
            timeout: (signal) => pause(clock, TARGET_TIMEOUT_MS, signal),
          })
        })
        const failure = report.findings.find(({ code }) => code === 'target-failed')
        if (failure === undefined) retry.succeeded()
        else retry.failed(new EnvironmentError('TARGET_UNWRITABLE', failure.message))
        time.confirm()
        if (isWhole && report.articles.read === 0) lookMs = clock.elapsed() - began
        return isWorthReporting(reason, report, isWhole) ? report : undefined
      } finally {
        if (!isStopped) lookAgainAtUnfinished()
        if (isWatching && !isStopped && (isWhole || cancelLook === undefined)) lookLater()
      }
    },
    failed(error) {
      if (isStopped) {
        reporter.error(error)
        return
      }
      if (error instanceof EnvironmentError && error.code === 'CLOCK_WRONG') time.refuse()
      const { isNew } = retry.failed(error)
      if (!isNew) return
      if (error instanceof EnvironmentError && error.code === 'TARGET_LOCKED')
        reporter.warn(`${error.message}; trying again until it is free`)
      else reporter.error(error)
    },
    async watch() {
      isWatching = true
      if (settings.poll === undefined) {
        lookAtOuterSettings()
        watching = await publisher.source.watch?.(noteChange, {
          clock,
          signal: stopping.signal,
          onError: (error) => reporter.error(error),
        })
      }
      await publisher.prepare()
    },
    async prepare() {
      // The next run reports what fails.
      if (isWatching && !isStopped) await publisher.prepare().catch(() => {})
    },
    stop() {
      isStopped = true
      cancelLook?.()
      cancelSettings()
      cancelUnfinished()
      retry.stop()
      stopping.abort()
    },
  }
}

function settingsText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
