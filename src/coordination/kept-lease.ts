import type { HeldLease, Lease } from './lease.ts'

export interface KeptLease extends Lease {
  /** Releases the lease. */
  close(): Promise<void>
}

/**
 * A lease that this publisher keeps between its runs, so that the others stand by until it stops or crashes. A lost
 * lease is acquired again in the next run.
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
 * The lease of a publisher with several targets: all of them get the same lease, in a term not below those recorded in
 * the targets, even if the store of the lease has restarted its count.
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
