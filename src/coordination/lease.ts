/** Proves to a target that the publisher of a commit still holds the lease. */
export interface Fence {
  /** Increases with each holder of a lease that several machines share; 0 if the lease has no terms. */
  readonly term: number
  /**
   * Throws `EnvironmentError` `LEASE_LOST` if another publisher may have the lease. Called before each write, because
   * the process may have been suspended.
   */
  check(): void
}

/** A lease that is held: the right to publish to one target. */
export interface HeldLease extends Fence {
  /** Aborts when another publisher has the lease: work in progress stops, because its commit would fail. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/**
 * Determines which process publishes to a target. A lease avoids wasted work, but is no guarantee: the target itself
 * rejects conflicting commits, by the revision that a commit replaces and the term of its publisher.
 */
export interface Lease {
  /**
   * Throws `EnvironmentError` `TARGET_LOCKED`, which names the holder, if another publisher has the lease, or
   * `LEASE_UNAVAILABLE` if that cannot be determined.
   *
   * @param highest returns the highest term recorded in the target: the new term is higher, even if the store has lost
   * its count
   */
  acquire(signal: AbortSignal, highest?: () => Promise<number>): Promise<HeldLease>
  /** Whether a publisher that may be alive holds the lease. */
  isHeld(): Promise<boolean>
  /** Describes the holder for a message, such as `process 12 on host a`; undefined if there is none. */
  holder(): Promise<string | undefined>
}

/** The fence of a lease that cannot be lost. */
export const UNFENCED: Fence = { term: 0, check() {} }
