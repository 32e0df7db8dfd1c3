import { EnvironmentError } from '../errors.ts'
import { type ObjectStore, ObjectStoreError } from './object-store.ts'

/**
 * Checks once that the store refuses to create an object that exists: some stores ignore the condition and overwrite
 * it, so that the commits of two publishers would undo each other undetected.
 *
 * @param newKey returns the key of an unused object
 * @returns a function that throws `EnvironmentError` `STORE_UNSUITABLE` if the store does not
 */
export function createConditionCheck(
  store: Pick<ObjectStore, 'name' | 'create' | 'remove'>,
  newKey: () => string,
): () => Promise<void> {
  let found: Promise<void> | undefined
  async function check(): Promise<void> {
    const key = newKey()
    const tryOnce = (text: string) =>
      store.create(key, new TextEncoder().encode(text), { type: 'text/plain' }).catch((error: unknown) => {
        const isUnknown = error instanceof ObjectStoreError && [400, 405, 501].includes(error.status)
        if (isUnknown) throw unsuitable(store.name, `does not support the condition: ${error.message}`, error)
        throw error
      })
    await tryOnce('1')
    try {
      if (await tryOnce('2'))
        throw unsuitable(store.name, 'ignores If-None-Match, and overwrites existing objects')
    } finally {
      await store.remove(key)
    }
  }
  return () => {
    found ??= check().catch((error: unknown) => {
      if (!(error instanceof EnvironmentError)) found = undefined
      throw error
    })
    return found
  }
}

function unsuitable(name: string, why: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError(
    'STORE_UNSUITABLE',
    `${name} does not prevent two publishers from overwriting each other: it ${why}`,
    {
      cause,
      fix: 'use another store, or set onePublisher: true for this target if there is never a second publisher; nothing was published',
    },
  )
}
