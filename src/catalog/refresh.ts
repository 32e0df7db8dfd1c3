import { isDeepStrictEqual } from 'node:util'
import type { ArticleHead } from '../article/article.ts'
import { isEdited } from '../article/content-hash.ts'
import type { Instant } from '../article/instant.ts'
import { publishedNonetheless } from '../article/supporting-file.ts'
import type { EntryChange } from '../feed/plan.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleSource } from '../sources/source.ts'
import { type Claim, createAddressClaims } from './address-claims.ts'
import type { Catalog, CatalogBatch, CatalogRecord, DepartedArticle } from './catalog.ts'
import { type ChangeCounts, createChangeLog } from './changes.ts'
import { applyChange, FACTS, lastRunOf } from './facts.ts'
import { createIdConflicts } from './id-conflicts.ts'
import { type Past, remembered, settleIdentity, wasReleased } from './identity.ts'
import { foldersWithoutArticles, listedFindings } from './listed-findings.ts'
import { compareListing } from './listing.ts'
import { createMemories, type FormerPlace } from './memories.ts'
import { memoryOf, type PublishedArticle, type PublishedArticles } from './published-article.ts'
import type { ReadFile, ReadFiles } from './reading.ts'

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
  readonly recovered?: { readonly count: number; readonly undated: readonly string[] }
  /** Of the listing and of all records, also of those that did not change. */
  readonly findings: readonly Finding[]
}

/** Where readers know an article that the catalog does not. */
interface ToldPlace extends FormerPlace {
  /** What was due by then, readers have. */
  readonly lastRun: Instant
  /** They know it under another address: of two files with one id, this one has the lesser claim. */
  readonly isElsewhere: boolean
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
  const { settings = '', look, batchSize = 32 } = options
  const only = options.only && [...new Set([...options.only, ...contested(catalog)])]
  const lastRun = lastRunOf(catalog)
  const listing = await compareListing(catalog, source, {
    signal,
    only,
    look,
    isStale: staleness(catalog, source, options),
  })
  const memories = createMemories(catalog, listing, now, options.departedDays ?? 90)
  const conflicts = createIdConflicts(catalog, listing, now)
  const log = createChangeLog(options.collect ?? true)
  const renamed: { from: string; to: string }[] = []

  /** Nothing was remembered, and readers have something. */
  const isNew = lastRun === undefined && options.told?.isAny === true
  const undated: string[] = []
  let recovered = 0

  let put: CatalogRecord[] = []
  const store = async (): Promise<void> => {
    if (put.length > 0) await change({ put, remove: [], more: true })
    put = []
    addresses.stored()
  }
  const addresses = createAddressClaims(catalog, { listing, lastRun, told: options.told, now, store })
  let done = 0
  for await (const files of read(listing.changed, signal)) {
    if (files.some(({ failed }) => failed)) source.check?.()
    for (const file of files) {
      if (look !== undefined && file.ref.isAsListed?.() === false) {
        look.postpone(file.ref)
        continue
      }
      const before = listing.known.has(file.ref.key) ? catalog.get(file.ref.key) : undefined
      const from = before ?? formerPlaceOf(file) ?? (await toldPlaceOf(file))
      const written = await (from === undefined ? writtenDates(file) : writtenSince(file, from))
      if (isNew && from === undefined && written === undefined && isUndated(file)) undated.push(file.ref.key)
      const former = from !== undefined && 'record' in from ? from.record : undefined
      const record = await withAddress({
        record: recordOf(file, from, written),
        before: before ?? former,
        memory: from?.memory,
      })
      if (former !== undefined) renamed.push({ from: former.key, to: record.key })
      log.note(former ?? before, record)
      if (before === undefined || !isDeepStrictEqual(before, record)) put.push(record)
    }
    if (put.length >= batchSize) await store()
    done += files.length
    options.progress?.(done, listing.changed.length)
  }
  await store()
  await finish()
  look?.finish()

