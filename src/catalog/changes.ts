import { isDeepStrictEqual } from 'node:util'
import type { EntryChange } from '../feed/plan.ts'
import type { CatalogRecord } from './catalog.ts'

export interface ChangeCounts {
  readonly added: number
  readonly changed: number
  readonly removed: number
}

/** Records the changes of a refresh to the entries. */
export interface ChangeLog {
  /** Records one change; either record may have no entry, or both the same one. */
  note(before: CatalogRecord | undefined, after: CatalogRecord | undefined): void
  /** Records that a file has another article now, which is recorded separately. */
  replaced(before: CatalogRecord): void
  /** Marks the previously noted record as rejected. */
  retract(key: string): void
  /** In key order. */
  entries(): readonly EntryChange[]
  counts(): ChangeCounts
}

const kindOf = ({ before, after }: EntryChange): keyof ChangeCounts =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'

const keyOf = ({ before, after }: EntryChange): string => after?.key ?? before?.key ?? ''

/** @param collect whether to keep each change; otherwise changes are only counted */
export function createChangeLog(collect: boolean): ChangeLog {
  const kept = new Map<string, EntryChange>()
  const counts = { added: 0, changed: 0, removed: 0 }

  return {
    note(before, after) {
      if (isDeepStrictEqual(before?.entry, after?.entry)) return
      const change: EntryChange = {
        ...(before?.entry !== undefined && { before: before.entry }),
        ...(after?.entry !== undefined && { after: after.entry }),
      }
      counts[kindOf(change)]++
      if (collect) kept.set(keyOf(change), change)
    },
    replaced({ key, entry }) {
      if (entry === undefined) return
      counts.removed++
      if (collect) kept.set(`${key}\0`, { before: entry })
    },
    retract(key) {
      const change = kept.get(key)
      kept.delete(key)
      counts[change === undefined ? 'added' : kindOf(change)]--
      if (change?.before === undefined) return
      counts.removed++
      kept.set(key, { before: change.before })
    },
    entries: () => [...kept.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    counts: () => counts,
  }
}
