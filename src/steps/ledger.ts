import { isDeepStrictEqual } from 'node:util'
import { type Instant, isInstant, latest } from '../article/instant.ts'
import {
  type Catalog,
  type CatalogBatch,
  type CatalogRecord,
  type DepartedArticle,
  placeIn,
} from '../catalog/catalog.ts'
import { applyChange, changeOf, FACTS, lastRunOf, lostBefore } from '../catalog/facts.ts'
import type { Fence } from '../coordination/lease.ts'
import { LEDGER_START, type Ledger, type LedgerEntry, type Position } from '../coordination/ledger.ts'
import type { Parts } from './parts.ts'

/** The state that a run shares with the machines that publish before and after it. */
export interface SharedMemory {
  /** Whether the catalog was changed by the ledger, so that every article has to be examined. */
  readonly isCatalogChanged: boolean
  /** Records a catalog batch before it is stored. */
  note(batch: CatalogBatch): void
  /** Appends to the ledger what only the catalog has. To be called before anything of that is published. */
  append(): Promise<void>
}

/** The last synchronized position of a ledger: everything in the catalog up to then is in the ledger. */
interface KnownPlace extends Position {
  readonly ledger: string
  /** Number of the newest change of the catalog at that time. */
  readonly change: number
  readonly lastRun?: Instant
}

/** Number of entries stored in one step. */
const AT_ONCE = 5000
/** Maximum number of recorded entries; a run with more writes a snapshot. */
const MOST_NOTED = 20_000
/** A ledger with more than this many entries, and several times as many as necessary, is replaced by a snapshot. */
const SMALL = 1000
const GROWTH = 4

const NOTHING_SHARED: SharedMemory = { isCatalogChanged: false, note() {}, async append() {} }

/**
 * Reads what other machines appended to the ledger into the catalog: the memory of an article is stored, and the
 * article is read again. The position is stored only by {@link SharedMemory.append}: if a run does not get that far,
 * the next one reads and appends the same again.
 *
 * If the catalog has more than the ledger, because the ledger lost its last entries or the previous run appended
 * nothing, all of the catalog is written. A loss is reported.
 */
export async function readLedger(
  { catalog, ledger, reporter }: Pick<Parts, 'catalog' | 'ledger' | 'reporter'>,
  fence: Fence,
): Promise<SharedMemory> {
  if (ledger === undefined) return NOTHING_SHARED
  const known = knownPlace(catalog, ledger.name)
  const found = await takeOver(catalog, ledger, known)
  const { isCatalogChanged } = found
  if (found.hasLost)
    reporter.warn(
      `${ledger.name} lost entries that this machine had read or written; it writes all that it knows again, but facts that only another machine knew, such as dates and ids of articles that do not state them, may be lost`,
    )
  let { isSnapshotDue } = found
  const noted = new Map<string, LedgerEntry>()
  return {
    isCatalogChanged,
    note(batch) {
      if (isSnapshotDue) return
      for (const entry of changesIn(catalog, batch, noted)) noted.set(entry.key, entry)
      isSnapshotDue = noted.size > MOST_NOTED
      if (isSnapshotDue) noted.clear()
    },
    async append() {
      const run = lastRunOf(catalog) === found.lastRun ? [] : runEntry(catalog)
      const entries = [...noted.values(), ...run]
      const isGrown = found.after.total + entries.length > SMALL + GROWTH * catalog.size().records
      let after = found.after
      if (isSnapshotDue || (isGrown && entries.length > 0)) {
        after = await ledger.append(everythingIn(catalog), { ...found.after, total: 0 }, fence)
        await keepPlace(catalog, ledger, after)
        await ledger.drop(found.after.number + 1)
      } else after = await ledger.append(entries, found.after, fence)
      await keepPlace(catalog, ledger, after)
    },
  }
}

type MemoryEntry = Extract<LedgerEntry, { kind: 'memory' }>