  const listed = await listedFindings(catalog, listing.findings, only)
  const findings = [...listed, ...foldersWithoutArticles(catalog, listed)]
  for (const record of catalog.withFindings()) findings.push(...record.findings)
  const size = catalog.size()
  const counts = log.counts()
  return {
    entries: log.entries(),
    renamed,
    counts: { ...counts, unchanged: listing.unchanged },
    tally: {
      known: size.records,
      read: listing.changed.length,
      leftOut: size.records - size.entries + listing.leftOut,
      waiting: catalog.waiting(now),
      removed: counts.removed,
    },
    ...(isNew && { recovered: { count: recovered, undated } }),
    findings,
  }

  async function change(batch: CatalogBatch): Promise<void> {
    options.onStore?.(batch)
    await applyChange(catalog, batch)
  }

  function formerPlaceOf({ ref, article }: ReadFile): FormerPlace | undefined {
    const memory = memories.ofKey(ref.key)
    if (memory !== undefined) return { key: ref.key, memory }
    return article === undefined ? undefined : memories.claim(article)
  }

  /** The record as it may be stored now that its article has its address, or has it not. */
  async function withAddress(claim: Claim): Promise<CatalogRecord> {
    const ruling = await addresses.ruling(claim)
    for (const { was, is, isOfThisRun } of ruling?.others ?? []) {
      if (isOfThisRun && is.entry === undefined) log.retract(was.key)
      else log.note(was, is)
      put.push(is)
      addresses.note(is)
    }
    const record = ruling?.record ?? claim.record
    addresses.note(record)
    return record
  }

  /** What readers were told of an article that nothing is remembered of: a state folder may be lost, or new to this target. */
  async function toldPlaceOf({ ref, article }: ReadFile): Promise<ToldPlace | undefined> {
    const { told } = options
    if (article === undefined || told === undefined || !told.isAny) return undefined
    const ids = [article.id ?? options.mint(article), ...(options.idsBefore?.(article) ?? [])]
    const asksArchives = isNew && article.published === undefined
    const [id, known] = (await firstKnown(ids, told, asksArchives)) ?? []
    if (id === undefined || known === undefined) return undefined
    if (isNew) recovered++
    const lastRun = known.published > now ? known.published : now
    return {
      key: ref.key,
      memory: memoryOf(id, known, article),
      lastRun,
      isElsewhere: known.url !== article.url,
    }
  }

  /**
   * Of an article that nothing else dates; a date that has not come is none. Where the state was lost, an article that
   * states its date was here before: seen first now, it would come before what readers have of the same date.
   */
  async function writtenDates(file: ReadFile): Promise<Past['written']> {
    const stated = isNew ? file.article?.published : undefined
    if (stated !== undefined && stated <= now) return { first: stated, last: stated }
    const written = isUndated(file) ? await source.written?.(file.ref.key) : undefined
    return written === undefined || written.last > now ? undefined : written
  }

  /** When an article was edited of which only what readers have is known: its last commit, where that is later than theirs. */
  async function writtenSince(
    { ref, article }: ReadFile,
    from: CatalogRecord | FormerPlace | ToldPlace,
  ): Promise<Past['written']> {
    const { contentHash, changed, published } = from.memory
    if (!('lastRun' in from) || article === undefined || contentHash === undefined) return undefined
    if (!isEdited(contentHash, article.contentHash)) return undefined
    const written = await source.written?.(ref.key)
    const known = changed ?? published
    return written !== undefined && known !== undefined && written.last > known && written.last <= now
      ? written
      : undefined
  }

  function recordOf(
    file: ReadFile,
    from: CatalogRecord | FormerPlace | ToldPlace | undefined,
    written: Past['written'],
  ) {
    const { ref, article, isWithheld, supporting, media: uses, failed } = file
    const memory = from?.memory
    const seenAt = from !== undefined && 'lastRun' in from ? from.lastRun : lastRun
    const record = {
      key: ref.key,
      revision: failed ? '' : ref.revision,
      ...(uses.length > 0 && { media: uses }),
    }
    if (supporting !== undefined && !wasReleased(memory, seenAt))
      return { ...record, findings: [supporting], memory: remembered(memory, now) }
    const findings =
      supporting !== undefined && article?.status === 'live'
        ? [...file.findings, publishedNonetheless(ref.key)]
        : file.findings
    if (article === undefined) {
      const withheld = isWithheld === true && { isWithheld }
      return { ...record, ...withheld, findings, memory: remembered(memory, now) }
    }
    const past = {
      ...(memory !== undefined && { memory }),
      ...(seenAt !== undefined && { lastRun: seenAt }),
      written,
      acceptDates: options.acceptDates ?? false,
    }
    const settled = settleIdentity(article, past, now, options.mint)
    const { id } = settled.entry
    const refusal = conflicts.refusal(id, {
      key: ref.key,
      memory,
      standing: standingOf(id, from),
      isPublic: isReleased(settled.entry, now),
    })
    if (refusal !== undefined)
      return { ...record, revision: '', findings: [...findings, refusal], memory: remembered(memory, now) }
    return {
      ...record,
      findings: [...findings, ...settled.findings],
      entry: settled.entry,
      memory: settled.memory,
    }
  }

