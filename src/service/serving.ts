import { randomBytes } from 'node:crypto'
import type { ReceiverView } from '../announcers/announcements.ts'
import { type Instant, instantToMs } from '../article/instant.ts'
import type { Settings } from '../config/settings.ts'
import type { Lease } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import { loadFormats } from '../formats/index.ts'
import { checkRoundTrip } from '../gate/round-trip.ts'
import { notFoundPage } from '../pages/not-found-page.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import { createFileCache } from '../server/file-cache.ts'
import { createDamageReport, type LoadedContents, loadCommitted } from '../server/load-snapshot.ts'
import { createLocalView, type LocalView } from '../server/local-view.ts'
import { createReadership, type Readership } from '../server/readership.ts'
import type { OwnProgress, Progress } from '../server/readiness.ts'
import {
  createFeedServer,
  type FeedServer,
  type ListeningAt,
  type ServerParts,
  type ServerSettings,
} from '../server/server.ts'
import { buildSnapshot, type MadeAnswers, type Snapshot, type SnapshotSettings } from '../server/snapshot.ts'
import type { PublishTarget, ServingFacts } from '../targets/target.ts'
import { createFollowing } from './following.ts'

export interface PictureFile {
  readonly bytes: Uint8Array
  readonly type: string
}

/** What serving needs: the target, and neither articles nor a catalog. */
export interface ServingParts {
  readonly target: PublishTarget
  /** Who may publish to it; absent where this process never does. */
  readonly lease?: Lease | undefined
  /** How the server itself is set up. */
  readonly serve: Settings['serve']
  /** What it says besides the bytes, where that is known better than the set says: before the first run under new settings. */
  readonly facts?: ServingFacts | undefined
  /** How late a run may be, in minutes, before this server calls itself not ready. */
  readonly graceMinutes: number
  readonly reporter: Reporter
  readonly clock: Clock
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** A picture below the content folder, for people at this machine; absent where there is none. Must not keep this thread waiting. */
  readPicture?(path: string): Promise<PictureFile | undefined>
  /** When what is published may change next; see {@link ServerSettings}. */
  nextChange(): number | undefined
  /** How telling hubs and caches goes; absent where this process does not know. */
  receivers?(): readonly ReceiverView[]
}

export interface Serving {
  readonly server: FeedServer
  readonly readership: Readership
  /** The last run of its own that succeeded. */
  lastRun(): OwnProgress | undefined
  /**
   * Listens where these settings of a server say. Throws `EnvironmentError` when a port cannot be had; then it listens where it did.
   */
  move(serve: Settings['serve']): Promise<void>
  /** Serves what is committed now; a failure is reported, and what was served before is served on. */
  refresh(): Promise<void>
  /** The same after a run at `now` that came to its end, with the moment at which the next is due. */
  succeeded(now: Instant, nextDue: Instant | undefined): Promise<void>
  /** A run failed. While another publisher holds the target, what that one commits is served. */
  failed(error: unknown): void
  /** Shows what another publisher commits, until `stop` or a run of our own; `publisher` says which, for `/readyz`. */
  follow(publisher: string): void
  /** Checks now for a commit of another publisher, if one is followed. */
  lookSoon(): void
  /** Swaps nothing any more and follows no other publisher; the server goes on. */
  stop(): void
}

/**
 * Serves what lies at the target now, at once, and what is committed later.
 *
 * Throws `EnvironmentError` when the port cannot be had.
 *
 * @param before whose server and counts to take over, wherever it listens: no connection is refused meanwhile
 */