interface TakenOver {
  readonly after: Position
  readonly isCatalogChanged: boolean
  readonly isSnapshotDue: boolean
  /** Whether the ledger no longer has entries that it had. */
  readonly hasLost: boolean
  /** The last run recorded in the ledger. */
  readonly lastRun: Instant | undefined
}

async function takeOver(catalog: Catalog, ledger: Ledger, known: KnownPlace | undefined): Promise<TakenOver> {
  const hadNothing = catalog.size().records === 0
  const isAppended = known === undefined ? hadNothing : known.change === changeOf(catalog)
  const ends = await ledger.ends()
  if (ends === undefined) {
    const after = { ...LEDGER_START, number: known?.number ?? 0 }
    return {
      after,
      isCatalogChanged: false,
      isSnapshotDue: !hadNothing,
      hasLost: known !== undefined && known.number > 0,
      lastRun: undefined,
    }
  }
  const { first, last } = ends
  if (known?.token === last.token)
    return {
      after: last,
      isCatalogChanged: false,
      isSnapshotDue: !isAppended,
      hasLost: false,
      lastRun: known.lastRun,
    }

  const isLeftBehind = known !== undefined && known.number < first.number
  const isFollowing = known !== undefined && !isLeftBehind && (await has(ledger, known))
  const isMissing = known !== undefined && !isLeftBehind && !isFollowing
  const keys = new Set<string>()
  let lastRun = isFollowing ? known.lastRun : undefined
  let entries = new Map<string, LedgerEntry>()
  const store = async (): Promise<void> => {
    await applyEntries(catalog, entries.values())
    entries = new Map()
  }
  for await (const batch of ledger.read(isFollowing ? known.number + 1 : first.number)) {
    // If the ledger lost entries, unknown entries come from a later publisher.
    if (isMissing && batch.position.term <= known.term) continue
    for (const entry of batch.entries) {
      if (entry.kind === 'run') lastRun = entry.lastRun
      else if (isLeftBehind) keys.add(entry.key)
      entries.set(entry.kind === 'run' ? '' : entry.key, entry)
    }
    if (entries.size >= AT_ONCE) await store()
  }
  await store()
  if (isLeftBehind) await removeOthers(catalog, keys)
  return {
    after: isMissing ? { ...last, number: Math.max(last.number, known.number) } : last,
    isCatalogChanged: true,
    isSnapshotDue: isMissing || (!isAppended && !isLeftBehind),
    hasLost: isMissing,
    lastRun,
  }
}

/** Whether the ledger still has the batch of the last synchronized position. */
async function has(ledger: Ledger, { number, token }: Position): Promise<boolean> {
  for await (const { position } of ledger.read(number)) return position.token === token
  return false
}

/** Stores the content of the entries; for articles already in the catalog, only what the catalog lacks. */
async function applyEntries(catalog: Catalog, entries: Iterable<LedgerEntry>): Promise<void> {
  const put: CatalogRecord[] = []
  const remove: string[] = []
  const depart: DepartedArticle[] = []
  const forget: string[] = []
  let facts: CatalogBatch['facts'] = {}
  for (const entry of entries) {
    if (entry.kind === 'run') {
      const lastRun = latest([lastRunOf(catalog), entry.lastRun])
      facts = {
        ...(lastRun !== undefined && { [FACTS.lastRun]: lastRun }),
        ...(entry.lostBefore !== undefined && { [FACTS.lostBefore]: entry.lostBefore }),
      }
    } else if (entry.kind === 'memory') {
      const { key, memory, livedAt } = entry
      const record = catalog.get(key)
      forget.push(key)
      if (record === undefined || !isDeepStrictEqual(memoryEntry(record), entry))
        put.push({ findings: [], ...record, key, revision: '', memory, ...(livedAt && { livedAt }) })
    } else {
      const { kind, key } = entry
      if (catalog.get(key) !== undefined) remove.push(key)
      if (kind === 'forgotten') forget.push(key)
      else depart.push({ key, memory: entry.memory, gone: entry.gone })
    }
  }
  await applyChange(catalog, { put, remove, depart, forget, facts })
}