  /** The last step: what was let in too early, what is gone, and what the next run must know. */
  async function finish(): Promise<void> {
    const overruled = conflicts.overruled()
    for (const { key } of overruled) log.retract(key)
    const hasNoChanges = listing.changed.length + listing.gone.length === 0
    const due = lastRun === undefined ? now : catalog.nextRelease(lastRun)
    const isDue = due !== undefined && due <= now
    const isSettled = only !== undefined || catalog.fact(FACTS.settings) === settings
    if (hasNoChanges && !isDue && isSettled) return
    const { remove, left, depart, forget } = memories.leaving(
      ({ key, memory }) => look === undefined || conflicts.isGiven(memory.id) || look.isGone(key),
    )
    for (const record of left) log.note(record, undefined)
    const facts = {
      // A clock set back must not make seen what readers saw.
      [FACTS.lastRun]: lastRun !== undefined && lastRun > now ? lastRun : now,
      ...(only === undefined && { [FACTS.settings]: settings }),
      ...(isNew && { [FACTS.lostBefore]: now }),
    }
    await change({
      put: overruled,
      remove,
      depart: depart.map((one) => asSeen(one, lastRun)),
      forget,
      facts,
    })
  }
}

/** See {@link IdClaim}. */
function standingOf(id: string, from: CatalogRecord | FormerPlace | ToldPlace | undefined): 0 | 1 | 2 {
  if (from?.memory.id !== id) return 0
  return !('isElsewhere' in from) ? 2 : from.isElsewhere ? 0 : 1
}

const isUndated = ({ article, supporting }: ReadFile): boolean =>
  article !== undefined &&
  supporting === undefined &&
  article.published === undefined &&
  article.status === 'live'

/** What is remembered of a vanished article; of one that no run ever let out, not that it would have been due. */
function asSeen(departed: DepartedArticle, lastRun: Instant | undefined): DepartedArticle {
  const { release: _release, ...memory } = departed.memory
  return wasReleased(departed.memory, lastRun) ? departed : { ...departed, memory }
}

async function firstKnown(
  ids: readonly string[],
  told: PublishedArticles,
  asksArchives: boolean,
): Promise<readonly [string, PublishedArticle] | undefined> {
  for (const id of ids) {
    const known = told.of(id) ?? (asksArchives ? await told.inArchives(id) : undefined)
    if (known !== undefined) return [id, known]
  }
  return undefined
}

/** Keys of articles whose id or address is another's: what changes that one, or takes it away, changes them. */
function* contested(catalog: Catalog): Iterable<string> {
  for (const { key, findings } of catalog.withFindings())
    if (findings.some(({ code }) => code === 'id-taken' || code === 'address-taken')) yield key
}

/** Which files must be read although they did not change. */
function staleness(
  catalog: Catalog,
  { media }: ArticleSource,
  { settings = '', acceptDates }: RefreshOptions,
): (key: string) => boolean {
  if (catalog.fact(FACTS.settings) !== settings) return () => true
  const stale = new Set<string>()
  if (media !== undefined) {
    const revisions = new Map<string, string>()
    const revisionOf = (path: string): string => {
      const revision = revisions.get(path) ?? media.revision(path)
      revisions.set(path, revision)
      return revision
    }
    for (const [key, uses] of catalog.withMedia())
      if (uses.some(({ path, revision }) => revisionOf(path) !== revision)) stale.add(key)
  }
  if (acceptDates === true)
    for (const { key, findings } of catalog.withFindings())
      if (findings.some(({ code }) => code === 'published-moved')) stale.add(key)
  return (key) => stale.has(key)
}
