import { randomBytes } from 'node:crypto'
import { pageSiteOf } from './app.ts'
import { type Instant, instantToMs } from './article/instant.ts'
import { minutesFresh } from './config/cadence.ts'
import type { Settings } from './config/settings.ts'
import { EnvironmentError } from './errors.ts'
import type { FeedDefinition } from './feed/definition.ts'
import { formats } from './formats/index.ts'
import { checkRoundTrip } from './gate/round-trip.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import type { Reporter } from './reporting/reporter.ts'
import type { Clock } from './schedule/clock.ts'
import { createDamageReport, type LoadedContents, loadSnapshotContents } from './server/load-snapshot.ts'
import { createLocalView } from './server/local-view.ts'
import { createReadership } from './server/readership.ts'
import type { OwnProgress, Progress } from './server/readiness.ts'
import { createFeedServer, type FeedServer, type ServerSettings } from './server/server.ts'
import { createShelf } from './server/shelf.ts'
import {
  buildSnapshot,
  type MadeAnswers,
  type Redirect,
  type Snapshot,
  type SnapshotSettings,
} from './server/snapshot.ts'
import type { PublishTarget } from './targets/target.ts'

export interface PictureFile {
  readonly bytes: Uint8Array
  readonly type: string
}

/** What serving needs: the target and what the settings say of answers, and neither articles nor a catalog. */
export interface ServingParts {
  readonly settings: Settings
  readonly target: PublishTarget
  readonly reporter: Reporter
  readonly clock: Clock
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** The feeds, as far as they are known now. */
  defineFeeds(): readonly Pick<FeedDefinition, 'name' | 'ttl' | 'hubUrls'>[]
  /** A picture below the content folder, for people at this machine. Must not keep this thread waiting. */
  readPicture(path: string): Promise<PictureFile | undefined>
  /** When what is published may change next; see {@link ServerSettings}. */
  nextChange(): number | undefined
}

export interface Serving {
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

/** A publisher that holds the target. */
interface Followed {
  /** Who it is, and what it publishes to. */
  readonly who: string
  cancelLook(): void
}

/** How often is looked whether the publisher that is followed has committed something. */
const FOLLOW_MS = 2000

/**
 * Serves what lies at the target now, at once, and what is committed later.
 *
 * Throws `EnvironmentError` when the port cannot be had.
 */
export async function startServing(parts: ServingParts): Promise<Serving> {
  const { settings, target, reporter, clock, nextChange } = parts
  const made: MadeAnswers = new WeakMap()
  let contents: LoadedContents | undefined
  let own: OwnProgress | undefined
  let trouble: string | undefined
  let followed: Followed | undefined
  let loaded: string | undefined
  const damage = createDamageReport((finding) => reporter.findings([finding]))

  async function load(): Promise<Snapshot> {
    loaded = await target.revision()
    const set = (await target.current()) ?? { version: 1, files: [], feeds: [] }
    damage.forget()
    contents = await loadSnapshotContents(target, set, {
      formats,
      gate: (format, document, bytes) => checkRoundTrip(format, document, bytes, document.title),
      onRefused: (findings) => reporter.findings(findings),
      ...(contents === undefined ? {} : { previous: contents }),
    })
    reporter.findings(contents.findings)
    return buildSnapshot(
      contents.set,
      contents,
      snapshotSettings(parts, own === undefined && followed === undefined),
      made,
    )
  }

  const shelf = createShelf((file, coding) => target.read(file, coding === 'identity' ? undefined : coding))
  const server = createFeedServer({
    snapshot: await load(),
    async readStored(file, coding) {
      const bytes = await shelf(file, coding)
      if (bytes === undefined) damage.note(file)
      return bytes
    },
    settings: serverSettings(settings, parts),
    readership: createReadership(),
    localView: createLocalView({
      baseUrl: settings.feedsUrl ?? settings.url,
      basePath: settings.serve.basePath,
      siteUrl: settings.url,
      readPicture: parts.readPicture,
    }),
    reporter,
    clock: () => clock.now(),
    progress,
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
  function progress(): Progress | undefined {
    if (followed !== undefined) return { followed: followed.who }
    return own ?? (trouble === undefined ? undefined : { trouble })
  }
  function stopFollowing(): void {
    followed?.cancelLook()
    followed = undefined
  }
  /** Serves what another publisher commits for as long as it holds the target. */
  async function follow(other: Followed): Promise<void> {
    // A disk that does not answer now says nothing about the other.
    const isHeld = await target.isLocked().catch(() => true)
    const revision = await target.revision().catch(() => loaded)
    if (revision !== loaded) await refresh()
    if (followed !== other) return
    if (isHeld) other.cancelLook = clock.setTimer(FOLLOW_MS, () => void follow(other))
    else stopFollowing()
  }
  return {
    server,
    refresh,
    failed(error) {
      stopFollowing()
      if (error instanceof EnvironmentError && error.code === 'TARGET_LOCKED') {
        const other: Followed = { who: error.message, cancelLook: () => {} }
        followed = other
        void refresh().then(() => follow(other))
      } else {
        trouble = error instanceof Error ? error.message : String(error)
      }
    },
    stop: stopFollowing,
    async succeeded(now, nextDue) {
      stopFollowing()
      own = {
        lastGoodRun: instantToMs(now),
        nextDue: nextDue === undefined ? undefined : instantToMs(nextDue),
      }
      await refresh()
    },
  }
}

function serverSettings(
  { serve, schedule }: Settings,
  options: Pick<ServingParts, 'host' | 'port'>,
): ServerSettings {
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

function snapshotSettings({ settings, defineFeeds }: ServingParts, isStarting: boolean): SnapshotSettings {
  return {
    isStarting,
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
    ...(settings.pages && { notFoundPage: (root: string) => notFoundPage(pageSiteOf(settings), root) }),
  }
}

/** An IPv6 address as it stands in a URL is one, too. */
const withoutBrackets = (host: string): string => /^\[(.*)\]$/.exec(host)?.[1] ?? host
