import type { HeldLease } from '../coordination/lease.ts'
import type { Parts } from './parts.ts'

/** Acquires the lease in a term above all that the target and the ledger have recorded. */
export function acquireLease(
  { lease, target, ledger }: Pick<Parts, 'lease' | 'target' | 'ledger'>,
  signal: AbortSignal,
): Promise<HeldLease> {
  return lease.acquire(signal, async () => {
    const [found, ends] = await Promise.all([target.current(), ledger?.ends()])
    return Math.max(found?.term ?? 0, ends?.last.term ?? 0)
  })
}
