import type { ArticleHead } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { EntryChange } from '../feed/plan.ts'
import type { Finding } from '../finding.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleSource } from '../sources/source.ts'
import type { Catalog, CatalogBatch, DepartedArticle } from './catalog.ts'
import { type ChangeCounts, createChangeLog } from './changes.ts'
import { FACTS, lastRunOf } from './facts.ts'
import { createIdConflicts } from './id-conflicts.ts'
import { wasReleased } from './identity.ts'
import { foldersWithoutArticles, listedFindings } from './listed-findings.ts'
import { compareListing, type ListingComparison } from './listing.ts'
import { createMemories } from './memories.ts'
import { createPastArticles, type Recovered } from './past-articles.ts'
import type { PublishedArticles } from './published-article.ts'
import type { ReadFiles } from './reading.ts'
import { createRecordWrites } from './record-writes.ts'
import { settleRecord } from './settle-record.ts'
import { contestedFiles, staleFiles } from './stale-files.ts'

export interface RefreshOptions {
  /** The id of an article that has none, by a rule that gives the same one for ever. */
  readonly mint: (article: ArticleHead) => string
  /** Other ids under which readers may know it. */
  readonly idsBefore?: (article: ArticleHead) => readonly string[]
  /** Fingerprint of everything but the file that parsing depends on: when it changes, every file is parsed again. */
  readonly settings?: string
  /** Look at these keys and folders only, as after a notice that they changed, and at what other files decide about. */
  readonly only?: readonly string[]
  /** What is being written or replaced stays as it is known; absent: everything is taken as it is listed. */
  readonly look?: SettlingLook
  /** Take stated dates even where readers have seen others. */
  readonly acceptDates?: boolean
  /** `false`: count changes without keeping them, when everything is going to be looked at anyway. */
  readonly collect?: boolean
  /** What readers have, for articles the catalog does not know. */
  readonly told?: PublishedArticles
  /** Records handed to the catalog at once. */
  readonly batchSize?: number
  /** Days for which the memory of a vanished file is kept. */
  readonly departedDays?: number
  readonly progress?: (done: number, total: number) => void
  /** Told of each batch before it is stored. */
  readonly onStore?: (batch: CatalogBatch) => void
}

export interface CatalogChanges {
  /** Every article whose entry is not what it was, in key order; a renamed one has both sides. Empty without `collect`. */
  readonly entries: readonly EntryChange[]
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
  /** Numbers of entries, and of files whose revision was the known one. */
  readonly counts: ChangeCounts & { readonly unchanged: number }
  /** For the report of a run. */
  readonly tally: {
    readonly known: number
    readonly read: number
    readonly leftOut: number
    readonly waiting: number
    readonly removed: number
  }
  /** Only where nothing was remembered and readers have something: articles known from what they have, and keys of those that get today's date. */
  readonly recovered?: Recovered
  /** Of the listing and of all records, also of those that did not change. */
  readonly findings: readonly Finding[]
}

/**
 * Brings the catalog in line with what the source holds: lists, reads what changed and nothing else, settles ids and
 * dates, and stores in batches. A file that cannot be read or parsed is a finding. Stopped at any point it can be run
 * again, and does what is missing.
 *
 * @throws whatever a listing or the catalog throws, and the signal's reason.
 */
