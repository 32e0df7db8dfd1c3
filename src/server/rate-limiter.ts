/**
 * How many unconditional polls of one feed one client may make: one address and User-Agent, behind which may be an office
 * or a carrier full of readers. Conditional polls are never counted.
 */
export interface PollLimits {
  /** Polls in `seconds` in the long run, and as many at once. */
  readonly requests: number
  readonly seconds: number
}

/**
 * A client that also sends validators is several readers, some of which have nothing yet, or a reader that keeps what it
 * gets: it may make so many times more unconditional polls than a program that never sends one.
 */
const MORE_WITH_VALIDATORS = 10

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

/** Remembers clients, with bounded memory. */
export interface PollLimiter {
  /** A client sent a validator. */
  noteValidator(client: number): void
  /** Whole seconds an unconditional poll has to wait; 0 for one that is welcome. */
  retryAfter(client: number, path: string, now: number): number
}

/** Clients and files remembered in each of two generations. */
const CAPACITY = 50_000

/** When one generation of clients is full the one before is forgotten, which forgives and never punishes. */
export function createPollLimiter({ requests, seconds }: PollLimits, capacity = CAPACITY): PollLimiter {
  const interval = (seconds * 1000) / requests
  // By path and then by client: a key made of both would be made again for every poll.
  let young = new Map<string, Map<number, number>>()
  let old = young
  let size = 0
  let validating = new Set<number>()
  let validatingBefore = validating
  return {
    noteValidator(client) {
      if (validating.has(client)) return
      // What was held against one program is not held against several readers.
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
