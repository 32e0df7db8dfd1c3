import type { HeldLease } from '../coordination/lease.ts'
import type { CommittedSet } from '../targets/target.ts'
import { underLease } from '../targets/under-lease.ts'
import { acquireLease } from './acquire-lease.ts'
import type { Parts } from './parts.ts'

/** A target that answered, and to which no one else publishes before {@link release}. */
export interface ReachedTarget {
  /** Its target writes nothing once the lease is over. */
  readonly parts: Parts
  readonly lease: HeldLease
  /** What readers have. */
  readonly found: CommittedSet | undefined
  /** Throws away what is staged, unless it may be that of the next holder. */
  abandon(): Promise<void>
  release(): Promise<void>
}

/** Takes the lease, finishes what the last run left, and reads what readers have: all that needs the target and no article. */
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
