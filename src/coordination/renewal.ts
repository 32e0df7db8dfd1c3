import { EnvironmentError } from '../errors.ts'
import type { HeldLease } from './lease.ts'

/** The clock of a lease; see `schedule/clock.ts`. */
export interface LeaseClock {
  /** Milliseconds since an arbitrary moment, monotonic. */
  elapsed(): number
  setTimer(ms: number, wake: () => void): () => void
}

export interface RenewalParts {
  readonly term: number
  /** Milliseconds for which the store grants the lease. */
  readonly ttlMs: number
  /** {@link LeaseClock.elapsed} before the lease was requested: the store's time begins later. */
  readonly askedAt: number
  readonly clock: LeaseClock
  /**
   * Renews the lease for the whole time; false if another publisher has it. Tried again if the store does not answer.
   */
  renew(): Promise<boolean>
  release(): Promise<void>
}

/** Number of renewals within the duration of a lease. */
const RENEWALS = 3

/**
 * Renews a lease while it is held. The lease is lost if the store reports that, or if it expires without a renewal,
 * because the store may then have granted it to another publisher.
 */
export function keepRenewed({ term, ttlMs, askedAt, clock, renew, release }: RenewalParts): HeldLease {
  const lost = new AbortController()
  let until = askedAt + ttlMs
  let isReleased = false
  let cancelRenewal = (): void => {}
  let cancelEnd = (): void => {}

  function lose(reason: string): void {
    if (!lost.signal.aborted && !isReleased) lost.abort(leaseLost(reason))
    stop()
  }

  function stop(): void {
    cancelRenewal()
    cancelEnd()
  }

  function endLater(): void {
    cancelEnd()
    cancelEnd = clock.setTimer(Math.max(0, until - clock.elapsed()), () => {
      if (clock.elapsed() >= until) lose('it could not be renewed in time')
      else endLater()
    })
  }

  function renewLater(): void {
    cancelRenewal = clock.setTimer(ttlMs / RENEWALS, () => void renewOnce())
  }

  async function renewOnce(): Promise<void> {
    const asked = clock.elapsed()
    const isOurs = await renew().catch(() => undefined)
    if (isReleased || lost.signal.aborted) return
    if (isOurs === false) return lose('another publisher has it')
    if (isOurs === true) {
      until = asked + ttlMs
      endLater()
    }
    renewLater()
  }

  endLater()
  renewLater()
  return {
    term,
    lost: lost.signal,
    check() {
      if (!isReleased && clock.elapsed() >= until) lose('it expired before it was renewed')
      lost.signal.throwIfAborted()
    },
    async release() {
      if (isReleased) return
      isReleased = true
      stop()
      // If the store is unavailable, the lease expires by itself.
      if (!lost.signal.aborted) await release().catch(() => undefined)
    },
  }
}

export function leaseLost(reason: string): EnvironmentError {
  return new EnvironmentError('LEASE_LOST', `the lease to publish was lost: ${reason}`, {
    fix: 'nothing, if another publisher has the lease now: it publishes the rest; otherwise the next run does',
  })
}
