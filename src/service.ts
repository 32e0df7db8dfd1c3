import { randomBytes } from 'node:crypto'
import { type Publisher, pageSiteOf } from './app.ts'
import { type Instant, instantToMs } from './article/instant.ts'
import { minutesFresh } from './config/cadence.ts'
import type { Settings } from './config/settings.ts'
import { EnvironmentError } from './errors.ts'
import { formats } from './formats/index.ts'
import { checkRoundTrip } from './gate/round-trip.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import type { Reporter } from './reporting/reporter.ts'
import type { Clock } from './schedule/clock.ts'
import { createCronTicker } from './schedule/cron.ts'
import { createRunTime } from './schedule/run-time.ts'
import { createSchedule, type Schedule } from './schedule/schedule.ts'
import { createDamageReport, type LoadedContents, loadContents } from './server/contents.ts'
import { createLocalView } from './server/local-view.ts'
import { createReadership } from './server/readership.ts'
import type { Progress } from './server/readiness.ts'
import { createFeedServer, type FeedServer, type ServerSettings } from './server/server.ts'
import { createShelf } from './server/shelf.ts'
import {
  buildSnapshot,
  type MadeAnswers,
  type Redirect,
  type Snapshot,
  type SnapshotSettings,
} from './server/snapshot.ts'
import { createRuns } from './service-runs.ts'
import { readMedia } from './sources/media-files.ts'

export interface ServiceParts {
  readonly publisher: Publisher
  readonly reporter: Reporter
  readonly clock: Clock
  readonly options: ServiceOptions
}

export interface ServiceOptions {
  /** Overrides of the settings `serve.port` and `serve.host`; `serve: false` publishes without a server. */
  readonly serve: boolean
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Publish shortly after a file changed, besides the schedule. */
  readonly watch: boolean
}

/**
 * Publishes now, on the schedule, at each embargo's end and (with `watch`) when a file changes, and serves what is
 * published, until `signal` aborts; then finishes what is in hand.
 *
 * Throws `EnvironmentError` when it cannot begin: the port is taken, the folder cannot be watched.
 */
export async function runService(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { publisher, reporter, clock, options } = parts
  const { settings } = publisher
  let planned: Schedule | undefined
  const nextChange = createNextChange(() => planned, clock)
  const serving = options.serve ? await startServing(parts, nextChange) : undefined
  const time = createRunTime(clock, (message) => reporter.warn(message))
  const runs = createRuns({
    publisher,
    reporter,
    clock,
    time,
    trigger: () => schedule.trigger('change'),
    onCommitted: () => serving?.refresh(),
  })
  const schedule: Schedule = createSchedule({
    ticker: await createCronTicker(settings.schedule, settings.timeZone, clock),
    clock,
    now: () => time.now(),
    async run(reason, now) {
      const report = await runs.run(reason, now)
      const nextRelease = publisher.nextRelease(now)
      const nextRun = earliest(schedule.nextRun(), nextRelease)
      await serving?.succeeded(now, nextRun)
      if (report !== undefined) reporter.run(nextRun === undefined ? report : { ...report, nextRun })
      return { nextRelease }
    },
    onSkipped: (at) => reporter.warn(`the run of ${at} was skipped: the one before is still at work`),
    onFailed(error) {
      runs.failed(error)
      serving?.failed(error)
    },
  })
  planned = schedule
  if (options.watch) await runs.watch()
  schedule.start()
  await untilAborted(signal)
  runs.stop()
  await schedule.stop()
  serving?.stop()
  await serving?.server.close()
}

interface Serving {
  readonly server: FeedServer
  /** Serves what is committed now; a failure is reported, and what was served before is served on. */
  refresh(): Promise<void>
  /** The same after a run at `now` that came to its end, with the moment at which the next is due. */
  succeeded(now: Instant, nextDue: Instant | undefined): Promise<void>
  /** A run failed. While another publisher holds the target, what that one commits is served. */
  failed(error: unknown): void
  /** Follows no other publisher any more. */
  stop(): void
}

/** How often is looked whether the publisher that is followed has committed something. */
const FOLLOW_MS = 2000

/**
 * When what is published may change next: now while a run is under way, else at the next tick or release. Asked with
 * every poll, and worked out once a second.
 */
function createNextChange(schedule: () => Schedule | undefined, clock: Clock): () => number | undefined {
  let asOf = Number.NEGATIVE_INFINITY
  let next: number | undefined
  return () => {
    const now = clock.now()
    if (schedule()?.isRunning() === true) return now
    if (Math.abs(now - asOf) < 1000) return next
    const moment = schedule()?.nextRun()
    next = moment === undefined ? undefined : instantToMs(moment)
    asOf = now
    return next
  }
}

