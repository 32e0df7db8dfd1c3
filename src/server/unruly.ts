/** How many unconditional polls of one feed one client may make. Conditional ones are never counted. */
export interface PollLimits {
  /** Polls at once, as after a restart or while somebody tries things out. */
  readonly burst: number
  /** Polls per run of the schedule, in the long run. */
  readonly perSchedule: number
}

/**
 * The generic cell rate algorithm: a client is due at a moment that moves on by `interval` with each poll, and may be
 * early by the `burst` it has.
 *
 * @param due when the client's next poll is due (milliseconds since 1970); undefined for a client not seen before
 * @param interval milliseconds between polls in the long run
 * @returns `retryAfter`: whole seconds to wait, 0 for a poll that is welcome; `due` as to be remembered
 */
export function judgePoll(
  due: number | undefined,
  now: number,
  interval: number,
  burst: number,
): { readonly due: number; readonly retryAfter: number } {
  const from = Math.max(due ?? now, now)
  const early = from - now - (burst - 1) * interval
  if (early > 0) return { due: from, retryAfter: Math.ceil(early / 1000) }
  return { due: from + interval, retryAfter: 0 }
}

/** Remembers clients and tells how long one has to wait: 0 for a poll that is welcome. */
export type PollLimiter = (client: number, path: string, now: number) => number

/** Clients and files remembered in each of two generations. */
const CAPACITY = 50_000

/**
 * A limiter with bounded memory: when one generation of clients is full the one before is forgotten, which forgives and
 * never punishes.
 *
 * @param scheduleMs milliseconds between runs of the schedule
 */
export function createPollLimiter(limits: PollLimits, scheduleMs: number, capacity = CAPACITY): PollLimiter {
  const interval = scheduleMs / limits.perSchedule
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  return (client, path, now) => {
    const key = `${client} ${path}`
    const { due, retryAfter } = judgePoll(young.get(key) ?? old.get(key), now, interval, limits.burst)
    if (young.size >= capacity) {
      old = young
      young = new Map()
    }
    young.set(key, due)
    return retryAfter
  }
}
