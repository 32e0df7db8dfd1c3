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

/**
 * The lease of a publisher that publishes to several targets at once: each gets the same, in a term that is not below what it has
 * seen, also where the store of the lease began to count again.
 */
export function shareLease(lease: KeptLease): KeptLease {
  let last: Promise<unknown> = Promise.resolve()
  async function acquireAbove(signal: AbortSignal, highest: number): Promise<HeldLease> {
    const held = await lease.acquire(signal, async () => highest)
    if (held.term >= highest) return held
    await lease.close()
    return lease.acquire(signal, async () => highest)
  }
  return {
    isHeld: () => lease.isHeld(),
    holder: () => lease.holder(),
    async acquire(signal, highest = async () => 0) {
      const above = await highest()
      const acquired = last.then(() => acquireAbove(signal, above))
      last = acquired.catch(() => undefined)
      return acquired
    },
    close: () => lease.close(),
  }
}
