import { hash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { type Instant, isInstant } from '../article/instant.ts'
import { isInRange, wordKey } from '../article/word-key.ts'
import type { Selection } from '../feed/definition.ts'
import { isReleased, selectorOf } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import { type BodyCache, createBodyCache } from './bodies.ts'
import type { Catalog, CatalogBatch, CatalogRecord, DepartedArticle, MediaUse } from './catalog.ts'
import {
  articleList,
  type Dimension,
  isHashed,
  LISTS,
  newestFirst,
  numberOf,
  placeOf,
  rowsOf,
  wantedWords,
  wordsOf,
} from './index-rows.ts'
import { damaged, type LmdbStore, openStore, unreadable } from './lmdb-store.ts'
import { createSortedRows, type RowEdits, type SortedRows } from './sorted-rows.ts'

export interface OpenedCatalog extends Catalog {
  /** `catalog-rebuilt` when what stood there was moved aside: renames and first-seen dates are forgotten. */
  readonly notes: readonly Finding[]
  readonly bodies: BodyCache
  /** The next one to open the catalog is to look it over before it trusts it. */
  distrust(): void
}

/**
 * The catalog in an LMDB database in the folder `path`. Each batch is one transaction: after a crash the catalog is as
 * some batch left it. For one writing process at a time; others may read.
 *
 * @throws EnvironmentError STATE_UNREADABLE when the folder can neither be used nor moved aside.
 */
export async function openLmdbCatalog(path: string): Promise<OpenedCatalog> {
  const { store, movedAside } = await openStore(path)
  const catalog = { ...createLmdbCatalog(path, store), bodies: bodiesIn(store), distrust: store.distrust }
  if (movedAside === undefined) return { ...catalog, notes: [] }
  const note: Finding = {
    code: 'catalog-rebuilt',
    severity: 'warning',
    message:
      `the catalog could not be used (${movedAside.why}) and is built again; ` +
      'what only it knew is forgotten: renames, and the dates of undated articles that readers cannot have seen lately',
    file: path,
    fix: `Nothing need be done; the old one is at ${movedAside.to} and can be deleted.`,
  }
  return { ...catalog, notes: [note] }
}

function bodiesIn({ bodies, together }: LmdbStore): BodyCache {
  // A path may be longer than a key of the store.
  const place = (key: string): string => hash('sha256', key, 'base64url')
  return createBodyCache({
    get(key) {
      try {
        return bodies.get(place(key))
      } catch {
        // A body that is not what was kept is rendered again.
        return undefined
      }
    },
    count: () => bodies.count(),
    clear: () => bodies.clear(),
    put: (key, text) => void bodies.put(place(key), text),
    together,
  })
}

/** Records kept in one value: neighbours are written together at a cold start, and a value stays small enough to rewrite. */
const GROUP = 16
/** Groups kept between reads: those of the newest thousand articles, some hundred kilobytes. */
const GROUPS_KEPT = 128

/** The catalog in an open store. */
export function createLmdbCatalog(path: string, store: LmdbStore): Catalog {
  const { rows: pages, records, facts, meta } = store
  let generation = meta.get('generation')

  const counter = (name: string): number => Number(meta.get(name) ?? '0')
  const rows: SortedRows = createSortedRows({
    get: (key) => pages.get(key),
    put: (key, text) => void pages.put(key, text),
    remove: (key) => void pages.remove(key),
    nextPage() {
      const page = counter('pages') + 1
      meta.put('pages', String(page))
      return page
    },
  })

  // Records are numbered in the order of their folders at a cold start, so the newest of a section are neighbours.
  const groups = new Map<number, readonly string[]>()
  const inUse = new Map<Dimension, ReadonlyMap<string, readonly string[]>>()
  const groupAt = (at: number): readonly string[] => {
    const kept = groups.get(at)
    if (kept !== undefined) return kept
    const group = records.get(at)?.split('\n') ?? []
    if (groups.size >= GROUPS_KEPT) groups.clear()
    groups.set(at, group)
    return group
  }
  const forget = (): void => {
    rows.forget()
    groups.clear()
    inUse.clear()
  }

  /** The rows as they are now, even when another process has written since. */
  const current = (): SortedRows => {
    const found = meta.get('generation')
    if (found !== generation) forget()
    generation = found
    return rows
  }

  const recordOf = (n: number): CatalogRecord | undefined => {
    const text = groupAt(Math.floor(n / GROUP))[n % GROUP]
    if (text === undefined || text === '') return undefined
    try {
      return JSON.parse(text)
    } catch (cause) {
      const error = damaged(path, new Error('a record is not what was written', { cause }))
      store.distrust(error)
      throw error
    }
  }

  const numberOfKey = (key: string): number | undefined => {
    for (const row of current().startingWith(LISTS.keys, `${key}\0`))
      return Number.parseInt(row.slice(key.length + 1), 36)
    return undefined
  }

  const get = (key: string): CatalogRecord | undefined => {
    const n = numberOfKey(key)
    return n === undefined ? undefined : recordOf(n)
  }

  /** The rows of the selection's articles from `start` on, through the dimension that has the fewest of them. */
  const candidates = (
    selection: Selection,
    kinds: readonly ('live' | 'hidden')[],
    start: string,
  ): Iterable<string> => {
    const choices = wantedWords(selection).map(([dimension, words]) => {
      const lists = kinds.flatMap((kind) =>
        spelled(dimension, words).map((word) => articleList(kind, dimension, word)),
      )
      return { lists, size: lists.reduce((sum, list) => sum + current().count(list), 0) }
    })
    const smallest = choices.reduce((best, choice) => (choice.size < best.size ? choice : best))
    return mergeRows(smallest.lists.map((list) => current().from(list, start)))
  }

  /** The rows of everything that begins or ceases to be public after a moment. */
  const momentsAfter = (moment: Instant): readonly Iterable<string>[] =>
    [LISTS.release, LISTS.expiry].map((list) => current().from(list, `${moment}\u0001`))

  const entryAt = (row: string): ArticleEntry | undefined => recordOf(numberOf(row))?.entry

  /** The keys that stand behind a text in the rows of a list. */
  const keysBehind = (list: string, text: string): readonly string[] =>
    [...current().startingWith(list, `${text}\0`)].map((row) => row.slice(text.length + 1))

  function* recordsIn(list: string): Iterable<CatalogRecord> {
    for (const row of current().from(list)) {
      const record = recordOf(numberOf(row))
      if (record !== undefined) yield record
    }
  }

  /** The words that have a list of this kind. */
  function* wordsListed(kind: 'live' | 'hidden', dimension: Dimension): Iterable<string> {
    const prefix = articleList(kind, dimension, '')
    for (const list of pages.keys({ start: prefix, end: `${prefix.slice(0, -1)};` })) {
      if (typeof list !== 'string') continue
      if (isHashed(list)) yield* wordsOfHashed(list, dimension)
      else yield list.slice(prefix.length)
    }
  }

  /** Every word in use that a selection means by one of `words`. */
  const spelled = (dimension: Dimension, words: readonly string[]): readonly string[] => {
    if (dimension === 'all') return words
    if (dimension === 'language')
      return [...keysInUse(dimension).values()]
        .flat()
        .filter((tag) => words.some((range) => isInRange(tag, range)))
    const keys = keysInUse(dimension)
    return [...new Set(words.map(wordKey))].flatMap((key) => keys.get(key) ?? [])
  }

  /** The words of a dimension by what their spellings share. */
  const keysInUse = (dimension: Dimension): ReadonlyMap<string, readonly string[]> => {
    current()
    const known = inUse.get(dimension)
    if (known !== undefined) return known
    const keys = new Map<string, string[]>()
    for (const word of new Set([...wordsListed('live', dimension), ...wordsListed('hidden', dimension)])) {
      const key = wordKey(word)
      const spellings = keys.get(key)
      if (spellings === undefined) keys.set(key, [word])
      else spellings.push(word)
    }
    inUse.set(dimension, keys)
    return keys
  }

  const wordsInUse = (dimension: Dimension): readonly string[] => {
    const words = new Set(wordsListed('live', dimension))
    for (const { entry } of recordsIn(LISTS.withdrawn))
      if (entry !== undefined) for (const word of wordsOf(entry, dimension)) words.add(word)
    return [...words].sort((a, b) => (a < b ? -1 : 1))
  }

  /** A list named by a hash does not tell its word; its first article does. */
  const wordsOfHashed = (list: string, dimension: Dimension): readonly string[] => {
    for (const row of current().from(list)) {
      const entry = entryAt(row)
      if (entry !== undefined)
        return wordsOf(entry, dimension).filter((word) =>
          list.endsWith(articleList('live', dimension, word).slice('live'.length)),
        )
    }
    return []
  }

  const write = (batch: CatalogBatch): void => {
    current()
    const edits = new Map<string, RowEdits>()
    const editsOf = (list: string): RowEdits => {
      const known = edits.get(list)
      if (known !== undefined) return known
      const fresh: RowEdits = { add: [], remove: [] }
      edits.set(list, fresh)
      return fresh
    }
    const changed = new Map<number, string[]>()
    const setRecord = (n: number, text: string): void => {
      const at = Math.floor(n / GROUP)
      let group = changed.get(at)
      if (group === undefined) {
        group = records.get(at)?.split('\n') ?? []
        while (group.length < GROUP) group.push('')
        changed.set(at, group)
      }
      group[n % GROUP] = text
    }

    // The last word on a key within a batch counts; a removal comes before a put of the same key.
    const puts = new Map(batch.put.map((record) => [record.key, record]))
    let next = counter('records')
    const isEmpty = rows.count(LISTS.keys) === 0
    const replace = (key: string, record: CatalogRecord | undefined): void => {
      const known = isEmpty ? undefined : numberOfKey(key)
      const before = known === undefined ? undefined : recordOf(known)
      const n = known ?? next
      // Rows that stand in both stay as they are.
      const old = new Map<string, readonly [string, string]>()
      if (before !== undefined)
        for (const [list, row] of rowsOf(before, n)) old.set(`${list}\n${row}`, [list, row])
      if (record !== undefined) {
        if (known === undefined) next++
        for (const [list, row] of rowsOf(record, n))
          if (old.size === 0 || !old.delete(`${list}\n${row}`)) editsOf(list).add.push(row)
        setRecord(n, JSON.stringify(record))
      } else if (known !== undefined) {
        setRecord(n, '')
      }
      for (const [list, row] of old.values()) editsOf(list).remove.push(row)
    }
    for (const key of batch.remove) if (!puts.has(key)) replace(key, undefined)
    for (const [key, record] of puts) replace(key, record)

    const departs = new Map((batch.depart ?? []).map((one) => [one.key, one]))
    for (const key of new Set([...(batch.forget ?? []), ...departs.keys()]))
      for (const row of rows.startingWith(LISTS.departed, `${key}\0`))
        editsOf(LISTS.departed).remove.push(row)
    for (const one of departs.values())
      editsOf(LISTS.departed).add.push(`${one.key}\0${JSON.stringify([one.memory, one.gone])}`)

    for (const [list, edit] of edits) rows.edit(list, edit)
    for (const [at, group] of changed) {
      if (group.every((text) => text === '')) records.remove(at)
      else records.put(at, group.join('\n'))
    }
    for (const [name, value] of Object.entries(batch.facts ?? {})) facts.put(name, value)
    meta.put('records', String(next))
    meta.put('generation', String(counter('generation') + 1))
  }

  return {
    name: 'lmdb',
    get,
    *revisions(below) {
      const split = (row: string): readonly [string, string] => [
        row.slice(0, row.indexOf('\0')),
        row.slice(row.lastIndexOf('\0') + 2),
      ]
      if (below === undefined) {
        for (const row of current().from(LISTS.keys)) yield split(row)
        return
      }
      for (const row of current().startingWith(LISTS.keys, `${below}\0`)) yield split(row)
      for (const row of current().startingWith(LISTS.keys, `${below}/`)) yield split(row)
    },
    keysOfId: (id) => keysBehind(LISTS.ids, id),
    keysOfAddress: (address) => keysBehind(LISTS.addresses, address),
    newest(selection, limit, now) {
      const found: ArticleEntry[] = []
      if (limit <= 0) return found
      const takes = selectorOf(selection)
      for (const row of candidates(selection, ['live'], newestFirst(now))) {
        const entry = entryAt(row)
        if (entry === undefined || !isReleased(entry, now) || !takes(entry)) continue
        found.push(entry)
        if (found.length >= limit) break
      }
      return found
    },
    *entries(selection, from) {
      const start = from === undefined ? '' : placeOf(from)
      const takes = selectorOf(selection)
      for (const row of candidates(selection, ['live', 'hidden'], start)) {
        const entry = entryAt(row)
        if (entry !== undefined && takes(entry)) yield entry
      }
    },
    *withdrawn() {
      for (const { entry } of recordsIn(LISTS.withdrawn)) if (entry !== undefined) yield entry
    },
    withFindings: () => recordsIn(LISTS.findings),
    *withMedia() {
      let last: { key: string; media: MediaUse[] } | undefined
      for (const row of current().from(LISTS.media)) {
        const [key = '', path = '', revision = ''] = row.split('\0')
        if (last?.key !== key) {
          if (last !== undefined) yield [last.key, last.media]
          last = { key, media: [] }
        }
        last.media.push({ path, revision: revision.slice(1) })
      }
      if (last !== undefined) yield [last.key, last.media]
    },
    linkingTo: (path) => keysBehind(LISTS.links, path),
    *departed() {
      for (const row of current().from(LISTS.departed)) {
        const at = row.indexOf('\0')
        const [memory, gone]: [DepartedArticle['memory'], Instant] = JSON.parse(row.slice(at + 1))
        yield { key: row.slice(0, at), memory, gone }
      }
    },
    nextRelease(now) {
      for (const row of mergeRows(momentsAfter(now))) {
        const moment = row.slice(0, row.indexOf('\0'))
        if (isInstant(moment)) return moment
      }
      return undefined
    },
    *due(after, until) {
      const told = new Set<number>()
      for (const row of mergeRows(momentsAfter(after))) {
        if (row.slice(0, row.indexOf('\0')) > until) return
        const n = numberOf(row)
        const entry = told.has(n) ? undefined : recordOf(n)?.entry
        told.add(n)
        if (entry !== undefined) yield entry
      }
    },
    waiting(now) {
      let waiting = current().count(LISTS.drafts)
      for (const _ of current().from(LISTS.release, `${now}\u0001`)) waiting++
      return waiting
    },
    vocabulary: () => ({
      tags: wordsInUse('tag'),
      authors: wordsInUse('author'),
      languages: wordsInUse('language'),
    }),
    size: () => ({
      records: current().count(LISTS.keys),
      entries:
        current().count(articleList('live', 'all', '')) + current().count(articleList('hidden', 'all', '')),
    }),
    async apply(batch) {
      try {
        store.together(() => write(batch))
      } catch (cause) {
        throw unreadable(path, cause)
      } finally {
        forget()
      }
    },
    fact: (name) => facts.get(name),
    close: () => store.close(),
  }
}

/** Sorted rows of several lists as one sorted run, each row once. */
function* mergeRows(lists: readonly Iterable<string>[]): Iterable<string> {
  const heads = lists.flatMap((list) => {
    const iterator = list[Symbol.iterator]()
    const first = iterator.next()
    return first.done ? [] : [{ row: first.value, iterator }]
  })
  let last: string | undefined
  while (heads.length > 0) {
    const [head, ...others] = heads
    if (head === undefined) return
    const least = others.reduce((best, other) => (other.row < best.row ? other : best), head)
    if (least.row !== last) yield least.row
    last = least.row
    const next = least.iterator.next()
    if (next.done) heads.splice(heads.indexOf(least), 1)
    else least.row = next.value
  }
}
