import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import process from 'node:process'
import { createFileLease } from './file-lease.ts'
import { type KeptLease, keepLease } from './kept-lease.ts'
import { createPostgresLeaseStore } from './postgres-lease.ts'
import { createRedisLeaseStore } from './redis-lease.ts'
import type { LeaseClock } from './renewal.ts'
import { createStoredLease } from './stored-lease.ts'

export interface LeaseSettings {
  /** Address of Redis or Postgres; absent: a lock file in the folder. */
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
  outDir: string,
  { url, seconds, name }: LeaseSettings,
  clock: LeaseClock,
): KeptLease {
  if (url === undefined) return { ...createFileLease(outDir), close: async () => {} }
  const isRedis = /^rediss?:/i.test(url)
  const store = isRedis ? createRedisLeaseStore(url, name) : createPostgresLeaseStore(url, name)
  const lease = createStoredLease(store, {
    ttlMs: Math.round(seconds * 1000 * LEASE_SHARE),
    clock,
    holder: () => `process ${process.pid} on host ${hostname()} since ${new Date().toISOString()}`,
    newToken: () => randomBytes(16).toString('hex'),
  })
  return keepLease(lease)
}
