import { EnvironmentError } from '../errors.ts'
import { adviceOn } from '../object-store/advice.ts'
import { ObjectStoreError } from '../object-store/object-store.ts'
import type { Lease } from './lease.ts'
import { keepRenewed, type LeaseClock } from './renewal.ts'

/** A store of leases that several machines share. Methods throw if the store does not answer. */
export interface LeaseStore {
  /** Name for messages, without password. */
  readonly name: string
  /** What must be done before {@link LeaseStore.take}, and may take longer than the lease is valid. */
  prepare?(): Promise<void>
  /**
   * Acquires the lease if it is free or has expired; returns a term above all before it and above `highest`, or else
   * the holder.
   */
  take(claim: Claim, highest: number): Promise<{ readonly term: number } | { readonly holder: string }>
  /** Whether the lease belongs to the claim; if so, its duration restarts. */
  renew(claim: Claim): Promise<boolean>
  /** Releases the lease if it belongs to the claim. */
  release(claim: Claim): Promise<void>
  holder(): Promise<string | undefined>
}

/** A kind of store for leases: one file in this folder, and its line in `index.ts`. */
export interface LeaseKind {
  /** Name for people. */
  readonly label: string
  /** Schemes of its addresses, such as `redis`. */
  readonly schemes: readonly string[]
  readonly example: string
  /** Whether an address of that scheme is one. */
  takes(address: string): boolean
  /** Does not connect yet. `name` is the same for all publishers of which only one at a time may publish. */
  open(url: string, name: string): LeaseStore
}

export interface Claim {
  /** A unique text. */
  readonly token: string
  /** Description of the claimant for people. */
  readonly holder: string
  readonly ttlMs: number
}

export interface StoredLeaseOptions {
  readonly ttlMs: number
  readonly clock: LeaseClock
  /** Description of the claimant for people. */
  holder(): string
  newToken(): string
}

/** A lease that several machines share. If its holder dies, another publisher takes over when it expires. */
export function createStoredLease(store: LeaseStore, options: StoredLeaseOptions): Lease {
  const { ttlMs, clock } = options
  const holder = () => answered(store, () => store.holder())
  return {
    async acquire(signal, highest = async () => 0) {
      signal.throwIfAborted()
      const claim: Claim = { token: options.newToken(), holder: options.holder(), ttlMs }
      const above = await highest()
      await answered(store, async () => store.prepare?.())
      const askedAt = clock.elapsed()
      const taken = await answered(store, () => store.take(claim, above))
      if ('holder' in taken) throw heldBy(taken.holder, store)
      return keepRenewed({
        term: taken.term,
        ttlMs,
        askedAt,
        clock,
        renew: () => store.renew(claim),
        release: () => store.release(claim),
      })
    },
    isHeld: async () => (await holder()) !== undefined,
    holder,
  }
}

async function answered<T>(store: LeaseStore, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EnvironmentError) throw error
    const reason = error instanceof Error ? error.message || error.name : String(error)
    const advice =
      error instanceof ObjectStoreError
        ? adviceOn(error)
        : 'check that it runs, its address in `lease` or FEEDWRIGHT_LEASE_URL, and the rights of its user'
    throw new EnvironmentError('LEASE_UNAVAILABLE', `cannot get the lease from ${store.name}: ${reason}`, {
      cause: error,
      fix: `${advice}; without the lease, nothing is published`,
    })
  }
}

function heldBy(holder: string, { name }: LeaseStore): EnvironmentError {
  return new EnvironmentError('TARGET_LOCKED', `another publisher has the lease of this site: ${holder}`, {
    fix: `wait until it finishes, or stop it; if it is dead, the lease in ${name} expires`,
  })
}
