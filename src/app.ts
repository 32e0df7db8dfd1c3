import { readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import {
  type Announcements,
  type AnnouncementsParts,
  createAnnouncements,
} from './announcers/announcements.ts'
import { createAnnouncers } from './announcers/index.ts'
import { createFileOutbox } from './announcers/outbox.ts'
import { createSendRequest } from './announcers/send.ts'
import { idsElsewhere, mintId, permanentIdOf } from './article/ids.ts'
import { clockInstant, type Instant } from './article/instant.ts'
import { isWithin } from './article/key.ts'
import type { Site } from './article/site.ts'
import type { Catalog, CatalogRecord } from './catalog/catalog.ts'
import { concerns } from './catalog/concerns.ts'
import { openLmdbCatalog } from './catalog/lmdb.ts'
import { pathSettingOf } from './config/declared-feeds.ts'
import { feedDefinitionsOf, siteOf } from './config/definitions.ts'
import { channelAddressOf } from './config/lease-settings.ts'
import { addressRemarks } from './config/local-address.ts'
import { releasedBy } from './config/moves.ts'
import { publishedByOthers } from './config/other-programs.ts'
import { earlierTagEntities } from './config/publishing.ts'
import { servingFactsOf } from './config/serving-facts.ts'
import type { Settings } from './config/settings.ts'
import { namesIn } from './config/settings-place.ts'
import { openChannel } from './coordination/index.ts'
import { CatalogDamaged, EnvironmentError, FeedwrightError } from './errors.ts'
import type { FeedDefinition } from './feed/definition.ts'
import { loadFormats } from './formats/index.ts'
import { generationOf } from './generation.ts'
import { contentDirOf, type Output, outputOf, type Places, readSettings } from './output.ts'
import { packageVersion } from './package-version.ts'
import type { PageSite } from './pages/listing.ts'
import { addressTest } from './remote/networks.ts'
import type { LastRun } from './reporting/last-run.ts'
import type { Reporter, RunReport } from './reporting/reporter.ts'
import { createRunForEach, type RunForEachRequest } from './run-for-each.ts'
import { systemClock } from './schedule/clock.ts'
import { checkSeparate } from './separate-folders.ts'
import { contentFolder, openSources } from './sources/index.ts'
import type { ArticleSource } from './sources/source.ts'
import { createArticleReader } from './steps/article-reader.ts'
import type { Parts } from './steps/parts.ts'
import type { Stamping, StampRequest } from './steps/stamping.ts'
import { createCompressor } from './targets/compressor.ts'
import type { PublishTarget } from './targets/target.ts'

export interface PublisherOptions extends Places {
  /** Whether documents get precompressed copies; true if absent. */
  readonly compress?: boolean
  /**
   * Notifies hubs and caches of each commit while this publisher is open; if absent, notices are only stored, because the
   * published files may not be public yet.
   */
  readonly announce?: Pick<AnnouncementsParts, 'clock' | 'onTold'> | undefined
  readonly reporter: Reporter
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

/** A publisher for one content folder, for any number of runs. */
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
  run(request?: Partial<Omit<RunForEachRequest, 'elapsed'>>): Promise<RunReport>
  /** The result of the last run for this target; undefined if unknown. */
  lastRun(): LastRun | undefined
  /** Writes minted ids and first-seen dates into the articles; `dryRun` only says which. */
  stamp(request: Omit<StampRequest, 'now'>): Promise<Stamping>
  /** The definitions of all feeds, for the tags and authors in the catalog. */
  defineFeeds(): readonly FeedDefinition[]
  /** The first moment after `now` at which a waiting article is due. */
  nextRelease(now: Instant): Instant | undefined
  /** Loads modules and data that the next publication needs, to make it faster. */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** Creates the announcements of commits to an output. */
export function announcementsOf(
  settings: Settings,
  { announcedFile, hasVariants }: Output,
  parts: Omit<AnnouncementsParts, 'announcers' | 'outbox' | 'delayMs'>,
): Announcements {
  return createAnnouncements({
    ...parts,
    announcers: createAnnouncers(settings, {
      send: createSendRequest(addressTest(settings.privateNetworks)),
      env: process.env,
      hasVariants,
    }),
    outbox: createFileOutbox(announcedFile),
    delayMs: settings.announceDelay * 1000,
  })
}

/**
 * Creates all parts of a publisher from the settings of a content folder: the composition root.
 *
 * Throws `ConfigError` for invalid settings, `EnvironmentError` for folders that cannot be used.
 */
export async function createPublisher(options: PublisherOptions): Promise<Publisher> {
  const { settings, settingsFile } = await readSettings(options)
  const output = await outputOf(options, settings, {
    warn: (message) => options.reporter.warn(message),
    isRepeated: options.announce !== undefined,
  })
  const { folders, stateDir, pagesPath, target } = output
  // The path of the pages is not known; a run that reaches the target later would move them.
  if (output.trouble instanceof EnvironmentError && output.trouble.code === 'TARGET_UNWRITABLE')
    throw output.trouble
  const sources = settings.sources ?? [contentFolder(contentDirOf(options))]
  const content = sources.flatMap((one) =>
    'path' in one && typeof one.path === 'string' ? resolve(options.cwd, one.path) : [],
  )
  await checkSeparate({ targets: folders, state: stateDir, content })
  const site = siteOf(settings)
  const earlier = earlierTagEntities(settings)
  const catalog = await openLmdbCatalog(join(stateDir, 'catalog'))
  const source = openSources(sources, {
    cwd: options.cwd,
    siteUrl: site.url,
    sections: new Set(Object.keys(settings.sections)),
    settingsFile,
    ownFolders: [...folders, stateDir],
    gitDates: settings.gitDates ?? isInCi(),
    holdsSomething: (key) => holdsArticles(catalog, key),
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

  const compressor = createCompressor()
  const generation = generationOf(settings)
  const reader = createArticleReader({ source, catalog, bodies: catalog.bodies, site, generation })
  const parts: Parts = {
    source,
    catalog,
    formats: loadFormats,
    target,
    lease,
    ledger: output.ledger,
    announcements,
    ...notifierOf(settings, options.reporter),
    reporter: options.reporter,
    generation,
    version: packageVersion(),
    hostingFiles: settings.hostingFiles === true,
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
    ...(sources.some(({ kind }) => kind === 'built') && { knownArticles: knownArticlesOf(site) }),
    settingsFindings: [
      ...publishedByOthers(settingsFile, shown, namesIn),
      ...addressRemarks(settings, shown),
    ],
    defineFeeds: (found) => feedDefinitionsOf(settings, found, source.media?.lookup),
    parse: reader.parse,
    readFiles: reader.readFiles,
    mint: (article) => mintId(article, site),
    idsBefore: (article) => idsElsewhere(article, earlier),
    idOf(stated) {
      const id = permanentIdOf(stated, site.tagEntity) ?? stated
      if (id === stated) return id
      return idsElsewhere({ key: '', id }, earlier).find((other) => catalog.keysOfId(other).length > 0) ?? id
    },
    bodyOf: reader.bodyOf,
    compress: options.compress === false ? async (identity) => ({ identity }) : compressor.compress,
    compressAtOnce: compressor.atOnce,
    serving: servingFactsOf(settings, pagesPath),
    pages: settings.pages === false ? undefined : pageSiteOf(settings, pagesPath),
  }
  const others = output.others.map((other): Parts => ({ ...parts, ...other, announcements: TELLS_NO_ONE }))
  const runsOf = new Map([output, ...output.others].map((one) => [one.target.name, one.runs]))
  const runForEach = createRunForEach(parts, others, (name, request, outcome) => {
    if ('report' in outcome) runsOf.get(name)?.keep(outcome.report)
    // Another publisher at work there is not a failure.
    else if (outcome.error.code !== 'TARGET_LOCKED') runsOf.get(name)?.keepFailure(request.now, outcome.error)
  })
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
        return await runForEach({
          now: clock(),
          acceptChurn: new Set(),
          signal: new AbortController().signal,
          elapsed: () => performance.now(),
          ...request,
        })
      } catch (error) {
        // An unexpected error can be the result of a damaged catalog.
        if (!(error instanceof FeedwrightError)) catalog.distrust()
        throw error
      } finally {
        await catalog.bodies.flush()
      }
    },
    lastRun: () => output.runs.read(),
    async stamp(request) {
      const { stampArticles } = await import('./steps/stamping.ts')
      return stampArticles(parts, { ...request, now: clock() })
    },
    defineFeeds: () => parts.defineFeeds(catalog.vocabulary()).value ?? [],
    nextRelease: (now) => catalog.nextRelease(now),
    async prepare() {
      if (options.compress !== false) compressor.start()
      await Promise.all([
        reader.prepare(),
        parts.formats(),
        import('./steps/publishing.ts'),
        ...[output, ...output.others].map((one) => one.target.prepare?.()),
      ])
    },
    close() {
      announcements.stop()
      const leases = new Set([lease, ...output.others.map((other) => other.lease)])
      const closing = [...Array.from(leases, (one) => one.close()), compressor.close(), catalog.close()]
      return Promise.all(closing).then(() => undefined)
    },
  }
}

/**
 * Does `work` with a new publisher. If the catalog is found to be damaged, it is moved aside, and the work is repeated
 * with a new catalog.
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

/** Sends messages about commits, if settings or environment have an address. */
function notifierOf(settings: Settings, reporter: Pick<Reporter, 'warn'>): Pick<Parts, 'notify'> {
  const address = channelAddressOf(settings, process.env)
  if (address === undefined) return {}
  const channel = openChannel(address)
  const warn = (error: Error) =>
    reporter.warn(
      `${channel.name} did not take the message about a commit (${error.message}); servers notice it by themselves`,
    )
  return { notify: () => void channel.publish().catch(warn) }
}

/** For all targets but the first: documents have only one public address. */
const TELLS_NO_ONE: Parts['announcements'] = {
  prepare() {},
  committed() {},
  catchUp() {},
  findings: () => [],
}

function knownArticlesOf({ knownIds = new Map(), tagEntity }: Site): ReadonlyMap<string, string> {
  return new Map([...knownIds].map(([url, stated]) => [url, permanentIdOf(stated, tagEntity) ?? stated]))
}

/** The data about the site in its pages. */
function pageSiteOf({ title, url, feedsUrl, language }: Settings, pagesPath: string): PageSite {
  return { title, url, baseUrl: feedsUrl ?? url, language, ...(pagesPath !== '' && { pagesPath }) }
}

/** Whether the catalog has an article of the source with this key. */
function holdsArticles(catalog: Catalog, source: string): boolean {
  for (const [key] of catalog.revisions(source === '' ? undefined : source))
    if (isWithin(key, source) && isArticle(catalog.get(key))) return true
  return false
}

/** Includes an article that was live on a previous machine and has not been read on this one. */
const isArticle = (record: CatalogRecord | undefined): boolean =>
  record?.entry !== undefined || record?.livedAt !== undefined

/** Continuous integration services check the content out for each run, and set `CI`. */
function isInCi(): boolean {
  return !['', '0', 'false', undefined].includes(process.env['CI'])
}
