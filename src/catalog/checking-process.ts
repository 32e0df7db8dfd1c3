import process from 'node:process'
import { createLmdbCatalog } from './lmdb.ts'
import { openToRead } from './lmdb-store.ts'
import { FAULT } from './store-check.ts'

/** Reads every value in the store below `path`. Throws on errors; a damaged page may also crash the process. */
async function readAll(path: string): Promise<void> {
  const store = await openToRead(path)
  for (const table of [store.meta, store.facts]) for (const key of table.keys()) table.get(key)
  for (const key of store.rows.keys()) store.rows.get(key)
  for (const key of store.records.keys()) store.records.get(key)
  for (const _ of store.bodies.keys());
  const catalog = createLmdbCatalog(path, store)
  for (const [key] of catalog.revisions())
    if (catalog.get(key)?.key !== key) throw new Error(`the record of ${key} is missing`)
  for (const all of [catalog.withFindings(), catalog.withdrawn(), catalog.withMedia(), catalog.departed()])
    for (const _ of all);
  for (const _ of catalog.entries({}));
  catalog.vocabulary()
  await store.close()
}

await readAll(process.argv[2] ?? '').catch((cause: unknown) => {
  throw new Error(FAULT + (cause instanceof Error ? cause.message : String(cause)))
})
