import process from 'node:process'
import { openToCheck } from './lmdb-store.ts'
import { FAULT } from './store-check.ts'

/** Throws if the store in the folder `path` is damaged; a damaged page may also crash the process. */
async function check(path: string): Promise<void> {
  const store = await openToCheck(path)
  store.check()
  await store.close()
}

await check(process.argv[2] ?? '').catch((cause: unknown) => {
  throw new Error(FAULT + (cause instanceof Error ? cause.message : String(cause)))
})
