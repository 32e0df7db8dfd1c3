import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import {
  type Announcements,
  type AnnouncementsParts,
  createAnnouncements,
} from './announcers/announcements.ts'
import { createAnnouncers } from './announcers/index.ts'
import { createFileOutbox } from './announcers/outbox.ts'
import { createSendRequest } from './announcers/send.ts'
import { mintId, permanentIdOf } from './article/ids.ts'
import { clockInstant, type Instant } from './article/instant.ts'
import type { Site } from './article/site.ts'
import type { Catalog } from './catalog/catalog.ts'
import { concerns } from './catalog/concerns.ts'
import { openLmdbCatalog } from './catalog/lmdb.ts'
import { pathSettingOf } from './config/declared-feeds.ts'
import { feedDefinitionsOf, siteOf } from './config/definitions.ts'
import { addressRemarks } from './config/local-address.ts'
import { releasedBy } from './config/moves.ts'
import { publishedByOthers } from './config/other-programs.ts'
import { servingFactsOf } from './config/serving-facts.ts'
import type { Settings } from './config/settings.ts'
import { namesIn } from './config/settings-place.ts'
import { DIALECT_NAMES } from './dialects/names.ts'
import { CatalogDamaged, ConfigError, FeedwrightError } from './errors.ts'
import type { FeedDefinition } from './feed/definition.ts'
import { contentDirOf, type Output, outputOf, type Places, readSettings } from './output.ts'
import { packageVersion } from './package-version.ts'
import type { PageSite } from './pages/listing.ts'
import { runPipeline } from './pipeline.ts'
import { addressTest } from './remote/networks.ts'
import type { LastRun } from './reporting/last-run.ts'
import type { Reporter, RunReport } from './reporting/reporter.ts'
import { systemClock } from './schedule/clock.ts'
import { createFolderSource } from './sources/folder.ts'
import { foldersWithin } from './sources/own-folders.ts'
import type { ArticleSource } from './sources/source.ts'
import { createArticleReader } from './steps/article-reader.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import type { Stamping, StampRequest } from './steps/stamping.ts'
import { compressed } from './targets/compression.ts'
import type { PublishTarget } from './targets/target.ts'

