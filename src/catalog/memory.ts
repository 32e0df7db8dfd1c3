import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { byNewest, isReleased, releaseOf, selects } from '../feed/selection.ts'
import { addressOf, type Catalog, type CatalogRecord, type DepartedArticle } from './catalog.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whether `key` is `below` or is in that folder. */
const isBelow = (key: string, below: string): boolean => key === below || key.startsWith(`${below}/`)

/** The moments from which an entry becomes or ceases to be visible to readers. */
const momentsOf = (entry: ArticleEntry): readonly Instant[] =>
  entry.status !== 'live'
    ? []
    : entry.expires === undefined
      ? [releaseOf(entry)]
      : [releaseOf(entry), entry.expires]

/** A catalog in maps, lost with the process. For small sites, and as the reference implementation in tests. */
export function createMemoryCatalog(): Catalog {
  const records = new Map<string, CatalogRecord>()
  const departures = new Map<string, DepartedArticle>()
  const facts = new Map<string, string>()
  let inOrder: readonly ArticleEntry[] | undefined

  const sortedRecords = (): CatalogRecord[] => [...records.values()].sort((a, b) => byText(a.key, b.key))
  const ordered = (): readonly ArticleEntry[] => {
    inOrder ??= sortedRecords()
      .flatMap(({ entry }) => entry ?? [])
      .sort(byNewest)
    return inOrder
  }
  const words = (wordsOf: (entry: ArticleEntry) => readonly string[]): readonly string[] =>
    [
      ...new Set(
        ordered()
          .filter(({ status }) => status !== 'draft')
          .flatMap(wordsOf),
      ),
    ].sort(byText)

  return {
    name: 'memory',
    get: (key) => records.get(key),
    *revisions(below) {
      for (const { key, revision } of sortedRecords())
        if (below === undefined || isBelow(key, below)) yield [key, revision]
    },
    keysOfId: (id) =>
      sortedRecords()
        .filter(({ entry }) => entry?.id === id)
        .map(({ key }) => key),
    keysOfAddress: (address) =>
      sortedRecords()
        .filter(({ entry }) => entry?.status === 'live' && addressOf(entry) === address)
        .map(({ key }) => key),
    newest(selection, limit, now) {
      const found: ArticleEntry[] = []
      for (const entry of ordered()) {
        if (found.length >= limit) break
        if (isReleased(entry, now) && selects(selection, entry)) found.push(entry)
      }
      return found
    },
    *entries(selection, from) {
      for (const entry of ordered())
        if ((from === undefined || byNewest(entry, from) >= 0) && selects(selection, entry)) yield entry
    },
    *withdrawn() {
      for (const { entry } of sortedRecords()) if (entry?.status === 'withdrawn') yield entry
    },
    *withFindings() {
      for (const record of sortedRecords()) if (record.findings.length > 0) yield record
    },
    *withMedia() {
      for (const { key, media } of sortedRecords())
        if (media !== undefined && media.length > 0) yield [key, media]
    },
    linkingTo: (path) =>
      sortedRecords()
        .filter(({ entry }) => entry?.links?.includes(path))
        .map(({ key }) => key),
    *departed() {
      yield* [...departures.values()].sort((a, b) => byText(a.key, b.key))
    },
    nextRelease(now) {
      let next: Instant | undefined
      for (const entry of ordered())
        for (const moment of momentsOf(entry))
          if (moment > now && (next === undefined || moment < next)) next = moment
      return next
    },
    *due(after, until) {
      for (const entry of ordered())
        if (momentsOf(entry).some((moment) => moment > after && moment <= until)) yield entry
    },
    waiting: (now) =>
      ordered().filter((entry) =>
        entry.status === 'live' ? releaseOf(entry) > now : entry.status === 'draft',
      ).length,
    vocabulary: () => ({
      tags: words(({ tags }) => tags),
      authors: words(({ authors }) => authors.map(({ name }) => name)),
      languages: words(({ language }) => (language === undefined ? [] : [language])),
    }),
    size: () => ({ records: records.size, entries: ordered().length }),
    async apply({ put, remove, depart = [], forget = [], facts: stated = {} }) {
      for (const key of remove) records.delete(key)
      for (const record of put) records.set(record.key, record)
      for (const key of forget) departures.delete(key)
      for (const one of depart) departures.set(one.key, one)
      for (const [name, value] of Object.entries(stated)) facts.set(name, value)
      inOrder = undefined
    },
    fact: (name) => facts.get(name),
    async close() {},
  }
}
