import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import process from 'node:process'
import { createFileLease } from './file-lease.ts'
import { fileLedger } from './file-ledger.ts'
import { type KeptLease, keepLease } from './kept-lease.ts'
import type { Lease } from './lease.ts'
import type { Ledger } from './ledger.ts'
import { postgres } from './postgres-lease.ts'
import { postgresLedger } from './postgres-ledger.ts'
import { redis } from './redis-lease.ts'
import { redisLedger } from './redis-ledger.ts'
import type { LeaseClock } from './renewal.ts'
import { createStoredLease, type LeaseKind, type LeaseStore } from './stored-lease.ts'
import { createStoredLedger, type LedgerKind } from './stored-ledger.ts'

/** Every kind of store that keeps leases, by the scheme of its address. */
export const leaseKinds: readonly LeaseKind[] = [redis, postgres]

/** Every kind of store that keeps ledgers, by the scheme of its address. */
export const ledgerKinds: readonly LedgerKind[] = [fileLedger, redisLedger, postgresLedger]

const schemeOf = (address: string): string => /^([a-z][a-z\d+.-]*):./i.exec(address)?.[1]?.toLowerCase() ?? ''

/** The kind of store that has this address; undefined for what is none. */
export function leaseKindAt(address: string): LeaseKind | undefined {
  return address.includes('://') ? kindAt(leaseKinds, address) : undefined
}

/** The same for a ledger. */
export const ledgerKindAt = (address: string): LedgerKind | undefined => kindAt(ledgerKinds, address)

const kindAt = <K extends LeaseKind | LedgerKind>(kinds: readonly K[], address: string): K | undefined =>
  kinds.find((kind) => kind.schemes.includes(schemeOf(address)) && kind.takes(address))

/** What keeps the lease to publish to a place where the settings name no other: the place itself. */
export type LeaseKeeper = { readonly folder: string } | { readonly store: LeaseStore }

export interface LeaseSettings {
  /** Address of a store of one of the kinds; absent: the target keeps it. */
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
  if ('folder' in kept) return closable(createFileLease(kept.folder))
  const lease = createStoredLease(kept.store, {
    ttlMs: Math.round(seconds * 1000 * LEASE_SHARE),
    clock,
    holder: () => `process ${process.pid} on host ${hostname()} since ${new Date().toISOString()}`,
    newToken: () => randomBytes(16).toString('hex'),
  })
  return keepLease(lease)
}

/** A lease that is held during a run and no longer. */
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
 * @param name equal for publishers of one site
 * @param cwd for paths that are relative
 */
export function openLedger(address: string, name: string, cwd: string): Ledger {
  const kind = ledgerKindAt(address)
  if (kind === undefined) throw new Error('no kind of store has the address of the ledger')
  return createStoredLedger(kind.open(address, name, cwd), () => randomBytes(12).toString('hex'))
}
