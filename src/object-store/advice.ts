import type { ObjectStoreError } from './object-store.ts'

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
  NoListing: 'correct the endpoint of the target: something else than an object store answers there',
}

/** What to do about an error of a store. */
export const adviceOn = ({ code }: ObjectStoreError): string =>
  FIXES[code] ?? 'wait, or ask the operator of the store'
