import type { HeldLease } from '../coordination/lease.ts'
import type { CommittedSet } from '../targets/target.ts'
import { underLease } from '../targets/under-lease.ts'
import { acquireLease } from './acquire-lease.ts'
import type { Parts } from './parts.ts'

/** An available target to which no one else publishes before {@link release}. */
export interface ReachedTarget {
  /** With a target that rejects writes once the lease is over. */
  readonly parts: Parts
  readonly lease: HeldLease
  /** The published set. */
  readonly found: CommittedSet | undefined
  /** Discards what is staged, unless it may belong to the next holder. */
  abandon(): Promise<void>
  release(): Promise<void>
}

/**
 * Acquires the lease, completes the work of the last run, and reads the published set: everything that needs the target
 * but no article.
 */
export async function reachTarget(parts: Parts, signal: AbortSignal): Promise<ReachedTarget> {
  const lease = await acquireLease(parts, signal)
  const abandon = async (): Promise<void> => {
    if (!lease.lost.aborted) await parts.target.abandon()
  }
  try {
    await parts.target.recover()
    const target = underLease(parts.target, lease)
    return {
      parts: { ...parts, target },
      lease,
      found: await target.current(),
      abandon,
      release: () => lease.release(),
    }
  } catch (error) {
    await abandon().finally(() => lease.release())
    throw error
  }
}
