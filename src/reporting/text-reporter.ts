import type { Writable } from 'node:stream'
import type { Instant } from '../article/instant.ts'
import { type Finding, SEVERITIES, type Severity } from '../finding.ts'
import { byteCount } from './byte-count.ts'
import { type Colors, noColors } from './colors.ts'
import { count } from './count.ts'
import { explain } from './failure.ts'
import { findingTexts, printable } from './finding-text.ts'
import type { FeedOutcome, Reporter, RunReport } from './reporter.ts'

/** Output streams of a report; progress is shown only on a terminal. */
export interface TextStreams {
  readonly out: Writable
  readonly err: Writable & { readonly isTTY?: boolean; readonly columns?: number }
}

export interface TextStyle {
  /** Colors for `err`; absent for none. */
  readonly colors?: Colors
  /** Show only findings, warnings and errors. */
  readonly quiet?: boolean
}

const PROGRESS_EVERY_MS = 100

/**
 * Reports for people: short on `out`, findings and progress on `err`. Findings that the previous run also had are only
 * counted.
 */
export function createTextReporter(
  { out, err }: TextStreams,
  now: () => number,
  { colors = noColors, quiet = false }: TextStyle = {},
): Reporter {
  let toldLastRun: ReadonlySet<string> = new Set()
  let drawnAt = 0
  let drawn = false
  const clear = () => {
    if (drawn) err.write('\r\u001b[K')
    drawn = false
  }
  const say = (stream: Writable, text: string) => {
    clear()
    stream.write(text)
  }
  const findings = (list: readonly Finding[]) => {
    if (list.length > 0) say(err, `${findingTexts(list, colors)}\n`)
  }
  return {
    run: (report) => {
      const keyed = report.findings.map((finding) => [JSON.stringify(finding), finding] as const)
      const fresh = keyed.filter(([key]) => !toldLastRun.has(key)).map(([, finding]) => finding)
      toldLastRun = new Set(keyed.map(([key]) => key))
      findings(fresh)
      if (!quiet) say(out, runText(report, keyed.length - fresh.length))
    },
    findings,
    info: (message) => {
      if (!quiet) say(out, `${printable(message)}\n`)
    },
    warn: (message) => say(err, `${colors.warning('warning')}: ${printable(message)}\n`),
    error: (error) => say(err, explain(error, colors)),
    progress: (what, done, total) => {
      if (quiet || err.isTTY !== true || now() - drawnAt < PROGRESS_EVERY_MS) return
      drawnAt = now()
      drawn = true
      const line = total === undefined ? `${what} ${done}` : `${what} ${done} of ${total}`
      err.write(`\r\u001b[K${line.slice(0, (err.columns || 80) - 1)}`)
    },
  }
}

/** @param known number of findings already reported in an earlier run */
function runText(report: RunReport, known: number): string {
  const { articles, feeds } = report
  const parts = [
    `${count(articles.known, 'article')}, ${articles.read} read`,
    articles.leftOut > 0 ? `${articles.leftOut} left out` : '',
    articles.waiting > 0 ? `${articles.waiting} not yet public` : '',
    articles.removed > 0 ? `${articles.removed} removed` : '',
  ]
  const width = Math.max(0, ...feeds.map(({ name }) => name.length))
  const quiet = feeds.filter(({ status }) => status === 'unchanged')
  const told = feeds.length <= 12 ? feeds : feeds.filter(({ status }) => status !== 'unchanged')
  const lines = [
    parts.filter((part) => part !== '').join(', '),
    ...told.map((feed) => feedLine(feed, width)),
    ...(report.others ?? []).map((other) => `  at ${other.target}: ${tallies(other.feeds).join(', ')}`),
    told.length < feeds.length ? `  ${count(quiet.length, 'feed')} unchanged` : '',
    known > 0 ? `  ${count(known, 'finding')} as in the previous run; "feedwright status" shows them` : '',
    `${summary(report)}${report.nextRun === undefined ? '' : `; next run ${local(report.nextRun)}`}`,
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n`
}

function feedLine(feed: FeedOutcome, width: number): string {
  const bytes = feed.files.reduce((sum, file) => sum + file.bytes, 0)
  const changes = [
    feed.added > 0 ? `${feed.added} new` : '',
    feed.changed > 0 ? `${feed.changed} changed` : '',
    feed.gone > 0 ? `${feed.gone} gone` : '',
    feed.archive !== undefined && feed.archive.written > 0
      ? `${feed.archive.written} of ${count(feed.archive.pages, 'archive page')} written`
      : '',
  ].filter((part) => part !== '')
  const what = feed.status === 'held' ? 'HELD, readers keep the last good version' : feed.status
  const size =
    feed.status === 'removed'
      ? ''
      : `  ${count(feed.items, 'item')}, ${count(feed.files.length, 'file')}, ${byteCount(bytes)}`
  return `  ${feed.name.padEnd(width)}  ${what}${size}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`
}

function summary({ feeds, findings, elapsedMs }: RunReport): string {
  const weighing = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return [
    ...tallies(feeds),
    ...SEVERITIES.map((severity) => (weighing(severity) > 0 ? count(weighing(severity), severity) : '')),
    `in ${elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function tallies(feeds: readonly FeedOutcome[]): readonly string[] {
  const tally = (status: FeedOutcome['status']) => feeds.filter((feed) => feed.status === status).length
  const others = (['unchanged', 'held', 'removed'] as const).filter((status) => tally(status) > 0)
  return [
    `${count(tally('written'), 'feed')} written`,
    ...others.map((status) => `${tally(status)} ${status}`),
  ]
}

const local = (moment: Instant): string => moment.replace('T', ' ').replace('Z', ' UTC')
