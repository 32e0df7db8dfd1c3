import { EnvironmentError } from '../errors.ts'
import type { Lease } from './lease.ts'
import { keepRenewed, type LeaseClock } from './renewal.ts'

/** Where a lease is kept for several machines. Each method throws when the store gives no answer. */
export interface LeaseStore {
  /** As people call it, without password. */
  readonly name: string
  /** Takes the lease where it is free or its time is over; gives a term above all before it and above `highest`, or the holder. */
  take(claim: Claim, highest: number): Promise<{ readonly term: number } | { readonly holder: string }>
  /** Whether the lease is that of the claim; then its time begins again. */
  renew(claim: Claim): Promise<boolean>
  /** Frees the lease if it is that of the claim. */
  release(claim: Claim): Promise<void>
  holder(): Promise<string | undefined>
}

/** A kind of store that keeps leases: one file in this folder, and its line in `index.ts`. */
export interface LeaseKind {
  /** What people call it. */
  readonly label: string
  /** Schemes of its addresses, such as `redis`. */
  readonly schemes: readonly string[]
  readonly example: string
  /** Whether an address of that scheme is one. */
  takes(address: string): boolean
  /** Opens nothing yet. `name` is equal for publishers of which one at a time may publish. */
  open(url: string, name: string): LeaseStore
}

export interface Claim {
  /** A text that no other claim has. */
  readonly token: string
  /** Who asks, in words. */
  readonly holder: string
  readonly ttlMs: number
}

export interface StoredLeaseOptions {
  readonly ttlMs: number
  readonly clock: LeaseClock
  /** Who asks, in words. */
  holder(): string
  newToken(): string
}

/** A lease that several machines share. Another publisher takes over once the time of a dead one is over. */
export function createStoredLease(store: LeaseStore, options: StoredLeaseOptions): Lease {
  const { ttlMs, clock } = options
  const holder = () => answered(store, () => store.holder())
  return {
    async acquire(signal, highest = async () => 0) {
      signal.throwIfAborted()
      const claim: Claim = { token: options.newToken(), holder: options.holder(), ttlMs }
      const above = await highest()
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
    throw new EnvironmentError('LEASE_UNAVAILABLE', `${store.name} does not say who may publish: ${reason}`, {
      cause: error,
      fix: 'check that it runs and that `lease` and the environment name it right; no one publishes without it',
    })
  }
}

function heldBy(holder: string, { name }: LeaseStore): EnvironmentError {
  return new EnvironmentError('TARGET_LOCKED', `what this site publishes is being published by ${holder}`, {
    fix: `wait until it has finished, or stop it; the lease in ${name} ends by itself when it died`,
  })
}
