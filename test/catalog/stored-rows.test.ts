import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clockInstant } from '../../src/article/instant.ts'
import type { CatalogRecord } from '../../src/catalog/catalog.ts'
import { LISTS } from '../../src/catalog/index-rows.ts'
import { type LmdbStore, openStore } from '../../src/catalog/lmdb-store.ts'
import { createStoredRows, type StoredRows } from '../../src/catalog/stored-rows.ts'

let path: string
let store: LmdbStore
let rows: StoredRows

const open = async () => {
  store = (await openStore(path)).store
  rows = createStoredRows(path, store, 10)
}
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'stored-rows-'))
  await open()
})
afterEach(async () => {
  await store.close()
  rmSync(path, { recursive: true })
})

const record = (n: number, revision = 'r1'): CatalogRecord => ({
  key: `world/${n}.md`,
  revision,
  findings: [],
  memory: { firstSeen: clockInstant(0) },
})
const records = (from: number, to: number, revision?: string) =>
  Array.from({ length: to - from }, (_, index) => record(from + index, revision))
const put = (put: readonly CatalogRecord[], more: boolean) => rows.apply({ put, remove: [], more })
const known = () => rows.rows().count(LISTS.keys)

describe('batches of which more follow', () => {
  it('are stored together when they are a quarter of what is stored', async () => {
    await put(records(0, 100), false)
    const generation = store.meta.get('generation')
    await put(records(100, 112), true)
    await put(records(112, 124), true)
    expect(store.meta.get('generation')).toBe(generation)
    await put(records(124, 126), true)
    expect(store.meta.get('generation')).not.toBe(generation)
    expect([known(), rows.get('world/105.md')]).toEqual([126, record(105)])
    store.check()
  })

  it('are stored before a list that they change is read, and not before another', async () => {
    await put(records(0, 5), true)
    const generation = store.meta.get('generation')
    expect(rows.rows(LISTS.departed).count(LISTS.departed)).toBe(0)
    expect(store.meta.get('generation')).toBe(generation)
    expect(rows.rows(LISTS.keys).count(LISTS.keys)).toBe(5)
    expect(store.meta.get('generation')).not.toBe(generation)
  })

  it('leave nothing behind when the process ends in between', async () => {
    await put(records(0, 100), false)
    const before = store.records.count()
    // The texts of the new records are stored, but not that of the old one.
    await put([record(3, 'r2'), ...records(100, 120)], true)
    expect(store.records.count()).toBeGreaterThan(before)
    await store.close()
    await open()
    store.check()
    expect([known(), rows.get('world/3.md'), rows.get('world/100.md')]).toEqual([100, record(3), undefined])
    await put(records(200, 203), false)
    store.check()
    expect([known(), rows.get('world/100.md'), rows.get('world/201.md')]).toEqual([
      103,
      undefined,
      record(201),
    ])
  })
})
