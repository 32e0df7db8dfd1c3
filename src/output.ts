import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { createKeptSettings, type KeptSettings } from './config/kept-settings.ts'
import { leaseSettingsOf, ledgerAddressOf } from './config/lease-settings.ts'
import { type FoundSettings, loadSettings } from './config/load.ts'
import { pagesPathOf } from './config/pages-path.ts'
import type { Settings } from './config/settings.ts'
import { settingsFileOf } from './config/settings-place.ts'
import { createLease, openLedger } from './coordination/index.ts'
import { type KeptLease, shareLease } from './coordination/kept-lease.ts'
import type { Ledger } from './coordination/ledger.ts'
import { UsageError } from './errors.ts'
import { generationOf } from './generation.ts'
import { packageVersion } from './package-version.ts'
import { createLastRunStore, type LastRunStore } from './reporting/last-run.ts'
import { systemClock } from './schedule/clock.ts'
import { openTarget, outFolder } from './targets/index.ts'
import { MANIFEST_PATH } from './targets/published-path.ts'
import type { PublishTarget } from './targets/target.ts'
import type { TargetSettings } from './targets/target-kind.ts'

/** Folders and files of a publisher; relative paths are relative to `cwd`. */
export interface Places {
  readonly cwd: string
  /** `content` by default. */
  readonly content?: string | undefined
  /** The settings file; by default `site.yaml` in the content folder, or else `feedwright.yaml` outside. */
  readonly config?: string | undefined
  /** Overrides the targets in the settings; `out` by default. */
  readonly out?: string | undefined
  /** The setting `statePath` by default. */
  readonly state?: string | undefined
}

/** The default of the setting `statePath`. */
const STATE_PATH = '.feedwright'

/** The output of a site according to its settings, without articles and catalog. */
export interface Output {
  /** Absolute paths of local target folders, which are excluded from the search for articles. */
  readonly folders: readonly string[]
  readonly stateDir: string
  /** Folder in the set for pages for people, ending in `/`; empty for the set itself. */
  readonly pagesPath: string
  /** The target that is served, and whose commits are announced to caches and hubs. */
  readonly target: PublishTarget
  /** Whether its precompressed copies have addresses of their own. */
  readonly hasVariants: boolean
  /** Ensures that only one publisher writes to it. */
  readonly lease: KeptLease
  /** Results of the last runs for it. */
  readonly runs: LastRunStore
  /** Further targets. */
  readonly others: readonly Pick<Output, 'target' | 'lease' | 'runs'>[]
  /** The error, if no target could be read: then the location of the pages is unknown. */
  readonly trouble: unknown
  /** State that machines that publish in turn share; undefined if not configured. */
  readonly ledger: Ledger | undefined
  /** File for the state of announcements. */
  readonly announcedFile: string
}

/** Settings, and their file. */
export interface ReadSettings {
  readonly settings: Settings
  /** Absolute. */
  readonly settingsFile: string
}

/**
 * Reads only the settings; writes only their cache.
 *
 * Throws `ConfigError` for invalid settings, `EnvironmentError` `CONTENT_UNREADABLE` for unreadable ones, and for
 * missing ones if there was a site before, because its disk may not be mounted.
 *
 * @param found the settings file, if already found
 */
export async function readSettings(places: Places, found?: FoundSettings): Promise<ReadSettings> {
  const settingsFile = found?.path ?? settingsFileOf(contentDirOf(places), places.cwd, places.config)
  const hadSite = () =>
    [join(usualStateDir(places), 'catalog'), join(usualOutDir(places), MANIFEST_PATH)].some((path) =>
      existsSync(path),
    )
  const known = { kept: keptSettingsOf(places), hadSite, read: found?.read }
  return { settings: await loadSettings(settingsFile, known), settingsFile }
}

/** The settings that were read last, regardless of the current file; undefined if there are none. */
export function lastSettings(places: Places): Promise<Settings | undefined> {
  return keptSettingsOf(places).last()
}

export interface OutputOptions {
  /** Reports a problem with a target that is not an error. */
  warn?(message: string): void
  /** Cancels requests to targets; for processes that only read. */
  readonly signal?: AbortSignal | undefined
  /** Whether later runs repeat what fails, so that a run with several targets need not wait long for one of them. */
  readonly isRepeated?: boolean
}

