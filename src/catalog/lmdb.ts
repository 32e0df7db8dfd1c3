import { hash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { type Instant, isInstant } from '../article/instant.ts'
import { isReleased, selectorOf } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import { createArticleLists } from './article-lists.ts'
import { type BodyCache, createBodyCache } from './bodies.ts'
import type { Catalog, CatalogRecord, DepartedArticle, MediaUse } from './catalog.ts'
import { articleList, type Dimension, LISTS, newestFirst, numberOf, placeOf, wordsOf } from './index-rows.ts'
import { type LmdbStore, openStore } from './lmdb-store.ts'
import { mergeRows } from './sorted-rows.ts'
import { createStoredRows, type StoredRows } from './stored-rows.ts'

export interface OpenedCatalog extends Catalog {
  /** `catalog-rebuilt` if an existing catalog was moved aside: renames and first-seen dates are lost. */
  readonly notes: readonly Finding[]
  readonly bodies: BodyCache
  /** Makes the next process that opens the catalog check it first. */
  distrust(): void
}

/**
 * Opens the catalog in an LMDB database in the folder `path`. Each batch is stored in one transaction, alone or with
 * those before it: after a crash, the catalog is in the state after some batch. Only one process may write at a time;
 * others may read.
 *
 * @throws EnvironmentError STATE_UNREADABLE if the folder can neither be used nor moved aside.
 */
export async function openLmdbCatalog(path: string): Promise<OpenedCatalog> {
  const { store, movedAside } = await openStore(path)
  return createLmdbCatalog(path, store, movedAside === undefined ? [] : [rebuilt(path, movedAside)])
}

const rebuilt = (path: string, { why, to }: { readonly why: string; readonly to: string }): Finding => ({
  code: 'catalog-rebuilt',
  severity: 'warning',
  message:
    `the catalog could not be used (${why}) and is built again; ` +
    'the renames of files are lost, and the dates of articles without a date that are in no published document',
  file: path,
  fix: `Nothing; the old catalog is at ${to} and can be deleted.`,
})

function bodiesIn({ bodies, together }: LmdbStore): BodyCache {
  // A path may exceed the maximum key length of the store, so keys are hashed.
  const place = (key: string): string => hash('sha256', key, 'base64url')
  return createBodyCache({
    get(key) {
      try {
        return bodies.get(place(key))
      } catch {
        // A corrupt body is rendered again.
        return undefined
      }
    },
    count: () => bodies.count(),
    clear: () => bodies.clear(),
    put: (key, text) => void bodies.put(place(key), text),
    together,
  })
}

/** The catalog in an open store. */
function createLmdbCatalog(path: string, store: LmdbStore, notes: readonly Finding[] = []): OpenedCatalog {
  const stored = createStoredRows(path, store)
  return {
    name: 'lmdb',
    ...articleQueries(store, stored),
    ...recordQueries(stored),
    ...momentQueries(stored),
    apply: stored.apply,
    fact: stored.fact,
    bodies: bodiesIn(store),
    notes,
    distrust: () => store.distrust(),
    close: () => store.close(),
  }
}

type Queries<Names extends keyof Catalog> = Pick<Catalog, Names>

const entryAt = ({ record }: StoredRows, row: string): ArticleEntry | undefined =>
  record(numberOf(row))?.entry

function* recordsIn(stored: StoredRows, list: string): Iterable<CatalogRecord> {
  for (const row of stored.rows().from(list)) {
    const record = stored.record(numberOf(row))
    if (record !== undefined) yield record
  }
}

/** Queries about the articles of feeds. */
function articleQueries(
  store: LmdbStore,
  stored: StoredRows,
): Queries<'newest' | 'entries' | 'withdrawn' | 'vocabulary' | 'size'> {
  const { rows } = stored
  const lists = createArticleLists({
    rows,
    names: (range) => store.rows.keys(range),
    entryAt: (row) => entryAt(stored, row),
  })
  stored.onForget(lists.forget)

  function wordsInUse(dimension: Dimension): readonly string[] {
    rows()
    const words = new Set(lists.liveWords(dimension))
    for (const { entry } of recordsIn(stored, LISTS.withdrawn))
      if (entry !== undefined) for (const word of wordsOf(entry, dimension)) words.add(word)
    return [...words].sort((a, b) => (a < b ? -1 : 1))
  }

  return {
    newest(selection, limit, now) {
      const found: ArticleEntry[] = []
      if (limit <= 0) return found
      const takes = selectorOf(selection)
      for (const row of lists.candidates(selection, ['live'], newestFirst(now))) {
        const entry = entryAt(stored, row)
        if (entry === undefined || !isReleased(entry, now) || !takes(entry)) continue
        found.push(entry)
        if (found.length >= limit) break
      }
      return found
    },
    *entries(selection, from) {
      const start = from === undefined ? '' : placeOf(from)
      const takes = selectorOf(selection)
      for (const row of lists.candidates(selection, ['live', 'hidden'], start)) {
        const entry = entryAt(stored, row)
        if (entry !== undefined && takes(entry)) yield entry
      }
    },
    *withdrawn() {
      for (const { entry } of recordsIn(stored, LISTS.withdrawn)) if (entry !== undefined) yield entry
    },
    vocabulary: () => ({
      tags: wordsInUse('tag'),
      authors: wordsInUse('author'),
      languages: wordsInUse('language'),
    }),
    size: () => ({
      records: rows().count(LISTS.keys),
      entries: rows().count(articleList('live', 'all', '')) + rows().count(articleList('hidden', 'all', '')),
    }),
  }
}

/** Queries about files. */
function recordQueries(
  stored: StoredRows,
): Queries<
  'get' | 'revisions' | 'keysOfId' | 'keysOfAddress' | 'withFindings' | 'withMedia' | 'linkingTo' | 'departed'
> {
  const { rows } = stored
  return {
    get: stored.get,
    *revisions(below) {
      const split = (row: string): readonly [string, string] => [
        row.slice(0, row.indexOf('\0')),
        row.slice(row.lastIndexOf('\0') + 2),
      ]
      if (below === undefined) {
        for (const row of rows().from(LISTS.keys)) yield split(row)
        return
      }
      for (const row of rows().startingWith(LISTS.keys, `${below}\0`)) yield split(row)
      for (const row of rows().startingWith(LISTS.keys, `${below}/`)) yield split(row)
    },
    keysOfId: stored.keysOfId,
    keysOfAddress: stored.keysOfAddress,
    withFindings: () => recordsIn(stored, LISTS.findings),
    *withMedia() {
      let last: { key: string; media: MediaUse[] } | undefined
      for (const row of rows().from(LISTS.media)) {
        const [key = '', path = '', revision = ''] = row.split('\0')
        if (last?.key !== key) {
          if (last !== undefined) yield [last.key, last.media]
          last = { key, media: [] }
        }
        last.media.push({ path, revision: revision.slice(1) })
      }
      if (last !== undefined) yield [last.key, last.media]
    },
    linkingTo: (path) => rows().behind(LISTS.links, path),
    *departed() {
      for (const row of rows(LISTS.departed).from(LISTS.departed)) {
        const at = row.indexOf('\0')
        const [memory, gone]: [DepartedArticle['memory'], Instant] = JSON.parse(row.slice(at + 1))
        yield { key: row.slice(0, at), memory, gone }
      }
    },
  }
}

/** Queries about articles that become public, or cease to be, at a certain moment. */
function momentQueries(stored: StoredRows): Queries<'nextRelease' | 'due' | 'waiting'> {
  const { rows } = stored
  const momentsAfter = (moment: Instant): readonly Iterable<string>[] =>
    [LISTS.release, LISTS.expiry].map((list) => rows().from(list, `${moment}\u0001`))
  return {
    nextRelease(now) {
      for (const row of mergeRows(momentsAfter(now))) {
        const moment = row.slice(0, row.indexOf('\0'))
        if (isInstant(moment)) return moment
      }
      return undefined
    },
    *due(after, until) {
      const seen = new Set<number>()
      for (const row of mergeRows(momentsAfter(after))) {
        if (row.slice(0, row.indexOf('\0')) > until) return
        const n = numberOf(row)
        const entry = seen.has(n) ? undefined : stored.record(n)?.entry
        seen.add(n)
        if (entry !== undefined) yield entry
      }
    },
    waiting(now) {
      let waiting = rows().count(LISTS.drafts)
      for (const _ of rows().from(LISTS.release, `${now}\u0001`)) waiting++
      return waiting
    },
  }
}
