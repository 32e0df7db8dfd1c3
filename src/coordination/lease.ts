/** The right to publish to one target, while it lasts. */
export interface HeldLease {
  /** Aborts when the lease is another's: what is in hand ends, for a commit would fail by itself. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/**
 * Which process publishes to a target. A lease saves work and keeps order; it proves nothing: what must not happen twice is
 * refused by the target itself, whose commit names the revision it replaces.
 */
export interface Lease {
  /** Throws `EnvironmentError` `TARGET_LOCKED` naming the holder when another has it. */
  acquire(signal: AbortSignal): Promise<HeldLease>
  /** Whether a publisher that may live has it. */
  isHeld(): Promise<boolean>
}
