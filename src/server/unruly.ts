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
  // By path and then by client: a key made of both would be made anew for every poll.
  let young = new Map<string, Map<number, number>>()
  let old = young
  let size = 0
  return (client, path, now) => {
    const known = young.get(path)?.get(client)
    const before = known ?? old.get(path)?.get(client)
    const { due, retryAfter } = judgePoll(before, now, interval, limits.burst)
    if (known === undefined) {
      if (size >= capacity) {
        old = young
        young = new Map()
        size = 0
      }
      size += 1
    }
    const clients = young.get(path)
    if (clients === undefined) young.set(path, new Map([[client, due]]))
    else clients.set(client, due)
    return retryAfter
  }
}
