import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import process from 'node:process'
import { createFileLease } from './file-lease.ts'
import { type KeptLease, keepLease } from './kept-lease.ts'
import { createPostgresLeaseStore } from './postgres-lease.ts'
import { createRedisLeaseStore } from './redis-lease.ts'
import type { LeaseClock } from './renewal.ts'
import { createStoredLease, type LeaseStore } from './stored-lease.ts'

/** What keeps the lease to publish to a place where the settings name no other: the place itself. */
export type LeaseKeeper = { readonly folder: string } | { readonly store: LeaseStore }

export interface LeaseSettings {
  /** Address of Redis or Postgres; absent: the target keeps it. */
  readonly url?: string | undefined
  readonly seconds: number
  /** Equal for publishers of which one at a time may publish. */
  readonly name: string
}

/** The part of the time of a takeover for which a lease is given; the rest is for the pauses between the tries of who waits. */
const LEASE_SHARE = 2 / 3

/**
 * The lease that the settings ask for. The lock file is held during a run, so that `build` works beside `start`; a lease that
 * machines share stays with its holder until it is closed.
 */
export function createLease(
  keeper: LeaseKeeper,
  { url, seconds, name }: LeaseSettings,
  clock: LeaseClock,
): KeptLease {
  const kept = url === undefined ? keeper : { store: storeAt(url, name) }
  if ('folder' in kept) return { ...createFileLease(kept.folder), close: async () => {} }
  const lease = createStoredLease(kept.store, {
    ttlMs: Math.round(seconds * 1000 * LEASE_SHARE),
    clock,
    holder: () => `process ${process.pid} on host ${hostname()} since ${new Date().toISOString()}`,
    newToken: () => randomBytes(16).toString('hex'),
  })
  return keepLease(lease)
}

const storeAt = (url: string, name: string): LeaseStore =>
  /^rediss?:/i.test(url) ? createRedisLeaseStore(url, name) : createPostgresLeaseStore(url, name)
