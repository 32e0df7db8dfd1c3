import type { PublishedFile } from '../targets/target.ts'
import { dayOf } from './clients.ts'
import type { Answer } from './http-message.ts'
import type { SubscriberCount } from './subscribers.ts'

/** A reader: a key that is valid for one day, or an aggregator with its number of subscribers. */
export interface Reader {
  readonly client: number
  readonly subscribers: SubscriberCount | undefined
}

/** Statistics about one document. Counts are since the server started. */
export interface DocumentReadership {
  readonly path: string
  readonly feed: string | undefined
  readonly format: string | undefined
  readonly polls: number
  /** Number of answers 200, 304, 226 and 429. */
  readonly full: number
  readonly notModified: number
  readonly delta: number
  readonly refused: number
  /** Share of polls answered 304, from 0 to 1. */
  readonly notModifiedShare: number
  /** Bytes of content sent, and bytes saved by 304, 226 and compression. */
  readonly bytesSent: number
  readonly bytesSaved: number
  /** Subscribers that aggregators reported in the last three days. */
  readonly subscribers: number
  readonly aggregators: readonly SubscriberCount[]
  /**
   * Distinct readers without aggregators, on this UTC day and the previous one; at most {@link MOST_READERS} are
   * distinguished.
   */
  readonly readersToday: number
  readonly readersYesterday: number
}

/** All counts by document, and answers without a document by status. */
interface ReadershipView {
  readonly documents: readonly DocumentReadership[]
  readonly others: Readonly<Record<string, number>>
}

/** Counts answers, with a few additions and lookups per answer; stores no address and no User-Agent. */
export interface Readership {
  count(answer: Answer, reader: Reader, now: number): void
  /** Counts a poll of `file` that was answered 429. */
  countRefused(file: PublishedFile): void
  view(now: number): ReadershipView
}

/** Maximum number of readers distinguished per document and day. */
const MOST_READERS = 100_000
/** Maximum number of aggregators stored per document, because any client can claim to be one. */
const MOST_AGGREGATORS = 200
/** Number of days for which the last report of an aggregator is valid. */
const AGGREGATOR_DAYS = 3

interface Tally {
  readonly file: PublishedFile
  polls: number
  full: number
  notModified: number
  delta: number
  refused: number
  bytesSent: number
  bytesSaved: number
  day: number
  readonly readers: Set<number>
  readersYesterday: number
  readonly aggregators: Map<string, { count: SubscriberCount; day: number }>
}

/** Counters of one server, only in memory. */
export function createReadership(): Readership {
  const tallies = new Map<string, Tally>()
  const others = new Map<number, number>()

  function tallyOf(file: PublishedFile): Tally {
    const path = placeOf(file)
    const known = tallies.get(path)
    if (known !== undefined) return known
    const tally = emptyTally({ ...file, path })
    tallies.set(path, tally)
    return tally
  }

  return {
    count(answer, reader, now) {
      const { file, status } = answer
      if (file === undefined) {
        others.set(status, (others.get(status) ?? 0) + 1)
        return
      }
      const tally = tallyOf(file)
      const sent = answer.body.length
      tally.polls += 1
      tally.bytesSent += sent
      if (status === 304) tally.notModified += 1
      else if (status === 226) tally.delta += 1
      else tally.full += 1
      // HEAD requests no content, so nothing is saved.
      if (sent > 0 || status === 304) tally.bytesSaved += Math.max(0, file.length - sent)
      const today = dayOf(now)
      if (tally.day !== today) turnDay(tally, today)
      if (reader.subscribers !== undefined) remember(tally, reader.subscribers, today)
      else if (tally.readers.size < MOST_READERS) tally.readers.add(reader.client)
    },
    countRefused(file) {
      const tally = tallyOf(file)
      tally.polls += 1
      tally.refused += 1
    },
    view(now) {
      const today = dayOf(now)
      return {
        documents: Array.from(tallies.values(), (tally) => viewOf(tally, today)).sort((one, other) =>
          one.path < other.path ? -1 : 1,
        ),
        others: Object.fromEntries(others),
      }
    },
  }
}

/** The pages of one archive count as one document, because they are numerous and crawlers read all of them. */
function placeOf({ path, rank }: PublishedFile): string {
  return rank === 'archive' ? path.replace(/[^/]+(?=\/[^/]+$)/, '*') : path
}

function emptyTally(file: PublishedFile): Tally {
  const counts = { polls: 0, full: 0, notModified: 0, delta: 0, refused: 0, bytesSent: 0, bytesSaved: 0 }
  return { file, ...counts, day: -1, readers: new Set(), readersYesterday: 0, aggregators: new Map() }
}

function turnDay(tally: Tally, today: number): void {
  tally.readersYesterday = tally.day === today - 1 ? tally.readers.size : 0
  tally.readers.clear()
  tally.day = today
}

function remember({ aggregators }: Tally, count: SubscriberCount, day: number): void {
  const key = `${count.aggregator}\n${count.feedId}`
  const known = aggregators.get(key)
  if (known?.count === count && known.day === day) return
  if (known === undefined && aggregators.size >= MOST_AGGREGATORS) return
  aggregators.set(key, { count, day })
}

function viewOf(tally: Tally, today: number): DocumentReadership {
  const aggregators = [...tally.aggregators.values()]
    .filter(({ day }) => day > today - AGGREGATOR_DAYS)
    .map(({ count }) => count)
    .sort((one, other) => other.subscribers - one.subscribers)
  const current = tally.day === today
  const { file, polls, full, notModified, delta, refused, bytesSent, bytesSaved } = tally
  return {
    path: file.path,
    feed: file.feed,
    format: file.format,
    ...{ polls, full, notModified, delta, refused },
    notModifiedShare: polls === 0 ? 0 : notModified / polls,
    ...{ bytesSent, bytesSaved },
    subscribers: aggregators.reduce((sum, { subscribers }) => sum + subscribers, 0),
    aggregators,
    readersToday: current ? tally.readers.size : 0,
    readersYesterday: current ? tally.readersYesterday : tally.day === today - 1 ? tally.readers.size : 0,
  }
}
