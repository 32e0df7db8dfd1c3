/**
 * Limits the unconditional polls of one feed by one client: one address and User-Agent, which may stand for all readers
 * of an office or a mobile network. Conditional polls are not counted.
 */
export interface PollLimits {
  /** Number of polls in `seconds` in the long run, which is also the burst size. */
  readonly requests: number
  readonly seconds: number
}

/**
 * A client that also sends validators is either several readers, some of them new, or a reader that stores responses.
 * Its limit is this many times that of a program that never sends validators.
 */
const MORE_WITH_VALIDATORS = 10

/**
 * The generic cell rate algorithm: the due time of a client advances by `interval` with each poll, and the client may
 * be early by `burst`.
 *
 * @param due when the client's next poll is due (milliseconds since 1970); undefined for a new client
 * @param interval milliseconds between polls in the long run
 * @returns `retryAfter`: whole seconds to wait, 0 if the poll is allowed; `due`: the value to store
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

/** Stores clients in bounded memory. */
export interface PollLimiter {
  /** Records that a client sent a validator. */
  noteValidator(client: number): void
  /** Number of whole seconds that an unconditional poll has to wait; 0 if it is allowed. */
  retryAfter(client: number, path: string, now: number): number
}

/** Number of clients and files stored in each of two generations. */
const CAPACITY = 50_000

/** When one generation of clients is full, the previous one is dropped, which can only relax limits. */
export function createPollLimiter({ requests, seconds }: PollLimits, capacity = CAPACITY): PollLimiter {
  const interval = (seconds * 1000) / requests
  // By path and then by client, because a combined key would have to be built for every poll.
  let young = new Map<string, Map<number, number>>()
  let old = young
  let size = 0
  let validating = new Set<number>()
  let validatingBefore = validating
  return {
    noteValidator(client) {
      if (validating.has(client)) return
      // A client that turns out to be several readers starts afresh.
      for (const clients of [...young.values(), ...old.values()]) clients.delete(client)
      if (validating.size >= capacity) {
        validatingBefore = validating
        validating = new Set()
      }
      validating.add(client)
    },
    retryAfter(client, path, now) {
      const known = young.get(path)?.get(client)
      const before = known ?? old.get(path)?.get(client)
      const more = validating.has(client) || validatingBefore.has(client) ? MORE_WITH_VALIDATORS : 1
      const { due, retryAfter } = judgePoll(before, now, interval / more, requests * more)
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
    },
  }
}
