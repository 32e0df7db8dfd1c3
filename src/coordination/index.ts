import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import process from 'node:process'
import type { ChannelKind, CommitChannel } from './commit-channel.ts'
import { createFileLease } from './file-lease.ts'
import { fileLedger } from './file-ledger.ts'
import { type KeptLease, keepLease } from './kept-lease.ts'
import type { Lease } from './lease.ts'
import type { Ledger } from './ledger.ts'
import { postgres } from './postgres-lease.ts'
import { postgresLedger } from './postgres-ledger.ts'
import { redisChannel } from './redis-channel.ts'
import { redis } from './redis-lease.ts'
import { redisLedger } from './redis-ledger.ts'
import type { LeaseClock } from './renewal.ts'
import { createStoredLease, type LeaseKind, type LeaseStore } from './stored-lease.ts'
import { createStoredLedger, type LedgerKind } from './stored-ledger.ts'

/** All kinds of stores for leases, by the scheme of their address. */
export const leaseKinds: readonly LeaseKind[] = [redis, postgres]

/** All kinds of stores for ledgers, by the scheme of their address. */
export const ledgerKinds: readonly LedgerKind[] = [fileLedger, redisLedger, postgresLedger]

/** All kinds of stores for messages about commits, by the scheme of their address. */
export const channelKinds: readonly ChannelKind[] = [redisChannel]

const schemeOf = (address: string): string => /^([a-z][a-z\d+.-]*):./i.exec(address)?.[1]?.toLowerCase() ?? ''

/** The kind of store for this address; undefined if there is none. */
export function leaseKindAt(address: string): LeaseKind | undefined {
  return address.includes('://') ? kindAt(leaseKinds, address) : undefined
}

/** The same for messages about commits. */
export function channelKindAt(address: string): ChannelKind | undefined {
  return address.includes('://') ? kindAt(channelKinds, address) : undefined
}

/** The same for ledgers. */
export const ledgerKindAt = (address: string): LedgerKind | undefined => kindAt(ledgerKinds, address)

const kindAt = <K extends LeaseKind | LedgerKind | ChannelKind>(
  kinds: readonly K[],
  address: string,
): K | undefined => kinds.find((kind) => kind.schemes.includes(schemeOf(address)) && kind.takes(address))

/** Keeps the lease for a place unless the settings name another store: the place itself. */
export type LeaseKeeper = { readonly folder: string } | { readonly store: LeaseStore }

export interface LeaseSettings {
  /** Address of a store of one of the kinds; if absent, the target keeps the lease. */
  readonly url?: string | undefined
  readonly seconds: number
  /** The same for all publishers of which only one at a time may publish. */
  readonly name: string
}

/**
 * The share of the takeover time for which a lease is valid; the rest covers the pauses between the attempts of waiting
 * publishers.
 */
const LEASE_SHARE = 2 / 3

/**
 * The lease according to the settings. The lock file is held during a run, so that `build` can run beside `start`; a
 * lease that machines share is held until it is closed.
 */
export function createLease(
  keeper: LeaseKeeper,
  { url, seconds, name }: LeaseSettings,
  clock: LeaseClock,
): KeptLease {
  const kept = url === undefined ? keeper : { store: storeAt(url, name) }
  if ('folder' in kept) return closable(createFileLease(kept.folder))
  const lease = createStoredLease(kept.store, {
    ttlMs: Math.round(seconds * 1000 * LEASE_SHARE),
    clock,
    holder: () => `process ${process.pid} on host ${hostname()} since ${new Date().toISOString()}`,
    newToken: () => randomBytes(16).toString('hex'),
  })
  return keepLease(lease)
}

/** A lease that is held only during a run. */
const closable = (lease: Lease): KeptLease => ({
  acquire: (signal, highest) => lease.acquire(signal, highest),
  isHeld: () => lease.isHeld(),
  holder: () => lease.holder(),
  close: async () => {},
})

function storeAt(url: string, name: string): LeaseStore {
  const kind = leaseKindAt(url)
  if (kind === undefined) throw new Error('no kind of store has the address of the lease')
  return kind.open(url, name)
}

/**
 * @param name the same for all publishers of one site
 * @param cwd base of relative paths
 */
export function openLedger(address: string, name: string, cwd: string): Ledger {
  const kind = ledgerKindAt(address)
  if (kind === undefined) throw new Error('no kind of store has the address of the ledger')
  return createStoredLedger(kind.open(address, name, cwd), () => randomBytes(12).toString('hex'))
}

export function openChannel(address: string): CommitChannel {
  const kind = channelKindAt(address)
  if (kind === undefined) throw new Error('no kind of store has the address of the messages')
  return kind.open(address)
}
