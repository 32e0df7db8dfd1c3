import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mintId } from '../article/ids.ts'
import { clockInstant, type Instant } from '../article/instant.ts'
import { type TakeoverLoss, takeoverLosses } from '../catalog/takeover-losses.ts'
import { tagEntityOf } from '../config/publishing.ts'
import { EnvironmentError, UsageError } from '../errors.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { type Output, outputOf, readSettings } from '../output.ts'
import { timeLimit } from '../remote/time-limit.ts'
import { colorsFor } from '../reporting/colors.ts'
import { serversText, summarizeServers } from '../reporting/servers-text.ts'
import { isServerStatus, type ServerStatus, statusText } from '../reporting/status-text.ts'
import { judgeTargets, type TargetReading } from '../reporting/target-states.ts'
import type { Arguments, Command, Io } from './command.ts'
import { placeOptions, placesOf, reportOptions } from './places.ts'
import { readServer, statusAddress } from './server-readings.ts'

/** Timeout for the status, which is a few kilobytes from our own server. */
const TIMEOUT_MS = 5000
/** Timeout for all requests to targets together. */
const TARGETS_TIMEOUT_MS = 10_000

export const status: Command = {
  positionals: '[URL…]',
  description:
    'Shows what is published, the findings of the last run, and the readers: subscribers, polls, 304 responses, bytes\n' +
    'sent and saved. The numbers come from a running server (settings serve.metricsPort or serve.metricsToken).',
  options: {
    ...placeOptions,
    url: {
      type: 'string',
      value: 'URL',
      help: 'address of the metrics of the server (default: from the settings)',
    },
    from: {
      type: 'string',
      multiple: true,
      value: 'URL',
      help: 'address of the metrics of a server: shows these servers and their readers, without settings',
    },
    json: reportOptions.json,
  },
  async run(args, io) {
    if (args.list('from').length > 0) return statusOfServers(args, io)
    if (args.positionals.length > 0) throw new UsageError('status takes addresses after --from only')
    const places = placesOf(args, io)
    const { settings } = await readSettings(places)
    const signal = AbortSignal.any([io.signal, timeLimit(TARGETS_TIMEOUT_MS)])
    const output = await outputOf(places, settings, { signal })
    const { states, newest } = judgeTargets(await readTargets([output, ...output.others]))
    const { serve } = settings
    const place = args.text('url') ?? statusUrl(serve)
    const numbers = place === undefined ? undefined : await fetchStatus(place, serve.metricsToken)
    const feeds = newest?.set?.feeds ?? []
    const lastRun = newest?.lastRun
    const known =
      output.ledger === undefined
        ? await lossesIn(output.stateDir, feeds, clockInstant(io.now()), (key) =>
            mintId({ key }, { tagEntity: tagEntityOf(settings) }),
          )
        : []
    const losses = known instanceof EnvironmentError ? [] : known
    const publisher = await output.lease.holder().catch((error: unknown) => `unknown: ${messageOf(error)}`)
    if (args.flag('json')) {
      const published = feeds.map(({ name, path, updated, items }) => ({
        name,
        path,
        updated,
        items: items.length,
      }))
      const said = {
        feeds: published,
        targets: states.map(({ lastRun: last, ...state }) => ({
          ...state,
          lastRun: last?.startedAt ?? null,
          failed: last?.failed ?? null,
        })),
        lastRun: lastRun ?? null,
        losses: known === losses ? losses.map(({ key: file, lost }) => ({ file, lost })) : null,
        publisher: publisher ?? null,
        server: numbers ?? null,
      }
      io.stdout.write(`${JSON.stringify(said)}\n`)
    } else {
      io.stdout.write(
        statusText(
          { feeds, targets: states, from: newest?.name, lastRun, losses, publisher, server: numbers },
          colorsFor(io.stdout, io.env),
        ),
      )
      if (known instanceof EnvironmentError)
        io.stderr.write(`what only the state folder has cannot be read: ${known.message}\n`)
    }
    const isWell = states.every(({ state }) => state === 'current')
    return isWell && (numbers === undefined || numbers.ready) ? 0 : 1
  },
}

/** What only the catalog knows, or why it cannot be read; nothing if there is none yet. */
async function lossesIn(
  stateDir: string,
  feeds: readonly PublishedFeed[],
  now: Instant,
  mint: (key: string) => string,
): Promise<readonly TakeoverLoss[] | EnvironmentError> {
  const place = join(stateDir, 'catalog')
  if (!existsSync(place)) return []
  const { openLmdbCatalog } = await import('../catalog/lmdb.ts')
  try {
    const catalog = await openLmdbCatalog(place)
    try {
      return takeoverLosses(catalog, feeds, now, mint)
    } finally {
      await catalog.close()
    }
  } catch (error) {
    if (error instanceof EnvironmentError) return error
    throw error
  }
}

/** Reads all targets. If none can be read, throws the first error. */
async function readTargets(outputs: readonly Pick<Output, 'target' | 'runs'>[]) {
  let trouble: unknown
  const readings = await Promise.all(
    outputs.map(async ({ target, runs }): Promise<TargetReading> => {
      const known = { name: target.name, lastRun: runs.read() }
      try {
        const found = await target.current()
        return { ...known, set: found?.set, revision: found?.revision }
      } catch (error) {
        trouble ??= error
        return { ...known, trouble: reasonOf(error) }
      }
    }),
  )
  if (readings.every((reading) => reading.trouble !== undefined)) throw trouble
  return readings
}

function reasonOf(error: unknown): string {
  const isLate = error instanceof Error && error.name === 'TimeoutError'
  return isLate ? `no answer within ${TARGETS_TIMEOUT_MS / 1000} seconds` : messageOf(error)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** @returns 0 if all servers are ready and have the same revision, else 1 */
async function statusOfServers(args: Arguments, io: Io): Promise<number> {
  const urls = new Set([...args.list('from'), ...args.positionals].map(statusAddress))
  const token = io.env['FEEDWRIGHT_METRICS_TOKEN'] || undefined
  const readings = await Promise.all(Array.from(urls, (url) => readServer(url, token, io.signal)))
  const summary = summarizeServers(readings)
  io.stdout.write(args.flag('json') ? `${JSON.stringify(summary)}\n` : serversText(summary, io.now()))
  return readings.every(({ ready }) => ready === true) && summary.revisions.length < 2 ? 0 : 1
}

interface ServeSettings {
  readonly host: string
  readonly port: number
  readonly metricsPort?: number | undefined
  readonly metricsToken?: string | undefined
}

/** The address of a server's status according to the settings; undefined if it has none. */
function statusUrl({ host, port, metricsPort, metricsToken }: ServeSettings): string | undefined {
  const told = metricsPort ?? (metricsToken === undefined ? undefined : port)
  if (told === undefined || told === 0) return undefined
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${told}/status.json`
}

async function fetchStatus(place: string, token: string | undefined): Promise<ServerStatus> {
  const url = URL.canParse(place) ? new URL(place) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url takes an http address, got "${place}"`)
  }
  try {
    const response = await fetch(url, {
      signal: timeLimit(TIMEOUT_MS),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
    if (!response.ok) throw new Error(`the response has status ${response.status}`)
    const status: unknown = await response.json()
    if (!isServerStatus(status)) throw new Error('the response is not a status of feedwright')
    return status
  } catch (cause) {
    throw new EnvironmentError('FETCH_FAILED', `the server has no metrics at ${url.href}`, {
      cause,
      fix: 'is "feedwright start" running there, with serve.metricsPort or serve.metricsToken set?',
    })
  }
}
