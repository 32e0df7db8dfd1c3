import { EnvironmentError } from '../errors.ts'
import type { HeldLease } from './lease.ts'

/** The time as a lease needs it; see `schedule/clock.ts`. */
export interface LeaseClock {
  /** Milliseconds that have passed since some moment, whatever the time is set to. */
  elapsed(): number
  setTimer(ms: number, wake: () => void): () => void
}

export interface RenewalParts {
  readonly term: number
  /** Milliseconds for which the store gives the lease. */
  readonly ttlMs: number
  /** {@link LeaseClock.elapsed} before the lease was asked for: the store counts from a later moment. */
  readonly askedAt: number
  readonly clock: LeaseClock
  /** Asks for the whole time again; false when the lease is another's. A store that does not answer is asked again. */
  renew(): Promise<boolean>
  release(): Promise<void>
}

/** Renewals in the time of one lease. */
const RENEWALS = 3

/**
 * Keeps a lease for as long as it is held. It is lost when the store says so, or when its time is over without a renewal: then
 * the store may have given it to another.
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
    if (isOurs === false) return lose('another has it')
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
      if (!isReleased && clock.elapsed() >= until) lose('its time was over before it was renewed')
      lost.signal.throwIfAborted()
    },
    async release() {
      if (isReleased) return
      isReleased = true
      stop()
      // A store that is away now lets the lease end by itself.
      if (!lost.signal.aborted) await release().catch(() => undefined)
    },
  }
}

export function leaseLost(reason: string): EnvironmentError {
  return new EnvironmentError('LEASE_LOST', `the lease to publish was lost: ${reason}`, {
    fix: 'nothing: what this run had not published yet, the publisher that has the lease publishes',
  })
}