/** Removes articles that other machines have removed in a part of the ledger that no longer exists. */
async function removeOthers(catalog: Catalog, keys: ReadonlySet<string>): Promise<void> {
  const remove: string[] = []
  for (const [key] of catalog.revisions()) if (!keys.has(key)) remove.push(key)
  const forget: string[] = []
  for (const { key } of catalog.departed()) if (!keys.has(key)) forget.push(key)
  if (remove.length + forget.length > 0) await applyChange(catalog, { put: [], remove, forget })
}

/** The changes of a batch compared with the current data under its keys; @param noted what was recorded before */
function* changesIn(
  catalog: Catalog,
  { put, remove, depart = [], forget = [] }: CatalogBatch,
  noted: ReadonlyMap<string, LedgerEntry>,
): Iterable<Exclude<LedgerEntry, { kind: 'run' }>> {
  for (const key of forget)
    if (!noted.has(key) && catalog.get(key) === undefined) yield { kind: 'forgotten', key }
  for (const key of remove) yield { kind: 'forgotten', key }
  for (const { key, memory, gone } of depart) yield { kind: 'departed', key, memory, gone }
  for (const record of put) {
    const [before, entry] = [catalog.get(record.key), memoryEntry(record)]
    if (before === undefined || !isDeepStrictEqual(memoryEntry(before), entry)) yield entry
  }
}

function* everythingIn(catalog: Catalog): Iterable<LedgerEntry> {
  yield* runEntry(catalog)
  for (const { key, memory, gone } of catalog.departed())
    if (catalog.get(key) === undefined) yield { kind: 'departed', key, memory, gone }
  for (const [key] of catalog.revisions()) {
    const record = catalog.get(key)
    if (record !== undefined) yield memoryEntry(record)
  }
}

function memoryEntry(record: CatalogRecord): MemoryEntry {
  const { key, memory } = record
  const livedAt = placeIn(record)
  return { kind: 'memory', key, memory, ...(livedAt && { livedAt }) }
}

function runEntry(catalog: Catalog): readonly LedgerEntry[] {
  const [lastRun, lost] = [lastRunOf(catalog), lostBefore(catalog)]
  return lastRun === undefined
    ? []
    : [{ kind: 'run', lastRun, ...(lost !== undefined && { lostBefore: lost }) }]
}

async function keepPlace(catalog: Catalog, ledger: Ledger, position: Position): Promise<void> {
  const lastRun = lastRunOf(catalog)
  const place: KnownPlace = {
    ledger: ledger.name,
    ...position,
    change: changeOf(catalog),
    ...(lastRun !== undefined && { lastRun }),
  }
  const text = JSON.stringify(place)
  if (catalog.fact(FACTS.ledger) !== text)
    await catalog.apply({ put: [], remove: [], facts: { [FACTS.ledger]: text } })
}

/** Undefined if the catalog was never synchronized with this ledger. */
function knownPlace(catalog: Catalog, name: string): KnownPlace | undefined {
  const text = catalog.fact(FACTS.ledger)
  const value: unknown = text === undefined ? undefined : JSON.parse(text)
  return isKnownPlace(value) && value.ledger === name ? value : undefined
}

function isKnownPlace(value: unknown): value is KnownPlace {
  if (typeof value !== 'object' || value === null) return false
  const { ledger, number, token, term, total, change, lastRun }: Partial<Record<keyof KnownPlace, unknown>> =
    value
  return (
    typeof ledger === 'string' &&
    typeof token === 'string' &&
    [number, term, total, change].every(Number.isSafeInteger) &&
    (lastRun === undefined || (typeof lastRun === 'string' && isInstant(lastRun)))
  )
}
