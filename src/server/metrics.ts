import { timingSafeEqual } from 'node:crypto'
import type { Counter, Gauge } from 'prom-client'
import type { ReceiverView } from '../announcers/announcements.ts'
import type { DocumentReadership, Readership } from './readership.ts'
import type { Progress } from './readiness.ts'

/** One number per document; metrics whose names end in `total` are counters, the others are gauges. */
interface Metric {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  readonly of: (document: DocumentReadership) => number
}

/** The metrics by document, labeled `feed`, `format` and `path`. */
export const DOCUMENT_METRICS: readonly Metric[] = [
  counter('polls_total', 'Polls of a document', ({ polls }) => polls),
  counter('full_answers_total', 'Polls answered with 200', ({ full }) => full),
  counter('not_modified_total', 'Polls answered with 304', ({ notModified }) => notModified),
  counter('delta_answers_total', 'Polls answered with 226', ({ delta }) => delta),
  counter('refused_polls_total', 'Unconditional polls answered with 429', ({ refused }) => refused),
  counter('sent_bytes_total', 'Content sent', ({ bytesSent }) => bytesSent),
  counter(
    'saved_bytes_total',
    'Bytes of content saved by 304, 226 and compression',
    ({ bytesSaved }) => bytesSaved,
  ),
  gauge('subscribers', 'Subscribers that aggregators report', ({ subscribers }) => subscribers),
  gauge('readers_today', 'Distinct readers this UTC day', ({ readersToday }) => readersToday),
  gauge(
    'readers_yesterday',
    'Distinct readers of the UTC day before',
    ({ readersYesterday }) => readersYesterday,
  ),
]

function counter(name: string, help: string, of: Metric['of']): Metric {
  return { name: `feedwright_${name}`, help, kind: 'counter', of }
}

function gauge(name: string, help: string, of: Metric['of']): Metric {
  return { name: `feedwright_${name}`, help, kind: 'gauge', of }
}

/** The set that a server serves. */
export interface ServedSet {
  /** Revision of the manifest; undefined if nothing is published. */
  readonly revision: string | undefined
  /** When the target last confirmed that this is the published set, in milliseconds since 1970. */
  readonly asOf: number
}

/** The metrics of each receiver, with the labels `announcer` and `receiver`. */
export const RECEIVER_METRICS = [
  {
    name: 'feedwright_told_total',
    kind: 'counter',
    help: 'Changed addresses of which a hub or cache was notified',
    of: ({ told }: ReceiverView) => told,
  },
  {
    name: 'feedwright_telling_failures_total',
    kind: 'counter',
    help: 'Failed requests to a hub or cache',
    of: ({ failed }: ReceiverView) => failed,
  },
  {
    name: 'feedwright_telling_waiting',
    kind: 'gauge',
    help: 'Changed addresses of which a hub or cache will be notified',
    of: ({ waiting }: ReceiverView) => waiting,
  },
  {
    name: 'feedwright_last_told_timestamp_seconds',
    kind: 'gauge',
    help: 'Time of the last successful notification of a hub or cache',
    of: ({ lastTold = 0 }: ReceiverView) => lastTold / 1000,
  },
] as const

/** Sources of the metrics. */
export interface MetricsSources {
  readonly readership: Readership
  /** Undefined before the first successful run. */
  readonly progress: () => Progress | undefined
  /** The set that is served; absent if unknown. */
  readonly served?: () => ServedSet
  readonly receivers: () => readonly ReceiverView[]
  readonly clock: () => number
}

/** The metrics in Prometheus text format (`text/plain; version=0.0.4`); prom-client is loaded at the first request. */
export type MetricsText = () => Promise<string>

/** Uses a registry of its own, so that several servers in one process are counted separately. */
export function createMetricsText(sources: MetricsSources): MetricsText {
  const { readership, progress, served, receivers, clock } = sources
  let prepared: Promise<MetricsText> | undefined
  return async () => {
    prepared ??= prepare()
    return (await prepared)()
  }

  async function prepare(): Promise<MetricsText> {
    const { default: prometheus } = await import('prom-client')
    const registry = new prometheus.Registry()
    const registers = [registry]
    const labelNames = ['feed', 'format', 'path'] as const
    const filled: (readonly [
      Metric,
      Counter<'feed' | 'format' | 'path'> | Gauge<'feed' | 'format' | 'path'>,
    ])[] = DOCUMENT_METRICS.map((metric) => {
      const options = { name: metric.name, help: metric.help, labelNames, registers }
      return [
        metric,
        metric.kind === 'counter' ? new prometheus.Counter(options) : new prometheus.Gauge(options),
      ]
    })
    const tellings = RECEIVER_METRICS.map((metric) => {
      const labelNames = ['announcer', 'receiver'] as const
      const options = { name: metric.name, help: metric.help, labelNames, registers }
      return [
        metric,
        metric.kind === 'counter' ? new prometheus.Counter(options) : new prometheus.Gauge(options),
      ] as const
    })
    const others = new prometheus.Counter({
      name: 'feedwright_other_answers_total',
      help: 'Answers without a document, by status',
      labelNames: ['status'] as const,
      registers,
    })
    const lastRun = new prometheus.Gauge({
      name: 'feedwright_last_good_run_timestamp_seconds',
      help: 'Time of the last successful run',
      registers,
    })
    const servedAsOf = new prometheus.Gauge({
      name: 'feedwright_served_as_of_timestamp_seconds',
      help: 'Time at which the target last confirmed the served set',
      registers,
    })
    return () => {
      const view = readership.view(clock())
      for (const [metric, instrument] of filled) {
        instrument.reset()
        for (const document of view.documents) {
          const { feed = '', format = '', path } = document
          instrument.inc({ feed, format, path }, metric.of(document))
        }
      }
      for (const [metric, instrument] of tellings) {
        instrument.reset()
        for (const one of receivers())
          instrument.inc({ announcer: one.announcer, receiver: one.receiver }, metric.of(one))
      }
      others.reset()
      for (const [status, count] of Object.entries(view.others)) others.inc({ status }, count)
      const last = progress()
      // A server that follows another publisher does not know its runs.
      if (last !== undefined && 'followed' in last) lastRun.remove()
      else lastRun.set(last === undefined || 'trouble' in last ? 0 : last.lastGoodRun / 1000)
      servedAsOf.set((served?.().asOf ?? 0) / 1000)
      return registry.metrics()
    }
  }
}

/** Whether an `Authorization` header contains the token (RFC 6750 §2.1), compared in constant time. */
export function mayScrape(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
