import { uptime } from 'node:os'

/** The time and timers, to be replaced in tests. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /** Milliseconds that have passed since some moment, whatever the time is set to. */
  elapsed(): number
  /** The same, counted while the machine sleeps as well, where the system can tell. */
  uptime(): number
  /** Calls `wake` after `ms` milliseconds, at most 2^31 - 1; returns what cancels it. */
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
