import { uptime } from 'node:os'

/** Time and timers, replaceable in tests. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /** Milliseconds since an arbitrary moment, monotonic. */
  elapsed(): number
  /** The same, but including the time while the machine was suspended, if the system supports that. */
  uptime(): number
  /** Calls `wake` after `ms` milliseconds, at most 2^31 - 1; returns a function that cancels it. */
  setTimer(ms: number, wake: () => void): () => void
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  uptime: () => uptime() * 1000,
  setTimer(ms, wake) {
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Removes its listeners. */
export function pause(clock: Pick<Clock, 'setTimer'>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    let cancel = (): void => {}
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
    cancel = clock.setTimer(ms, end)
  })
}

/** Resolves when `signal` aborts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
