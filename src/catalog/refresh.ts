import type { ArticleHead } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { EntryChange } from '../feed/plan.ts'
import type { Finding } from '../finding.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleRef, ArticleSource } from '../sources/source.ts'
import { skippedRef } from '../sources/source-finding.ts'
import type { Catalog, CatalogBatch, CatalogRecord, DepartedArticle } from './catalog.ts'
import { type ChangeCounts, createChangeLog } from './changes.ts'
import { createCopies } from './copies.ts'
import { FACTS, lastRunOf, takenOverAt } from './facts.ts'
import { createIdConflicts } from './id-conflicts.ts'
import { publishedNow, wasReleased } from './identity.ts'
import { foldersWithoutArticles, listedFindings } from './listed-findings.ts'
import { compareListing, findingOf, type ListingComparison } from './listing.ts'
import { createMemories } from './memories.ts'
import { createMovedTexts } from './moved-texts.ts'
import { createPastArticles, type Recovered } from './past-articles.ts'
import type { PublishedArticles } from './published-article.ts'
import type { ReadFile, ReadFiles } from './reading.ts'
import { createRecordWrites } from './record-writes.ts'
import { settleRecord } from './settle-record.ts'
import { contestedFiles, staleFiles } from './stale-files.ts'

export interface RefreshOptions {
  /** Generates the id of an article that states none; always the same one for the same article. */
  readonly mint: (article: ArticleHead) => string
  /** Other ids under which the article may have been published. */
  readonly idsBefore?: (article: ArticleHead) => readonly string[]
  /** Hash of everything but the file that parsing depends on: if it changes, all files are parsed again. */
  readonly settings?: string
  /**
   * Examines only these keys and folders, which were reported as changed, and files whose records depend on others.
   */
  readonly only?: readonly string[]
  /** Defers files that are being written or replaced; if absent, all files are read as listed. */
  readonly look?: SettlingLook
  /** Accepts stated dates even if other dates were published. */
  readonly acceptDates?: boolean
  /** `false` counts changes without collecting them, for callers that examine all feeds anyway. */
  readonly collect?: boolean
  /** The published articles, from which those that the catalog does not have are restored. */
  readonly published?: PublishedArticles
  /** Whether another catalog published last: then the published set decides about changed articles. */
  readonly isTakeover?: boolean
  /** Maximum number of records stored in one batch. */
  readonly batchSize?: number
  /** Number of days for which the memory of a removed file is kept. */
  readonly departedDays?: number
  readonly progress?: (done: number, total: number) => void
  /** Called with each batch before it is stored. */
  readonly onStore?: (batch: CatalogBatch) => void
}

export interface CatalogChanges {
  /** All articles whose entry changed, in key order; a renamed one has both sides. Empty without `collect`. */
  readonly entries: readonly EntryChange[]
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
  /** Numbers of changed entries, and of files with an unchanged revision. */
  readonly counts: ChangeCounts & { readonly unchanged: number }
  /** For the report of a run. */
  readonly tally: {
    readonly known: number
    readonly read: number
    readonly leftOut: number
    readonly waiting: number
    readonly removed: number
  }
  /** Present only if the catalog was empty although articles are published: the articles restored from them. */
  readonly recovered?: Recovered
  /** Findings about the listing and about all records, including unchanged ones. */
  readonly findings: readonly Finding[]
}

/**
 * Updates the catalog from the source: lists the files, reads only changed ones, determines ids and dates, and stores
 * the records in batches. A file that cannot be read or parsed becomes a finding. If interrupted at any point, the next
 * call completes the work.
 *
 * @throws the errors of the listing and of the catalog, and the signal's reason
 */
