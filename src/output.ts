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
import { createLastRunStore, type LastRun } from './reporting/last-run.ts'
import type { RunReport } from './reporting/reporter.ts'
import { systemClock } from './schedule/clock.ts'
import { openTarget, outFolder } from './targets/index.ts'
import { MANIFEST_PATH } from './targets/published-path.ts'
import type { PublishTarget } from './targets/target.ts'
import type { TargetSettings } from './targets/target-kind.ts'

/** Where a publisher works; relative paths are below `cwd`. */
export interface Places {
  readonly cwd: string
  /** `content` when absent. */
  readonly content?: string | undefined
  /** The settings file; absent: `site.yaml` of the content folder, else `feedwright.yaml` outside. */
  readonly config?: string | undefined
  /** In place of the targets that the settings name; `out` when they name none. */
  readonly out?: string | undefined
  /** The setting `statePath` when absent. */
  readonly state?: string | undefined
}

/** Where the setting `statePath` points when no one has set it. */
const STATE_PATH = '.feedwright'

/** What is known of a newsroom's output by its settings, without its articles and its catalog. */
export interface Output {
  /** The folders of this machine that it is written to, absolute: no articles are looked for there. */
  readonly folders: readonly string[]
  readonly stateDir: string
  /** Folder of the pages for people in the set, ending in `/`; empty: the set itself. */
  readonly pagesPath: string
  /** The one that is served, and whose commits caches and hubs are told of. */
  readonly target: PublishTarget
  /** Who may publish to it. */
  readonly lease: KeptLease
  /** Where else sets go, with the lease of each. */
  readonly others: readonly { readonly target: PublishTarget; readonly lease: KeptLease }[]
  /** Why no target said what it has, where none did: then no one knows where the pages lie. */
  readonly trouble: unknown
  /** What machines that publish in turn share; undefined where the settings name none. */
  readonly ledger: Ledger | undefined
  /** Where is kept what those who are told of commits have heard of. */
  readonly announcedFile: string
  /** What the last run that published to this target found; undefined when none is known. */
  lastRun(): LastRun | undefined
  keepRun(report: RunReport): void
}

/** Settings, and where they were read. */
export interface ReadSettings {
  readonly settings: Settings
  /** Absolute. */
  readonly settingsFile: string
}

/**
 * Reads the settings and nothing else; writes nothing but what it remembers of them.
 *
 * Throws `ConfigError` for settings that cannot be used, `EnvironmentError` `CONTENT_UNREADABLE` for those that cannot be
 * read, also where there was a site before: its disk is not mounted.
 *
 * @param found the settings file, where it was looked for already
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

/** The settings that were read last, whatever their file says now; undefined where none are kept. */
export function lastSettings(places: Places): Promise<Settings | undefined> {
  return keptSettingsOf(places).last()
}

/**
 * @param warn what a person should hear of a target, and nothing fails by
 * @param signal ends what is asked of targets that are away
 */
export async function outputOf(
  places: Places,
  settings: Settings,
  warn: (message: string) => void = () => {},
  signal?: AbortSignal,
): Promise<Output> {
  const publisher = { version: packageVersion(), generation: generationOf(settings) }
  const context = { cwd: places.cwd, env: process.env, clock: systemClock, publisher, signal, warn }
  const leaseSettings = leaseSettingsOf(settings, process.env)
  let shared: KeptLease | undefined
  const [stated, ...further] = targetsOf(places, settings)
  const open = (one: TargetSettings) => {
    const { target, leaseKeeper, folder } = openTarget(one, context)
    const lease = shared ?? createLease(leaseKeeper, leaseSettings, systemClock)
    // One lease is for all targets where the settings say what keeps it.
    if (leaseSettings.url === undefined || further.length === 0) return { target, lease, folder }
    shared ??= shareLease(lease)
    return { target, lease: shared, folder }
  }
  const first = open(stated)
  const others = further.map(open)
  const { target, lease } = first
  const stateDir = resolve(places.cwd, places.state ?? settings.statePath)
  const targetState = (what: string) =>
    join(stateDir, `${what}-${createHash('sha256').update(target.name).digest('hex').slice(0, 12)}.json`)
  const store = createLastRunStore(targetState('last-run'))
  const ledger = ledgerAddressOf(settings, process.env)
  // Each target counts the terms of its own lease, and a ledger takes one count.
  if (ledger !== undefined && others.length > 0 && leaseSettings.url === undefined)
    throw new UsageError(
      'a ledger and several targets need one lease for all of them',
      'name a server that keeps it in lease.url or FEEDWRIGHT_LEASE_URL',
    )
  const { files, trouble } = await publishedAt([first, ...others])
  return {
    folders: [first, ...others].flatMap(({ folder }) => folder ?? []),
    stateDir,
    pagesPath: pagesPathOf(settings, files),
    target,
    lease,
    others,
    trouble,
    ledger: ledger === undefined ? undefined : openLedger(ledger, leaseSettings.name, places.cwd),
    announcedFile: targetState('announced'),
    lastRun: () => store.read(),
    keepRun: (report) => store.keep(report),
  }
}

/** Milliseconds for which a target is waited for once another one told what readers have. */
const PATIENCE_MS = 2000
const SILENT = { files: undefined, trouble: undefined }

/** What readers have at the first target that says so. */
async function publishedAt(targets: readonly { readonly target: PublishTarget }[]) {
  const answers = targets.map(({ target }) =>
    target.current().then(
      (found) => ({ files: found?.set?.files ?? [], trouble: undefined }),
      (trouble: unknown) => ({ files: undefined, trouble }),
    ),
  )
  const told = answers.map(async (answer) => {
    const { files = [] } = await answer
    if (files.length === 0) throw new Error('nothing was published there')
  })
  const isLate = Promise.any(told).then(
    () => setTimeout(PATIENCE_MS, SILENT, { ref: false }),
    () => SILENT,
  )
  let trouble: unknown
  for (const answer of answers) {
    const said = await Promise.race([answer, isLate])
    if (said.files !== undefined) return { files: said.files, trouble: undefined }
    trouble ??= said.trouble
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
