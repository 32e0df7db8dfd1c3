import type { Writable } from 'node:stream'
import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import { byteCount } from './byte-count.ts'
import { explain } from './failure.ts'
import { findingText, printable } from './finding-text.ts'
import type { FeedOutcome, Reporter, RunReport } from './reporter.ts'

/** Where a report goes; progress is drawn only where there is a terminal. */
export interface TextStreams {
  readonly out: Writable
  readonly err: Writable & { readonly isTTY?: boolean; readonly columns?: number }
}

const PROGRESS_EVERY_MS = 100

/** Reports for people: short on `out`, findings and progress on `err`. */
export function createTextReporter({ out, err }: TextStreams, now: () => number): Reporter {
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
    if (list.length > 0) say(err, `${list.map(findingText).join('\n')}\n`)
  }
  return {
    run: (report) => {
      findings(report.findings)
      say(out, runText(report))
    },
    findings,
    info: (message) => say(out, `${printable(message)}\n`),
    warn: (message) => say(err, `warning: ${printable(message)}\n`),
    error: (error) => say(err, explain(error)),
    progress: (what, done, total) => {
      if (err.isTTY !== true || now() - drawnAt < PROGRESS_EVERY_MS) return
      drawnAt = now()
      drawn = true
      const line = total === undefined ? `${what} ${done}` : `${what} ${done} of ${total}`
      err.write(`\r\u001b[K${line.slice(0, (err.columns || 80) - 1)}`)
    },
  }
}

function runText(report: RunReport): string {
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
    told.length < feeds.length ? `  ${count(quiet.length, 'feed')} unchanged` : '',
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
  const what = feed.status === 'held' ? 'HELD, readers keep the last good one' : feed.status
  const size =
    feed.status === 'removed'
      ? ''
      : `  ${count(feed.items, 'item')}, ${count(feed.files.length, 'file')}, ${byteCount(bytes)}`
  return `  ${feed.name.padEnd(width)}  ${what}${size}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`
}

function summary({ feeds, findings, elapsedMs }: RunReport): string {
  const tally = (status: FeedOutcome['status']) => feeds.filter((feed) => feed.status === status).length
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  return [
    `${count(tally('written'), 'feed')} written`,
    tally('unchanged') > 0 ? `${tally('unchanged')} unchanged` : '',
    tally('held') > 0 ? `${tally('held')} held` : '',
    tally('removed') > 0 ? `${tally('removed')} removed` : '',
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    `in ${elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const local = (moment: Instant): string => moment.replace('T', ' ').replace('Z', ' UTC')