export async function outputOf(
  places: Places,
  settings: Settings,
  { warn = () => {}, signal, isRepeated = false }: OutputOptions = {},
): Promise<Output> {
  const publisher = { version: packageVersion(), generation: generationOf(settings) }
  const leaseSettings = leaseSettingsOf(settings, process.env)
  let shared: KeptLease | undefined
  const [stated, ...further] = targetsOf(places, settings)
  const context = {
    cwd: places.cwd,
    env: process.env,
    clock: systemClock,
    publisher,
    signal,
    deadlineMs: isRepeated && further.length > 0 ? REPEATED_DEADLINE_MS : undefined,
    warn,
  }
  const stateDir = resolve(places.cwd, places.state ?? settings.statePath)
  const stateFile = (what: string, { name }: PublishTarget) =>
    join(stateDir, `${what}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}.json`)
  const open = (one: TargetSettings) => {
    const { target, leaseKeeper, folder, hasVariants = false } = openTarget(one, context)
    const runs = createLastRunStore(stateFile('last-run', target))
    const lease = shared ?? createLease(leaseKeeper, leaseSettings, systemClock)
    // If the settings state a store for the lease, all targets share one lease.
    if (leaseSettings.url === undefined || further.length === 0)
      return { target, hasVariants, lease, folder, runs }
    shared ??= shareLease(lease)
    return { target, hasVariants, lease: shared, folder, runs }
  }
  const first = open(stated)
  const others = further.map(open)
  const { target, hasVariants, lease, runs } = first
  const ledger = ledgerAddressOf(settings, process.env)
  // Each target counts the terms of its own lease, but a ledger needs a single count.
  if (ledger !== undefined && others.length > 0 && leaseSettings.url === undefined)
    throw new UsageError(
      'with a ledger and several targets, one lease for all of them is necessary',
      'set lease.url or FEEDWRIGHT_LEASE_URL',
    )
  const { files, trouble } = await publishedAt([first, ...others])
  return {
    folders: [first, ...others].flatMap(({ folder }) => folder ?? []),
    stateDir,
    pagesPath: pagesPathOf(settings, files),
    target,
    hasVariants,
    lease,
    runs,
    others,
    trouble,
    ledger: ledger === undefined ? undefined : openLedger(ledger, leaseSettings.name, places.cwd),
    announcedFile: stateFile('announced', target),
  }
}

/** Timeout for one request to a target, with all attempts, while the other targets wait for the end of the run. */
const REPEATED_DEADLINE_MS = 20_000
/** Milliseconds to wait for a target after another one has answered. */
const LATER_TARGETS_TIMEOUT_MS = 2000
const SILENT = { files: undefined, trouble: undefined }

/** The set at the first target that can be read. */
async function publishedAt(targets: readonly { readonly target: PublishTarget }[]) {
  const answers = targets.map(({ target }) =>
    target.current().then(
      (found) => ({ files: found?.set?.files ?? [], trouble: undefined }),
      (trouble: unknown) => ({ files: undefined, trouble }),
    ),
  )
  const published = answers.map(async (answer) => {
    const { files = [] } = await answer
    if (files.length === 0) throw new Error('nothing was published there')
  })
  const isLate = Promise.any(published).then(
    () => setTimeout(LATER_TARGETS_TIMEOUT_MS, SILENT, { ref: false }),
    () => SILENT,
  )
  let trouble: unknown
  for (const answer of answers) {
    const result = await Promise.race([answer, isLate])
    if (result.files !== undefined) return { files: result.files, trouble: undefined }
    trouble ??= result.trouble
  }
  return { files: [], trouble }
}

function targetsOf(
  { out }: Places,
  { targets = [] }: Settings,
): readonly [TargetSettings, ...TargetSettings[]] {
  const [first, ...others] = targets
  return out !== undefined || first === undefined ? [outFolder(out)] : [first, ...others]
}

/** Absolute. */
export const contentDirOf = ({ cwd, content }: Places): string => resolve(cwd, content ?? 'content')
const usualOutDir = ({ cwd, out }: Places): string => resolve(cwd, out ?? 'out')
const usualStateDir = ({ cwd, state }: Places): string => resolve(cwd, state ?? STATE_PATH)

function keptSettingsOf(places: Places): KeptSettings {
  const { cwd, state } = places
  const stateDir = usualStateDir(places)
  const isStateOf = ({ statePath }: Settings) => resolve(cwd, state ?? statePath) === stateDir
  return createKeptSettings(stateDir, packageVersion(), isStateOf)
}
