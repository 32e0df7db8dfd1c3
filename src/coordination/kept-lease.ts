import type { HeldLease, Lease } from './lease.ts'

export interface KeptLease extends Lease {
  /** Gives the lease to others. */
  close(): Promise<void>
}

/**
 * A lease that stays with this publisher between its runs, so that the others stand by until it stops or dies. One that was
 * lost is asked for again at the next run.
 */
export function keepLease(lease: Lease): KeptLease {
  let held: HeldLease | undefined
  return {
    ...lease,
    async acquire(signal, highest) {
      if (held === undefined || held.lost.aborted) held = await lease.acquire(signal, highest)
      return { ...held, check: held.check, release: async () => {} }
    },
    async close() {
      const last = held
      held = undefined
      await last?.release()
    },
  }
}