export async function refresh(
  catalog: Catalog,
  source: ArticleSource,
  read: ReadFiles,
  now: Instant,
  signal: AbortSignal,
  options: RefreshOptions,
): Promise<CatalogChanges> {
  const { settings = '', look, told, mint, idsBefore, acceptDates, onStore, batchSize = 32 } = options
  const only = options.only && [...new Set([...options.only, ...contestedFiles(catalog)])]
  const lastRun = lastRunOf(catalog)
  const isStale = staleFiles(catalog, source, { settings, acceptDates })
  const listing = await compareListing(catalog, source, { signal, only, look, isStale })

  const memories = createMemories(catalog, listing, now, options.departedDays ?? 90)
  const idsOf = (article: ArticleHead) => [article.id ?? mint(article), ...(idsBefore?.(article) ?? [])]
  const past = createPastArticles({ catalog, source, listing, memories, now, lastRun, told, idsOf })
  const conflicts = createIdConflicts(catalog, listing, now)
  const log = createChangeLog(options.collect ?? true)
  const facts = { listing, lastRun, told, now }
  const writes = createRecordWrites(catalog, facts, { log, batchSize, onStore })
  const renamed: { from: string; to: string }[] = []

  let done = 0
  for await (const files of read(listing.changed, signal)) {
    if (files.some(({ failed }) => failed)) source.check?.()
    for (const file of files) {
      if (look !== undefined && file.ref.isAsListed?.() === false) {
        look.postpone(file.ref)
        continue
      }
      const known = await past.of(file)
      const record = settleRecord(file, known, { now, mint, acceptDates, conflicts })
      await writes.add({ record, before: known.record, memory: known.memory })
      if (known.record !== undefined && known.record.key !== record.key)
        renamed.push({ from: known.record.key, to: record.key })
    }
    await writes.storeBatch()
    done += files.length
    options.progress?.(done, listing.changed.length)
  }
  await writes.store()

  const overruled = conflicts.overruled()
  for (const { key } of overruled) log.retract(key)
  const isUnderSettings = only !== undefined || catalog.fact(FACTS.settings) === settings
  if (!isUnderSettings || hasSomethingToStore(catalog, listing, lastRun, now)) {
    const leaving = memories.leaving(
      ({ key, memory }) => look === undefined || conflicts.isGiven(memory.id) || look.isGone(key),
    )
    for (const record of leaving.left) log.note(record, undefined)
    await writes.close({
      put: overruled,
      remove: leaving.remove,
      depart: leaving.depart.map((one) => asSeen(one, lastRun)),
      forget: leaving.forget,
      facts: {
        // A clock set back must not make seen what readers saw.
        [FACTS.lastRun]: lastRun !== undefined && lastRun > now ? lastRun : now,
        ...(only === undefined && { [FACTS.settings]: settings }),
        ...(past.isStateLost && { [FACTS.lostBefore]: now }),
      },
    })
  }
  look?.finish()

  const { records, entries } = catalog.size()
  const counts = log.counts()
  const recovered = past.recovered()
  return {
    entries: log.entries(),
    renamed,
    counts: { ...counts, unchanged: listing.unchanged },
    tally: {
      known: records,
      read: listing.changed.length,
      leftOut: records - entries + listing.leftOut,
      waiting: catalog.waiting(now),
      removed: counts.removed,
    },
    ...(recovered !== undefined && { recovered }),
    findings: await allFindings(catalog, listing.findings, only),
  }
}

/** Whether something changed or became due: what was due by the moment of a run that is stored, readers have. */
function hasSomethingToStore(
  catalog: Catalog,
  { changed, gone }: ListingComparison,
  lastRun: Instant | undefined,
  now: Instant,
): boolean {
  if (changed.length + gone.length > 0) return true
  const due = lastRun === undefined ? now : catalog.nextRelease(lastRun)
  return due !== undefined && due <= now
}

/** What is remembered of a vanished article; of one that no run ever let out, not that it would have been due. */
function asSeen(departed: DepartedArticle, lastRun: Instant | undefined): DepartedArticle {
  const { release: _release, ...memory } = departed.memory
  return wasReleased(departed.memory, lastRun) ? departed : { ...departed, memory }
}

async function allFindings(
  catalog: Catalog,
  found: readonly Finding[],
  only: readonly string[] | undefined,
): Promise<readonly Finding[]> {
  const listed = await listedFindings(catalog, found, only)
  const findings = [...listed, ...foldersWithoutArticles(catalog, listed)]
  for (const record of catalog.withFindings()) findings.push(...record.findings)
  return findings
}
