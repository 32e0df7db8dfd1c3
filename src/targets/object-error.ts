import { EnvironmentError } from '../errors.ts'
import { adviceOn } from '../object-store/advice.ts'
import { ObjectStoreError } from '../object-store/object-store.ts'

/**
 * Runs `work` and converts errors of the store to `EnvironmentError` `TARGET_UNWRITABLE`, which states the failed
 * operation and the store.
 */
export async function explainedStore<T>(what: string, store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error
    throw new EnvironmentError('TARGET_UNWRITABLE', `cannot ${what} ${store}: ${error.message}`, {
      cause: error,
      fix: `${adviceOn(error)}; what is published stays complete, and the next run finishes the work`,
    })
  }
}
