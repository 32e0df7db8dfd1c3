import type { CatalogRecord } from './catalog.ts'
import { damaged, type LmdbStore } from './lmdb-store.ts'
import type { NumberedText } from './pending-changes.ts'

/** Records by number, several in one value of the store. */
export interface RecordGroups {
  get(n: number): CatalogRecord | undefined
  /** Records as JSON, in the order of their numbers; an empty text deletes one. */
  put(texts: Iterable<NumberedText>): void
  /** Drops cached data, because another process may have written to the store. */
  forget(): void
}

/**
 * Number of records in one value: neighbors are written together at a cold start, and a value is small enough to
 * rewrite.
 */
const GROUP = 16
/** Number of groups cached between reads: those of the newest thousand articles, some hundred kilobytes. */
const GROUPS_KEPT = 128

/** At a cold start, records are numbered in the order of their folders, so the newest of a section are neighbors. */
export function createRecordGroups(path: string, { records, distrust }: LmdbStore): RecordGroups {
  const groups = new Map<number, readonly string[]>()

  function groupAt(at: number): readonly string[] {
    const kept = groups.get(at)
    if (kept !== undefined) return kept
    const group = records.get(at)?.split('\n') ?? []
    if (groups.size >= GROUPS_KEPT) groups.clear()
    groups.set(at, group)
    return group
  }

  function write(at: number, group: readonly string[]): void {
    if (group.every((text) => text === '')) records.remove(at)
    else records.put(at, group.join('\n'))
  }

  return {
    get(n) {
      const text = groupAt(Math.floor(n / GROUP))[n % GROUP]
      if (text === undefined || text === '') return undefined
      try {
        return JSON.parse(text)
      } catch (cause) {
        const error = damaged(path, new Error('a record is not what was written', { cause }))
        distrust(error)
        throw error
      }
    },
    put(texts) {
      let last: { readonly at: number; readonly group: string[] } | undefined
      for (const [n, text] of texts) {
        const at = Math.floor(n / GROUP)
        if (last?.at !== at) {
          if (last !== undefined) write(last.at, last.group)
          const known = records.get(at)?.split('\n') ?? []
          last = { at, group: Array.from({ length: GROUP }, (_, index) => known[index] ?? '') }
        }
        last.group[n % GROUP] = text
      }
      if (last !== undefined) write(last.at, last.group)
    },
    forget: () => groups.clear(),
  }
}