async function startServing(
  { publisher, reporter, clock, options }: ServiceParts,
  nextChange: () => number | undefined,
): Promise<Serving> {
  const { settings, target } = publisher
  const made: MadeAnswers = new WeakMap()
  let contents: LoadedContents | undefined
  let progress: Progress | undefined
  let loaded: string | undefined
  let stopFollowing = (): void => {}
  const damage = createDamageReport((finding) => reporter.findings([finding]))

  async function load(): Promise<Snapshot> {
    loaded = await target.revision()
    const set = (await target.current()) ?? { version: 1, files: [], feeds: [] }
    damage.forget()
    contents = await loadContents(target, set, {
      formats,
      gate: (format, document, bytes) => checkRoundTrip(format, document, bytes, document.title),
      onRefused: (findings) => reporter.findings(findings),
      ...(contents === undefined ? {} : { previous: contents }),
    })
    reporter.findings(contents.findings)
    return buildSnapshot(contents.set, contents, snapshotSettings(publisher, progress === undefined), made)
  }

  const shelf = createShelf((file, coding) => target.read(file, coding === 'identity' ? undefined : coding))
  const server = createFeedServer({
    snapshot: await load(),
    async readStored(file, coding) {
      const bytes = await shelf(file, coding)
      if (bytes === undefined) damage.note(file)
      return bytes
    },
    settings: serverSettings(settings, options),
    localView: createLocalView({
      baseUrl: settings.feedsUrl ?? settings.url,
      basePath: settings.serve.basePath,
      siteUrl: settings.url,
      readPicture: (path) => readMedia(publisher.contentDir, path),
    }),
    readership: createReadership(),
    reporter,
    clock: () => clock.now(),
    progress: () => progress,
    nextChange,
    newSalt: () => randomBytes(16).toString('hex'),
  })
  const { url, metricsUrl } = await server.listen()
  reporter.info(`serving ${url}${settings.serve.basePath}`)
  if (metricsUrl !== undefined) reporter.info(`metrics at ${metricsUrl}/metrics`)
  async function refresh(): Promise<void> {
    try {
      server.swap(await load())
    } catch (error) {
      reporter.error(error)
    }
  }
  async function follow(): Promise<void> {
    const revision = await target.revision().catch(() => loaded)
    if (revision !== loaded) await refresh()
    stopFollowing = clock.setTimer(FOLLOW_MS, () => void follow())
  }
  return {
    server,
    refresh,
    failed(error) {
      if (!(error instanceof EnvironmentError && error.code === 'TARGET_LOCKED')) return
      stopFollowing()
      progress = { followed: error.message }
      void refresh().then(follow)
    },
    stop: () => stopFollowing(),
    async succeeded(now, nextDue) {
      stopFollowing()
      progress = {
        lastGoodRun: instantToMs(now),
        nextDue: nextDue === undefined ? undefined : instantToMs(nextDue),
      }
      await refresh()
    },
  }
}

function serverSettings({ serve, schedule }: Settings, options: ServiceOptions): ServerSettings {
  const graceMinutes = minutesFresh({ schedule })
  const { rateLimit } = serve
  return {
    host: withoutBrackets(options.host ?? serve.host),
    port: options.port ?? serve.port,
    graceMinutes,
    limits: serve.limits,
    trustedProxies: serve.trustedProxies,
    ...(rateLimit === false ? {} : { pollLimits: rateLimit }),
    ...(serve.metricsToken === undefined ? {} : { metricsToken: serve.metricsToken }),
    ...(serve.metricsPort === undefined ? {} : { metricsPort: serve.metricsPort }),
  }
}

function snapshotSettings({ settings, defineFeeds }: Publisher, isStarting: boolean): SnapshotSettings {
  return {
    isStarting,
    ...(settings.pages && { notFoundPage: (root: string) => notFoundPage(pageSiteOf(settings), root) }),
    basePath: settings.serve.basePath,
    baseUrl: settings.feedsUrl ?? settings.url,
    ttl: minutesFresh(settings),
    feeds: defineFeeds(),
    redirects: Object.entries(settings.redirects).map(
      ([from, { to, status }]): Redirect => ({
        from: from.replace(/^\//, ''),
        to: to.replace(/^\//, ''),
        status,
      }),
    ),
    gone: settings.gone.map((path) => path.replace(/^\//, '')),
  }
}

/** An IPv6 address as it stands in a URL is one, too. */
const withoutBrackets = (host: string): string => /^\[(.*)\]$/.exec(host)?.[1] ?? host

function earliest(...moments: readonly (Instant | undefined)[]): Instant | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted()[0]
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
