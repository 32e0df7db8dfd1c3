import { byteCount } from './byte-count.ts'
import { printable } from './finding-text.ts'
import type { ServerStatus } from './status-text.ts'
import { tableText } from './table-text.ts'

/** The answer of one server, or why there is none. */
export interface ServerReading
  extends Partial<Pick<ServerStatus, 'ready' | 'reason' | 'asOf' | 'documents'>> {
  readonly url: string
  /** Absent if nothing is published, or if the server does not tell. */
  readonly revision?: string
  /** Why the server cannot be read. */
  readonly trouble?: string
}

/** The readers of one feed at all servers. */
interface FeedReaders {
  readonly feed: string
  /** Each aggregator counts once, with its largest number, although it polls several servers. */
  readonly subscribers: number
  /** An upper limit: a reader that polls several servers is counted by each. */
  readonly readersToday: number
  readonly polls: number
  readonly notModifiedShare: number
  readonly bytesSent: number
  readonly bytesSaved: number
}

export interface ServersSummary {
  readonly servers: readonly Omit<ServerReading, 'documents'>[]
  /** The revisions that are served, each with its servers. */
  readonly revisions: readonly { readonly revision: string; readonly servers: readonly string[] }[]
  readonly feeds: readonly FeedReaders[]
}

export function summarizeServers(readings: readonly ServerReading[]): ServersSummary {
  const revisions = new Map<string, string[]>()
  for (const { url, revision } of readings)
    if (revision !== undefined) revisions.set(revision, [...(revisions.get(revision) ?? []), url])
  return {
    servers: readings.map(({ documents: _documents, ...server }) => server),
    revisions: Array.from(revisions, ([revision, servers]) => ({ revision, servers })),
    feeds: feedsIn(readings.flatMap(({ documents = [] }) => documents)),
  }
}

interface Sum {
  polls: number
  notModified: number
  bytesSent: number
  bytesSaved: number
  readersToday: number
  readonly subscribers: Map<string, number>
}

function feedsIn(documents: ServerStatus['documents']): readonly FeedReaders[] {
  const sums = new Map<string, Sum>()
  for (const one of documents) {
    const name = one.feed ?? one.path
    const sum = sums.get(name) ?? newSum()
    sums.set(name, sum)
    sum.polls += one.polls
    sum.notModified += one.polls * one.notModifiedShare
    sum.bytesSent += one.bytesSent
    sum.bytesSaved += one.bytesSaved
    sum.readersToday += one.readersToday
    for (const { aggregator, feedId, subscribers } of one.aggregators ?? []) {
      const key = JSON.stringify([one.path, aggregator, feedId])
      sum.subscribers.set(key, Math.max(subscribers, sum.subscribers.get(key) ?? 0))
    }
  }
  return Array.from(sums, ([feed, { subscribers, notModified, ...sum }]) => ({
    feed,
    subscribers: [...subscribers.values()].reduce((total, count) => total + count, 0),
    notModifiedShare: sum.polls === 0 ? 0 : notModified / sum.polls,
    ...sum,
  })).toSorted(
    (a, b) => b.subscribers + b.readersToday - (a.subscribers + a.readersToday) || b.polls - a.polls,
  )
}

const newSum = (): Sum => ({
  polls: 0,
  notModified: 0,
  bytesSent: 0,
  bytesSaved: 0,
  readersToday: 0,
  subscribers: new Map(),
})

/**
 * The output of `feedwright status --from`.
 *
 * @param now milliseconds since 1970, for the age of the served sets
 */
export function serversText({ servers, revisions, feeds }: ServersSummary, now: number): string {
  const rows = servers.map(({ url, ready, reason = '', revision, asOf, trouble }) => [
    trouble !== undefined ? 'NOT REACHED' : ready === true ? 'ready' : 'NOT READY',
    printable(url),
    revision === undefined ? 'revision unknown' : `revision ${shown(revision)}`,
    asOf === undefined ? 'age unknown' : `as of ${age(now - Date.parse(asOf))} ago`,
    printable(trouble ?? reason).slice(0, LONGEST_TEXT),
  ])
  const differing = revisions.map(
    (one) => `  ${shown(one.revision)} at ${one.servers.map(printable).join(', ')}\n`,
  )
  const difference =
    revisions.length < 2 ? '' : `\nthe servers have different revisions:\n${differing.join('')}`
  const head = ['feed', 'subscribers', 'readers today (at most)', 'polls', 'not modified', 'sent', 'saved']
  const sums = feeds.map((one) => [
    printable(one.feed).slice(0, LONGEST_TEXT),
    String(one.subscribers),
    String(one.readersToday),
    String(one.polls),
    `${Math.round(one.notModifiedShare * 100)} %`,
    byteCount(one.bytesSent),
    byteCount(one.bytesSaved),
  ])
  return `${tableText(rows)}${difference}\n${sums.length === 0 ? 'no polls yet\n' : tableText([head, ...sums])}`
}

/** Maximum number of characters shown of a text from a server. */
const LONGEST_TEXT = 200

const shown = (revision: string): string => printable(revision.slice(0, 12))

const age = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`
