import type { Announcer, Outcome } from '../../src/announcers/announcer.ts'
import type { Outbox, OutboxState } from '../../src/announcers/outbox.ts'
import type { PublishedFile, PublishedSet } from '../../src/targets/target.ts'
import { day } from '../support/newsroom.ts'

export const HUB = 'https://hub.example.org/'
export const never = new AbortController().signal

export function file(path: string, sha256: string, changes: Partial<PublishedFile> = {}): PublishedFile {
  const format = path.endsWith('.xml') ? 'rss' : 'json'
  const facts = { mediaType: 'text/plain', length: 1, lastModified: day(1), encodings: [] }
  return { path, sha256, feed: 'world', format, rank: 'feed', ...facts, ...changes }
}

export function setOf(files: readonly PublishedFile[], hubs: readonly string[] = [HUB]): PublishedSet {
  const feed = {
    name: 'world',
    path: 'world',
    inputHash: 'b',
    baseUrl: 'https://news.example.org/feeds/',
    hubs,
  }
  const state = { ...feed, updated: day(1), items: [], tombstones: [], retracted: [] }
  const serving = { baseUrl: feed.baseUrl, ttl: 15, redirects: [], gone: [] }
  return { version: 1, files, feeds: [state], serving }
}

/** A clock that stands still until it is told to go on. */
export function manualClock(start = 0) {
  let now = start
  let timers: { at: number; wake: () => void }[] = []
  return {
    now: () => now,
    setTimer(ms: number, wake: () => void) {
      const timer = { at: now + ms, wake }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    /** When the next timer goes off. */
    next: () => timers.map(({ at }) => at).toSorted((a, b) => a - b)[0],
    /** Goes on to the next timer; false where there is none. */
    async wake() {
      const [timer] = timers.toSorted((a, b) => a.at - b.at)
      if (timer === undefined) return false
      timers = timers.filter((one) => one !== timer)
      now = Math.max(now, timer.at)
      timer.wake()
      await settled()
      return true
    },
  }
}

/** An outbox that lives as long as the test. */
export function createMemoryOutbox(): Outbox {
  let state: OutboxState = { sequence: 0, receivers: {} }
  return {
    read: () => state,
    write(next) {
      state = next
    },
  }
}

/** Resolves when what was begun, and waits for nothing outside, is over. */
export const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

/** An announcer that notes whom it tells of what, in `order`, and answers as `answer` says. */
export function fakeAnnouncer(
  name: string,
  options: {
    readonly order?: string[]
    readonly isCache?: boolean
    readonly batch?: number
    readonly receivers?: readonly string[]
    answer?(receiver: string, about: readonly string[]): Outcome | Promise<Outcome>
  } = {},
) {
  const { order = [], isCache = false, batch = 1, receivers = ['one'] } = options
  const it: Announcer = {
    name,
    isCache,
    receivers: () => receivers,
    batchOf: () => batch,
    noticesOf: ({ before, after }) => {
      const known = new Map(before?.files.map(({ path, sha256 }) => [path, sha256]))
      return after.files
        .filter(({ path, sha256 }) => known.get(path) !== sha256)
        .flatMap(({ path }) => receivers.map((receiver) => ({ receiver, about: path })))
    },
    async tell(receiver, about) {
      const outcome = (await options.answer?.(receiver, about)) ?? { isTold: true }
      order.push(`${outcome.isTold ? '' : 'not '}${name} ${receiver} ${about.join(',')}`)
      return outcome
    },
    notTold: (receiver, got) => ({ code: `${name}-not-told`, severity: 'warning', message: receiver, got }),
  }
  return { it, order }
}
