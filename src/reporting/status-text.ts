import type { Instant } from '../article/instant.ts'
import type { TakeoverLoss } from '../catalog/takeover-losses.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { byteCount } from './byte-count.ts'
import { type Colors, noColors } from './colors.ts'
import { count } from './count.ts'
import { findingTexts, printable } from './finding-text.ts'
import type { LastRun } from './last-run.ts'
import { tableText } from './table-text.ts'
import type { TargetState } from './target-states.ts'

/** The part of `/status.json` that is shown; see `docs/metrics.md`. */
export interface ServerStatus {
  readonly ready: boolean
  readonly reason: string
  /** Revision of the served set, and when the target last confirmed it; absent in older versions. */
  readonly revision?: string | null
  readonly asOf?: string
  readonly documents: readonly {
    readonly path: string
    readonly feed?: string
    readonly aggregators?: readonly Aggregator[]
    readonly polls: number
    readonly notModifiedShare: number
    readonly bytesSent: number
    readonly bytesSaved: number
    readonly subscribers: number
    readonly readersToday: number
  }[]
}

interface Aggregator {
  readonly aggregator: string
  readonly feedId: string
  readonly subscribers: number
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
    (value['revision'] == null || typeof value['revision'] === 'string') &&
    (value['asOf'] === undefined ||
      (typeof value['asOf'] === 'string' && !Number.isNaN(Date.parse(value['asOf'])))) &&
    Array.isArray(value['documents']) &&
    value['documents'].every(
      (one: unknown) =>
        isObject(one) &&
        typeof one['path'] === 'string' &&
        (one['feed'] === undefined || typeof one['feed'] === 'string') &&
        (one['aggregators'] === undefined ||
          (Array.isArray(one['aggregators']) && one['aggregators'].every(isAggregator))) &&
        NUMBERS.every((key) => isAmount(one[key])),
    )
  )
}

const isAggregator = (value: unknown): value is Aggregator =>
  isObject(value) &&
  typeof value['aggregator'] === 'string' &&
  typeof value['feedId'] === 'string' &&
  isAmount(value['subscribers'])

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export interface Status {
  readonly feeds: readonly PublishedFeed[]
  /** All targets; shown if there are several, or if one is failing. */
  readonly targets?: readonly TargetState[]
  /** The target that has these feeds. */
  readonly from?: string | undefined
  readonly lastRun: LastRun | undefined
  /** What would be lost with the state folder, or if another machine took over. */
  readonly losses?: readonly TakeoverLoss[]
  /** The current holder of the lease. */
  readonly publisher?: string | undefined
  readonly server: ServerStatus | undefined
}

/**
 * The output of `feedwright status`: one line per feed, all findings of the last run and, from a running server, one
 * line per polled document.
 */
export function statusText(
  { feeds, targets = [], from = '', lastRun, losses = [], publisher, server }: Status,
  colors: Colors = noColors,
): string {
  const lines = feeds.map(({ path, items, updated }) => [
    path,
    count(items.length, 'item'),
    `changed ${updated}`,
  ])
  const published = `${targetsText(targets, from)}${feeds.length === 0 ? 'nothing is published yet\n' : tableText(lines)}${lastRunText(lastRun, colors)}${lossesText(losses)}${publisher === undefined ? '' : `\npublishing now: ${printable(publisher)}\n`}`
  if (server === undefined) {
    return `${published}\nno reader counts: set serve.metricsPort or serve.metricsToken, and run "feedwright start"\n`
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

/** One line per target, and its problems; empty for a single target without problems. */
function targetsText(targets: readonly TargetState[], from: string): string {
  if (targets.length < 2 && targets.every(({ state }) => state === 'current')) return ''
  const rows = targets.map(({ name, state, revision, lastRun }) => [
    state,
    printable(name),
    revision === undefined ? 'no revision' : `revision ${printable(revision).slice(0, 12)}`,
    lastRun?.startedAt === undefined
      ? 'no completed run known'
      : `last completed run ${shownMoment(lastRun.startedAt)}`,
  ])
  const troubles = targets.flatMap(({ name, trouble, lastRun, behind }) => [
    ...(trouble === undefined ? [] : [`${name} cannot be read: ${trouble}`]),
    ...(lastRun?.failed === undefined
      ? []
      : [`the run of ${shownMoment(lastRun.failed.at)} for ${name} failed: ${lastRun.failed.message}`]),
    ...(behind.length === 0 ? [] : [`${name} is behind in ${named(behind)}`]),
  ])
  const shown = troubles.map((line) => `  ${printable(line)}\n`).join('')
  const where = targets.length < 2 ? '' : `published at ${printable(from)}:\n`
  return `${tableText(rows)}${shown}\n${where}`
}

const shownMoment = (moment: Instant): string => moment.replace('T', ' ').replace('Z', ' UTC')

function named(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`
}

/** Maximum number of articles or feeds named. */
const MOST_NAMED = 20

const LOST: Readonly<Record<TakeoverLoss['lost'][number], string>> = {
  id: 'id',
  date: 'date',
  updated: 'date of the last change',
  order: 'place among the articles of the same second',
  embargo: 'date of its release, if its embargo is removed',
}

function lossesText(losses: readonly TakeoverLoss[]): string {
  if (losses.length === 0) return ''
  const lines = losses
    .slice(0, MOST_NAMED)
    .map(({ key, lost }) => `  ${printable(key)}: ${lost.map((one) => LOST[one]).join(', ')}\n`)
  const more = losses.length > MOST_NAMED ? `  and ${losses.length - MOST_NAMED} more\n` : ''
  return (
    `\nonly the state folder has this of ${count(losses.length, 'article')}; another machine that takes over does not:\n` +
    `${lines.join('')}${more}  run "feedwright stamp" and state \`updated\`, or set \`ledger\`\n`
  )
}

function lastRunText(lastRun: LastRun | undefined, colors: Colors): string {
  if (lastRun === undefined) return ''
  const { startedAt, findings } = lastRun
  if (startedAt === undefined) return ''
  const when = shownMoment(startedAt)
  const what = findings.length === 0 ? 'nothing to report' : count(findings.length, 'finding')
  return `\nlast run ${when}: ${what}\n${findings.length === 0 ? '' : `\n${findingTexts(findings, colors)}`}`
}
