import { EnvironmentError } from '../errors.ts'
import { ObjectStoreError } from '../object-store/object-store.ts'

const FIXES: Readonly<Record<string, string>> = {
  AccessDenied:
    'give the access key the rights to get, put, list and delete (without the right to list, S3 denies access to missing objects)',
  NoSuchBucket: 'create the bucket, or correct its name',
  InvalidAccessKeyId: 'correct the access key, or its endpoint',
  SignatureDoesNotMatch: 'correct the secret of the key, and region and endpoint of the target',
  ExpiredToken: 'renew the session token',
  PermanentRedirect: 'set region and endpoint of the target to those of the bucket',
  AuthorizationHeaderMalformed: 'set the region of the target to that of the bucket',
  RequestTimeTooSkewed: 'correct the clock of this machine',
  NoAnswer: 'check the network and the endpoint of the target',
}

/**
 * Runs `work` and converts errors of the store to `EnvironmentError` `TARGET_UNWRITABLE`, which states the failed
 * operation and the store.
 */
export async function explainedStore<T>(what: string, store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error
    const advice = FIXES[error.code] ?? 'wait, or ask the operator of the store'
    throw new EnvironmentError('TARGET_UNWRITABLE', `cannot ${what} ${store}: ${error.message}`, {
      cause: error,
      fix: `${advice}; readers have a complete set, and the next run finishes the work`,
    })
  }
}
