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
import {
  type CommittedContents,
  createDamageReport,
  type LoadedContents,
  loadCommitted,
} from '../server/load-snapshot.ts'
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

/** Number of attempts to read a set of another publisher completely, one at each check of the target. */
const MOST_ATTEMPTS = 5

/** What a server needs: the target, but neither articles nor the catalog. */
export interface ServingParts {
  readonly target: PublishTarget
  /** The lease for publishing to the target; absent if this process never publishes. */
  readonly lease?: Lease | undefined
  /** Settings of the server. */
  readonly serve: Settings['serve']
  /**
   * The site, redirects and other data for responses, if they are newer than those in the published set: before the first
   * run with new settings.
   */
  readonly facts?: ServingFacts | undefined
  /** The publisher of the target, for `/readyz`, if this process only follows it. */
  readonly follows?: string | undefined
  /** How many minutes a run may be late before the server reports that it is not ready. */
  readonly graceMinutes: number
  readonly reporter: Reporter
  readonly clock: Clock
  readonly port?: number | undefined
  readonly host?: string | undefined
  /**
   * Reads a picture below the content folder, for the view on this machine; absent if there is no content folder. Must
   * not block the thread.
   */
  readPicture?(path: string): Promise<PictureFile | undefined>
  /** When published files may change next; see {@link ServerSettings}. */
  nextChange(): number | undefined
  /** The state of notifying hubs and caches; absent if this process does not know it. */
  receivers?(): readonly ReceiverView[]
}

export interface Serving {
  readonly server: FeedServer
  readonly readership: Readership
  /** The last successful run of this process. */
  lastRun(): OwnProgress | undefined
  /** Listens on the addresses in `serve`. Throws `EnvironmentError`, without any change, if a port is not available. */
  move(serve: Settings['serve']): Promise<void>
  /** Loads and serves the committed set. A failure is reported, and the previous set is still served. */
  refresh(): Promise<void>
  /** The same after a successful run at `now`; the next run is due at `nextDue`. */
  succeeded(now: Instant, nextDue: Instant | undefined): Promise<void>
  /** Records a failed run. If another publisher holds the lease, serves the sets that it commits. */
  failed(error: unknown): void
  /** Checks now for a commit of another publisher, if one is followed. */
  lookSoon(): void
  /** Stops updating the served set and following another publisher; the server still runs. */
  stop(): void
}

/**
 * Serves the set at the target immediately, and later sets when they are committed.
 *
 * Throws `EnvironmentError` if the port is not available.
 *
 * @param before the previous service, whose open ports and counts are kept, so that no connection is refused
 */
export async function startServing(parts: ServingParts, before?: Serving): Promise<Serving> {
  const { serve, target, lease, reporter, clock, nextChange } = parts
  const made: MadeAnswers = new WeakMap()
  let contents: LoadedContents | undefined
  /** A newer set that could not be read completely, and how often in succession. */
  let incomplete: LoadedContents | undefined
  let attempts = 0
  let own = before?.lastRun()
  let trouble: string | undefined
  let loaded: string | undefined
  let loadedAt = clock.now()
  /** The error of the last refresh if it failed, so that it is not reported again on each retry. */
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

  async function load(): Promise<CommittedContents> {
    damage.forget()
    const previous = incomplete ?? contents
    return loadCommitted(target, {
      formats: await loadFormats(),
      gate: (format, document, bytes) => checkRoundTrip(format, document, bytes, document.title),
      onRefused: (findings) => reporter.findings(findings),
      ...(previous === undefined ? {} : { previous }),
    })
  }

  /**
   * Whether the set of another publisher is not shown yet: what cannot be read of it may be on its way, or may have been
   * damaged on its way. After some attempts it is shown without that.
   */
  function mustWait({ contents: { findings, ...read } }: CommittedContents): boolean {
    const isFollowed = following.progress() !== undefined && contents?.findings.length === 0
    const [damaged] = findings
    if (!isFollowed || damaged === undefined || attempts >= MOST_ATTEMPTS) {
      incomplete = undefined
      attempts = 0
      return false
    }
    if (attempts++ === 0)
      reporter.warn(
        `${damaged.file} at ${target.name} cannot be read, or differs from the manifest; the set that was read before is still served`,
      )
    incomplete = { findings, ...read }
    return true
  }

  function show(committed: CommittedContents): Snapshot {
    loaded = committed.revision
    loadedAt = clock.now()
    contents = committed.contents
    reporter.findings(contents.findings)
    return buildSnapshot(
      contents.set,
      contents,
      snapshotSettings(
        parts.facts ?? contents.set.serving ?? NO_FACTS,
        serve.basePath,
        !committed.isPublished ||
          (own === undefined && parts.follows === undefined && following.progress() === undefined),
      ),
      made,
    )
  }

  const fileCache = createFileCache((file, coding) =>
    target.read(file, coding === 'identity' ? undefined : coding),
  )
  const readership = before?.readership ?? createReadership()
  const serverParts: ServerParts = {
    snapshot: show(await load()),
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
    served: () => ({
      revision: loaded,
      asOf: Math.max(loadedAt, following.heard() ?? 0, own?.lastGoodRun ?? 0),
    }),
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
  if (parts.follows !== undefined) following.follow(parts.follows, async () => true)
  function tellWhere({ url, metricsUrl }: ListeningAt, { basePath }: Settings['serve']): void {
    reporter.info(`serving ${url}${basePath}`)
    if (metricsUrl !== undefined) reporter.info(`metrics at ${metricsUrl}/metrics`)
  }
  async function refresh(): Promise<void> {
    try {
      const committed = await load()
      failure = undefined
      if (mustWait(committed)) return
      const snapshot = show(committed)
      if (!isStopped) server.swap(snapshot)
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

/** For a target without a set, or with a set of an older version. */
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

/** Also accepts an IPv6 address in brackets, as in URLs. */
const withoutBrackets = (host: string): string => /^\[(.*)\]$/.exec(host)?.[1] ?? host
