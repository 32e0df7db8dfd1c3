import type { PublishedFeed } from '../feed/published-state.ts'
import { byteCount } from './byte-count.ts'
import { type Colors, noColors } from './colors.ts'
import { count } from './count.ts'
import { findingTexts, printable } from './finding-text.ts'
import type { LastRun } from './last-run.ts'
import { tableText } from './table-text.ts'

/** The part of `/status.json` that is shown; see `docs/metrics.md`. */
export interface ServerStatus {
  readonly ready: boolean
  readonly reason: string
  readonly documents: readonly {
    readonly path: string
    readonly polls: number
    readonly notModifiedShare: number
    readonly bytesSent: number
    readonly bytesSaved: number
    readonly subscribers: number
    readonly readersToday: number
  }[]
}

const NUMBERS = [
  'polls',
  'notModifiedShare',
  'bytesSent',
  'bytesSaved',
  'subscribers',
  'readersToday',
] as const

export function isServerStatus(value: unknown): value is ServerStatus {
  return (
    isObject(value) &&
    typeof value['ready'] === 'boolean' &&
    typeof value['reason'] === 'string' &&
    Array.isArray(value['documents']) &&
    value['documents'].every(
      (one: unknown) =>
        isObject(one) &&
        typeof one['path'] === 'string' &&
        NUMBERS.every((key) => typeof one[key] === 'number'),
    )
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export interface Status {
  readonly feeds: readonly PublishedFeed[]
  readonly lastRun: LastRun | undefined
  /** Files of articles whose dates would be lost with the state folder. */
  readonly undated?: readonly string[]
  /** The current holder of the lease. */
  readonly publisher?: string | undefined
  readonly server: ServerStatus | undefined
}

/**
 * The output of `feedwright status`: one line per feed, all findings of the last run and, from a running server, one
 * line per polled document.
 */
export function statusText(
  { feeds, lastRun, undated = [], publisher, server }: Status,
  colors: Colors = noColors,
): string {
  const lines = feeds.map(({ path, items, updated }) => [path, `${items.length} items`, `changed ${updated}`])
  const published = `${feeds.length === 0 ? 'nothing is published yet\n' : tableText(lines)}${lastRunText(lastRun, colors)}${undatedText(undated)}${publisher === undefined ? '' : `\npublishing now: ${printable(publisher)}\n`}`
  if (server === undefined) {
    return `${published}\nno numbers of readers: set serve.metricsPort or serve.metricsToken, and run "feedwright start"\n`
  }
  const head = ['document', 'subscribers', 'readers today', 'polls', 'not modified', 'sent', 'saved']
  const rows = server.documents
    .filter(({ polls }) => polls > 0)
    .toSorted(
      (a, b) => b.subscribers + b.readersToday - (a.subscribers + a.readersToday) || b.polls - a.polls,
    )
    .map((one) => [
      printable(one.path),
      String(one.subscribers),
      String(one.readersToday),
      String(one.polls),
      `${Math.round(one.notModifiedShare * 100)} %`,
      byteCount(one.bytesSent),
      byteCount(one.bytesSaved),
    ])
  const readiness = `${server.ready ? 'ready' : 'NOT READY'}: ${printable(server.reason)}`
  return `${published}\n${readiness}\n${rows.length === 0 ? 'no polls yet\n' : tableText([head, ...rows])}`
}

/** Maximum number of articles named. */
const MOST_NAMED = 20

function undatedText(files: readonly string[]): string {
  if (files.length === 0) return ''
  const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : ''
  const names = files.slice(0, MOST_NAMED).map(printable).join(', ')
  const what =
    files.length === 1 ? 'article states no date and loses it' : 'articles state no date and lose it'
  return `\n${files.length} ${what} with the state folder: ${names}${more}\n  run "feedwright stamp", or set \`ledger\` where machines publish in turn\n`
}

function lastRunText(lastRun: LastRun | undefined, colors: Colors): string {
  if (lastRun === undefined) return ''
  const { startedAt, findings } = lastRun
  const when = startedAt.replace('T', ' ').replace('Z', ' UTC')
  const what = findings.length === 0 ? 'nothing to report' : count(findings.length, 'finding')
  return `\nlast run ${when}: ${what}\n${findings.length === 0 ? '' : `\n${findingTexts(findings, colors)}`}`
}