export async function startServing(parts: ServingParts, before?: Serving): Promise<Serving> {
  const { serve, target, lease, reporter, clock, nextChange } = parts
  const made: MadeAnswers = new WeakMap()
  let contents: LoadedContents | undefined
  let own = before?.lastRun()
  let trouble: string | undefined
  let loaded: string | undefined
  /** What was said of the last refresh, if it failed: it is tried every few seconds. */
  let failure: string | undefined
  let isStopped = false
  const damage = createDamageReport((finding) => reporter.findings([finding]))
  const following = createFollowing({
    target,
    clock,
    reporter,
    refresh,
    served: () => loaded,
    hasDamage: () => contents?.findings.length !== 0,
  })

  async function load(): Promise<Snapshot> {
    damage.forget()
    const committed = await loadCommitted(target, {
      formats: await loadFormats(),
      gate: (format, document, bytes) => checkRoundTrip(format, document, bytes, document.title),
      onRefused: (findings) => reporter.findings(findings),
      ...(contents === undefined ? {} : { previous: contents }),
    })
    loaded = committed.revision
    contents = committed.contents
    reporter.findings(contents.findings)
    return buildSnapshot(
      contents.set,
      contents,
      snapshotSettings(
        parts.facts ?? contents.set.serving ?? NO_FACTS,
        serve.basePath,
        !committed.isPublished || (own === undefined && following.progress() === undefined),
      ),
      made,
    )
  }

  const fileCache = createFileCache((file, coding) =>
    target.read(file, coding === 'identity' ? undefined : coding),
  )
  const readership = before?.readership ?? createReadership()
  const serverParts: ServerParts = {
    snapshot: await load(),
    async readStored(file, coding) {
      const bytes = await fileCache(file, coding)
      if (bytes === undefined) damage.note(file)
      return bytes
    },
    settings: serverSettings(parts),
    readership,
    localView: localViewOf(parts),
    reporter,
    clock: () => clock.now(),
    progress,
    nextChange,
    receivers: () => parts.receivers?.() ?? [],
    newSalt: () => randomBytes(16).toString('hex'),
  }
  const server = before?.server ?? createFeedServer(serverParts)
  if (before === undefined) {
    tellWhere(await server.listen(), serve)
  } else {
    before.stop()
    server.reconfigure(serverParts)
  }
  function tellWhere({ url, metricsUrl }: ListeningAt, { basePath }: Settings['serve']): void {
    reporter.info(`serving ${url}${basePath}`)
    if (metricsUrl !== undefined) reporter.info(`metrics at ${metricsUrl}/metrics`)
  }
  async function refresh(): Promise<void> {
    try {
      const snapshot = await load()
      if (!isStopped) server.swap(snapshot)
      failure = undefined
    } catch (error) {
      const message = String(error)
      if (failure !== message && !isStopped) reporter.error(error)
      failure = message
    }
  }
  function progress(): Progress | undefined {
    return following.progress() ?? own ?? (trouble === undefined ? undefined : { trouble })
  }
  return {
    server,
    readership,
    lastRun: () => own,
    async move(next) {
      tellWhere(await server.move(serverSettings({ ...parts, serve: next })), next)
    },
    refresh,
    failed(error) {
      following.stop()
      if (error instanceof EnvironmentError && error.code === 'TARGET_LOCKED')
        following.follow(error.message, async () => (await lease?.isHeld()) === true)
      else trouble = error instanceof Error ? error.message : String(error)
    },
    lookSoon: following.lookSoon,
    follow: (publisher) => following.follow(publisher, async () => true),
    stop() {
      isStopped = true
      following.stop()
    },
    async succeeded(now, nextDue) {
      following.stop()
      own = {
        lastGoodRun: instantToMs(now),
        nextDue: nextDue === undefined ? undefined : instantToMs(nextDue),
      }
      await refresh()
    },
  }
}

function localViewOf({ facts, serve, readPicture }: ServingParts): LocalView | undefined {
  if (facts?.site === undefined || readPicture === undefined) return undefined
  const { baseUrl, site } = facts
  return createLocalView({ baseUrl, basePath: serve.basePath, siteUrl: site.url, readPicture })
}

/** Of a target whose set was published by an older version, or has none yet. */
const NO_FACTS: ServingFacts = { baseUrl: '/', ttl: 1, redirects: [], gone: [] }

function serverSettings({ serve, host, port, graceMinutes }: ServingParts): ServerSettings {
  const { rateLimit } = serve
  return {
    host: withoutBrackets(host ?? serve.host),
    port: port ?? serve.port,
    graceMinutes,
    limits: serve.limits,
    trustedProxies: serve.trustedProxies,
    ...(rateLimit === false ? {} : { pollLimits: rateLimit }),
    ...(serve.metricsToken === undefined ? {} : { metricsToken: serve.metricsToken }),
    ...(serve.metricsPort === undefined ? {} : { metricsPort: serve.metricsPort }),
  }
}

function snapshotSettings(
  { site, ...facts }: ServingFacts,
  basePath: string,
  isStarting: boolean,
): SnapshotSettings {
  const page = site && { ...site, baseUrl: facts.baseUrl }
  return {
    ...facts,
    basePath,
    isStarting,
    ...(page?.pagesPath !== undefined && { indexFolder: page.pagesPath }),
    ...(page && { notFoundPage: (root: string) => notFoundPage(page, root) }),
  }
}

/** An IPv6 address as it stands in a URL is one, too. */
const withoutBrackets = (host: string): string => /^\[(.*)\]$/.exec(host)?.[1] ?? host