export async function refresh(
  catalog: Catalog,
  source: ArticleSource,
  read: ReadFiles,
  now: Instant,
  signal: AbortSignal,
  options: RefreshOptions,
): Promise<CatalogChanges> {
  const { settings = '', look, published, mint, idsBefore, acceptDates, onStore, batchSize = 32 } = options
  const only = options.only && [...new Set([...options.only, ...contestedFiles(catalog)])]
  const lastRun = lastRunOf(catalog)
  const isTakeover = published?.isAny === true && (lastRun === undefined || options.isTakeover === true)
  const isStale = staleFiles(catalog, source, { settings, acceptDates })
  const listing = await compareListing(catalog, source, { signal, only, look, isStale })

  const memories = createMemories(catalog, listing, now, options.departedDays ?? 90)
  const idsOf = (article: ArticleHead) => [article.id ?? mint(article), ...(idsBefore?.(article) ?? [])]
  let minted: ReadonlyMap<string, string> | undefined
  const fileOfId = (article: ArticleHead, id: string): string | undefined => {
    minted ??= new Map(listing.changed.map(({ key }) => [mint({ ...article, key }), key]))
    const gone = new Set(listing.gone)
    return minted.get(id) ?? catalog.keysOfId(id).find((key) => !gone.has(key))
  }
  const readAhead = async (ref: ArticleRef | undefined): Promise<ReadFile | undefined> => {
    if (ref === undefined || ref.isAsListed?.() === false) return undefined
    for await (const [file] of read([ref], signal)) return file
    return undefined
  }
  const movedTexts = createMovedTexts({
    catalog,
    listing,
    memories,
    read: readAhead,
  })
  const past = createPastArticles({
    catalog,
    source,
    listing,
    memories,
    movedTexts,
    copies: createCopies(catalog, listing),
    now,
    lastRun,
    published,
    isTakeover,
    takenOver: takenOverAt(catalog),
    idsOf,
    fileOfId,
    read: (key) => readAhead(listing.changed.find((ref) => ref.key === key)),
  })
  const conflicts = createIdConflicts(catalog, listing, now)
  const log = createChangeLog(options.collect ?? true)
  const facts = { listing, lastRun, published, now }
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
      if (known.replaced !== undefined) log.replaced(known.replaced)
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
  await publishDue()

  const overruled = conflicts.overruled()
  for (const { key } of overruled) log.retract(key)
  const isUnderSettings = only !== undefined || catalog.fact(FACTS.settings) === settings
  if (!isUnderSettings || hasSomethingToStore(catalog, listing, lastRun, now)) {
    const leaving = memories.leaving(
      ({ key, memory }) => look === undefined || conflicts.isGiven(memory.id) || look.isGone(key),
      conflicts.isGiven,
    )
    const displaced = movedTexts.displaced()
    for (const record of leaving.left) log.note(record, undefined)
    for (const record of displaced) log.replaced(record)
    await writes.close({
      put: overruled,
      remove: leaving.remove,
      depart: [...leaving.depart, ...displaced.map(({ key, memory }) => ({ key, memory, gone: now }))].map(
        (one) => asSeen(one, lastRun),
      ),
      forget: leaving.forget,
      facts: {
        // The recorded time never goes back, even if the clock does: everything due by then was published.
        [FACTS.lastRun]: lastRun !== undefined && lastRun > now ? lastRun : now,
        ...(only === undefined && { [FACTS.settings]: settings }),
        ...(past.isStateLost && { [FACTS.lostBefore]: now }),
        ...(isTakeover && { [FACTS.takenOver]: now }),
      },
    })
  }
  look?.finish()

  /** Articles that are due, and whose files did not change, are first seen as public, or published again, in this run. */
  async function publishDue(): Promise<void> {
    if (lastRun === undefined) return
    const put: CatalogRecord[] = []
    for (const { id, key } of catalog.due(lastRun, now)) {
      const known = isTakeover ? await past.publishedAs(id) : undefined
      const record = catalog.get(key)
      const due = record && publishedNow(record, lastRun, now, known)
      if (due !== undefined) put.push(due)
    }
    if (put.length > 0) await writes.close({ put, remove: [], more: true })
  }

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
    findings: [
      ...historyMissing(past.withoutHistory),
      ...(await allFindings(catalog, listing.findings, only)),
    ],
  }
}

/** The finding about new articles without a date whose history would have had one. */
function historyMissing([first, ...others]: readonly string[]): readonly Finding[] {
  if (first === undefined) return []
  const count = others.length + 1
  return [
    findingOf(
      skippedRef(
        'history-shallow',
        first,
        `${count === 1 ? 'an article' : `${count} articles`} without a date ${count === 1 ? 'gets' : 'get'} the time of this run, because the checkout is shallow: git has no history of the files`,
        'fetch the whole history (`fetch-depth: 0` in GitHub Actions, `GIT_DEPTH: 0` in GitLab), or write the dates with `feedwright stamp`',
      ),
    ),
  ]
}

/** Whether anything changed, or became due since the last stored run. */
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

/** The memory of a removed article; without the release time if it was never released. */
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