export interface PublisherOptions extends Places {
  /** Whether documents get precompressed copies; true when absent. */
  readonly compress?: boolean
  /** Hubs and caches are told of each commit while this publisher is open; absent: what is to be told is noted, as what is published may not be public yet. */
  readonly announce?: Pick<AnnouncementsParts, 'clock' | 'onTold'> | undefined
  readonly reporter: Reporter
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

/** A newsroom's publisher, ready to run again and again. */
export interface Publisher {
  readonly settings: Settings
  /** Absolute. */
  readonly settingsFile: string
  readonly site: Site
  readonly announcements: Announcements
  readonly catalog: Catalog
  readonly source: ArticleSource
  readonly target: PublishTarget
  /** Whether a change of one of these files, which are no articles, can change anything that is published. */
  concerns(files: readonly string[]): boolean
  /** One run at `now`, or at the clock's moment. */
  run(request?: Partial<Omit<RunRequest, 'elapsed'>>): Promise<RunReport>
  /** What the last run that published to this target found; undefined when none is known. */
  lastRun(): LastRun | undefined
  /** Writes minted ids and first-seen dates into the articles; `dryRun` only says which. */
  stamp(request: Omit<StampRequest, 'now'>): Promise<Stamping>
  /** Every feed there is, for the tags and authors the catalog knows now. */
  defineFeeds(): readonly FeedDefinition[]
  /** The first moment after `now` at which a waiting article is due. */
  nextRelease(now: Instant): Instant | undefined
  /** Loads what else the first run that has something to publish would load, so that it need not wait for it. */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** Who is told of the commits to an output. */
export function announcementsOf(
  { privateNetworks, purge }: Settings,
  { announcedFile }: Output,
  parts: Omit<AnnouncementsParts, 'announcers' | 'outbox'>,
): Announcements {
  return createAnnouncements({
    ...parts,
    announcers: createAnnouncers(createSendRequest(addressTest(privateNetworks)), purge, process.env),
    outbox: createFileOutbox(announcedFile),
  })
}

/**
 * Makes every part of a publisher from the settings of a content folder: the only place that knows them all.
 *
 * Throws `ConfigError` for settings that cannot be used, `EnvironmentError` for folders that cannot.
 */
export async function createPublisher(options: PublisherOptions): Promise<Publisher> {
  const { settings, settingsFile } = await readSettings(options)
  const output = await outputOf(options, settings)
  const { outDir, stateDir, pagesPath, target } = output
  const site = siteOf(settings)
  const catalog = await openLmdbCatalog(join(stateDir, 'catalog'))
  const source = await sourceOf({
    settings,
    settingsFile,
    contentDir: contentDirOf(options),
    cwd: options.cwd,
    site,
    ours: [outDir, stateDir],
    holdsSomething: () => catalog.size().entries > 0,
  })
  options.reporter.findings(catalog.notes)
  const { lease } = output
  const announcements = announcementsOf(settings, output, {
    reporter: options.reporter,
    isActive: options.announce !== undefined,
    ...(options.announce ?? { clock: systemClock }),
  })
  const shown = relative(options.cwd, settingsFile).split(sep).join('/')
  const clock = (): Instant => clockInstant(options.now())

  const generation = generationOf(settings)
  const reader = createArticleReader({ source, catalog, bodies: catalog.bodies, site, generation })
  const parts: Parts = {
    source,
    catalog,
    formats: async () => (await import('./formats/index.ts')).formats,
    target,
    lease,
    announcements,
    reporter: options.reporter,
    generation,
    revisions: settings.deltas,
    checkClock: settings.checkClock,
    fallbackUpdated: clockInstant(Date.parse(settings.since)),
    isReleased: releasedBy(settings),
    pathSettingOf: (feed) => pathSettingOf(settings, feed),
    async placeOfSetting(path) {
      const [text, { placeOfSetting }] = await Promise.all([
        readFile(settingsFile, 'utf8').catch(() => ''),
        import('./config/parse.ts'),
      ])
      return { file: shown, ...placeOfSetting(text, path) }
    },
    settingsFindings: [
      ...publishedByOthers(settingsFile, shown, namesIn),
      ...addressRemarks(settings, shown),
    ],
    defineFeeds: (found) => feedDefinitionsOf(settings, found, source.media?.lookup),
    parse: reader.parse,
    readFiles: reader.readFiles,
    mint: (article) => mintId(article, site),
    idOf: (stated) => permanentIdOf(stated, site.tagEntity) ?? stated,
    bodyOf: reader.bodyOf,
    compress: options.compress === false ? async (identity) => ({ identity }) : compressed,
    serving: servingFactsOf(settings, pagesPath),
    pages: settings.pages === false ? undefined : pageSiteOf(settings, pagesPath),
  }
  return {
    settings,
    settingsFile,
    site,
    announcements,
    catalog,
    source,
    target,
    concerns: (files) => concerns(catalog, files),
    async run(request = {}) {
      try {
        const report = await runPipeline(parts, {
          now: clock(),
          acceptChurn: new Set(),
          signal: new AbortController().signal,
          elapsed: () => performance.now(),
          ...request,
        })
        output.keepRun(report)
        return report
      } catch (error) {
        // It may have read what no one wrote.
        if (!(error instanceof FeedwrightError)) catalog.distrust()
        throw error
      } finally {
        await catalog.bodies.flush()
      }
    },
    lastRun: output.lastRun,
    async stamp(request) {
      const { stampArticles } = await import('./steps/stamping.ts')
      return stampArticles(parts, { ...request, now: clock() })
    },
    defineFeeds: () => parts.defineFeeds(catalog.vocabulary()).value ?? [],
    nextRelease: (now) => catalog.nextRelease(now),
    async prepare() {
      await Promise.all([reader.prepare(), parts.formats(), import('./steps/publishing.ts')])
    },
    close() {
      announcements.stop()
      return Promise.all([lease.close(), catalog.close()]).then(() => undefined)
    },
  }
}

/** The articles of the content folder, or of the other program's site that the settings name. */
async function sourceOf({
  settings,
  settingsFile,
  contentDir,
  cwd,
  site,
  ours,
  holdsSomething,
}: {
  readonly settings: Settings
  readonly settingsFile: string
  readonly contentDir: string
  readonly cwd: string
  readonly site: Site
  /** Folders that this program writes to. */
  readonly ours: readonly string[]
  readonly holdsSomething: () => boolean
}): Promise<ArticleSource> {
  const [named] = settings.sources ?? []
  const [kind] = [...DIALECT_NAMES, 'built' as const].filter((name) => named?.[name] !== undefined)
  const folder = kind === undefined ? contentDir : resolve(cwd, named?.[kind] ?? '.')
  const marker = pathWithin(folder, settingsFile)
  const facts = {
    ...(marker === undefined ? { holdsSomething } : { marker }),
    ours: foldersWithin(folder, ours),
    shown: relative(cwd, folder).split(sep).join('/') || '.',
    siteUrl: site.url,
    gitDates: settings.gitDates ?? isInCi(),
  }
  if (kind === undefined) return createFolderSource(folder, facts)
  if (kind === 'built') {
    const [{ createBuiltSource }, { wrongSelectors }] = await Promise.all([
      import('./sources/built.ts'),
      import('./config/selectors.ts'),
    ])
    const wrong = wrongSelectors(settings, relative(cwd, settingsFile))
    if (wrong.length > 0) throw new ConfigError(wrong)
    return createBuiltSource(folder, { ...facts, selectors: settings.built ?? {} })
  }
  const sections = new Set(Object.keys(settings.sections))
  // Most sites are our own, and need none of it.
  const [{ dialectNamed }, { createSiteFolderSource }] = await Promise.all([
    import('./dialects/index.ts'),
    import('./sources/site-folder.ts'),
  ])
  return createSiteFolderSource(folder, dialectNamed(kind), { ...facts, sections })
}

/**
 * Does `work` with a publisher of its own. A catalog that turns out to be damaged on the way is moved aside, and the work is
 * done again from the start with a new one.
 */
export async function withPublisher<T>(
  options: PublisherOptions,
  work: (publisher: Publisher) => Promise<T>,
): Promise<T> {
  const publisher = await createPublisher(options)
  try {
    return await work(publisher)
  } catch (error) {
    if (!(error instanceof CatalogDamaged)) throw error
    options.reporter.warn(error.message)
  } finally {
    await publisher.close()
  }
  const another = await createPublisher(options)
  try {
    return await work(another)
  } finally {
    await another.close()
  }
}

/** What the pages say about the site. */
function pageSiteOf({ title, url, feedsUrl, language }: Settings, pagesPath: string): PageSite {
  return { title, url, baseUrl: feedsUrl ?? url, language, ...(pagesPath !== '' && { pagesPath }) }
}

/** Fingerprint of everything but the articles that decides what is published: the settings and this program. */
function generationOf({
  serve: _serve,
  watch: _watch,
  checkClock: _checkClock,
  redirects: _redirects,
  gone: _gone,
  privateNetworks: _privateNetworks,
  purge: _purge,
  lease: _lease,
  ...settings
}: Settings): string {
  return createHash('sha256')
    .update(JSON.stringify([packageVersion(), settings]))
    .digest('hex')
    .slice(0, 32)
}

/** `path` below `folder`, `/` between parts; undefined outside of it. */
function pathWithin(folder: string, path: string): string | undefined {
  const parts = relative(folder, path).split(sep)
  return parts[0] === '..' || isAbsolute(parts.join(sep)) ? undefined : parts.join('/')
}

/** Build services check the content out again for each run, and say `CI`. */
function isInCi(): boolean {
  return !['', '0', 'false', undefined].includes(process.env['CI'])
}
