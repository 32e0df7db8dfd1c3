/** What a commit shows, so that a target can refuse a publisher whose lease is over. */
export interface Fence {
  /** Grows with each holder of a lease that several machines share; 0 where the lease has no terms. */
  readonly term: number
  /** Throws `EnvironmentError` `LEASE_LOST` when the lease may be another's. Asked before each write: a process may have slept. */
  check(): void
}

/** The right to publish to one target, while it lasts. */
export interface HeldLease extends Fence {
  /** Aborts when the lease is another's: what is in hand ends, for a commit would fail by itself. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/**
 * Which process publishes to a target. A lease saves work and keeps order; it proves nothing: what must not happen twice is
 * refused by the target itself, whose commit names the revision it replaces and the term of its publisher.
 */
export interface Lease {
  /**
   * Throws `EnvironmentError` `TARGET_LOCKED` naming the holder when another has it, `LEASE_UNAVAILABLE` when that cannot be
   * known.
   *
   * @param highest gives the highest term that the target has seen: the new one is higher, whatever the store has forgotten
   */
  acquire(signal: AbortSignal, highest?: () => Promise<number>): Promise<HeldLease>
  /** Whether a publisher that may live has it. */
  isHeld(): Promise<boolean>
  /** Names the holder for a message, such as `process 12 on host a`; undefined when it is free. */
  holder(): Promise<string | undefined>
}

/** The fence of a lease that its holder never loses. */
export const UNFENCED: Fence = { term: 0, check() {} }
