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
    isHeld: () => lease.isHeld(),
    holder: () => lease.holder(),
    async acquire(signal, highest) {
      if (held === undefined || held.lost.aborted) held = await lease.acquire(signal, highest)
      const kept = held
      return { term: kept.term, lost: kept.lost, check: () => kept.check(), release: async () => {} }
    },
    async close() {
      const last = held
      held = undefined
      await last?.release()
    },
  }
}
