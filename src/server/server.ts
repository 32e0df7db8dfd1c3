import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EnvironmentError } from '../errors.ts'
import { type AnsweringParts, type AnsweringSettings, createAnswering } from './answering.ts'
import { createClientKeys } from './clients.ts'
import { applyLimits, guardConnections, limitOptions } from './limits.ts'
import type { Snapshot } from './snapshot.ts'

/** Settings of a server, validated and with defaults. */
export interface ServerSettings extends AnsweringSettings {
  readonly host: string
  /** 0 selects any free port. */
  readonly port: number
  /** Serves `/metrics` and `/status.json` to everyone on a separate port of the same host. */
  readonly metricsPort?: number
}

/** External inputs of a server. */
export interface ServerParts extends AnsweringParts<ServerSettings> {
  /** Creates a random text; called once a day. */
  readonly newSalt: () => string
}

/** The addresses on which a server listens. */
export type Addresses = Pick<ServerSettings, 'host' | 'port' | 'metricsPort'>

/** An HTTP server for feed readers and people. */
export interface FeedServer {
  /** Throws `EnvironmentError` `SERVER_UNAVAILABLE` if a port is not available. */
  listen(): Promise<ListeningAt>
  /** From the next request on, answers are based on `snapshot`. */
  swap(snapshot: Snapshot): void
  /**
   * Listens on `addresses` instead of the current ones; a port that is open already stays open. Throws
   * `EnvironmentError` `SERVER_UNAVAILABLE` if one is not available, in which case nothing changes.
   */
  move(addresses: Addresses): Promise<ListeningAt>
  /** From the next request on, answers use these parts; the addresses stay the same. */
  reconfigure(parts: ServerParts): void
  /** Accepts no new connections, completes answers in progress, and ends within the drain limit. */
  close(): Promise<void>
}

export interface ListeningAt {
  readonly url: string
  readonly metricsUrl: string | undefined
}

/** An open port. */
interface Port {
  readonly server: Server
  readonly host: string
  /** As requested. */
  readonly port: number
  readonly url: string
}

const SETTING_OF = {
  feeds: '--port or the setting "serve.port"',
  metrics: 'the setting "serve.metricsPort"',
}

/** A server that adds sockets to {@link createAnswering}. */
export function createFeedServer(parts: ServerParts): FeedServer {
  let draining = false
  const keyOf = createClientKeys(parts.newSalt)
  const isDraining = () => draining
  let answering = createAnswering(parts, keyOf, isDraining)
  let main: Port | undefined
  let metrics: Port | undefined

  async function open(kind: 'feeds' | 'metrics', host: string, port: number): Promise<Port> {
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      kind === 'feeds' ? answering.serve(request, response, guard) : answering.serveMetrics(request, response)
    const { limits } = answering
    const server = createServer(limitOptions(limits), answer)
    // Without `100 Continue`, clients do not send content, which would be refused.
    server.on('checkContinue', answer)
    const guard = guardConnections(
      server,
      () => answering.limits,
      (address) => answering.hasOwnLimit(address),
    )
    applyLimits(server, limits)
    const url = await listenOn(server, host, port, SETTING_OF[kind])
    server.on('error', (error) => parts.reporter.error(error))
    return { server, host, port, url }
  }

  async function move({ host, port, metricsPort }: Addresses): Promise<ListeningAt> {
    const isOpen = (one: Port | undefined, wanted: number) => one?.host === host && one.port === wanted
    const before = [main, metrics]
    const nextMain = main !== undefined && isOpen(main, port) ? main : await open('feeds', host, port)
    let nextMetrics: Port | undefined
    try {
      if (metricsPort !== undefined)
        nextMetrics = isOpen(metrics, metricsPort) ? metrics : await open('metrics', host, metricsPort)
    } catch (error) {
      if (nextMain !== main) await stop(nextMain.server)
      throw error
    }
    main = nextMain
    metrics = nextMetrics
    for (const one of before) if (one !== main && one !== metrics) void drain(one)
    return { url: main.url, metricsUrl: metrics?.url }
  }

  async function drain(port: Port | undefined): Promise<void> {
    if (port === undefined) return
    const timer = setTimeout(() => port.server.closeAllConnections(), answering.limits.drainSeconds * 1000)
    await stop(port.server)
    clearTimeout(timer)
  }

  return {
    listen: () => move(parts.settings),
    move,
    swap: (snapshot) => answering.swap(snapshot),
    reconfigure(next) {
      answering = createAnswering(next, keyOf, isDraining)
      for (const port of [main, metrics])
        if (port !== undefined) applyLimits(port.server, next.settings.limits)
    },
    async close() {
      draining = true
      await Promise.all([drain(main), drain(metrics)])
    },
  }
}

function listenOn(server: Server, host: string, port: number, setting: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) =>
      reject(
        new EnvironmentError('SERVER_UNAVAILABLE', `cannot serve on ${host} port ${port}: ${cause.message}`, {
          cause,
          fix: `stop the program that uses the port, or set another port with ${setting}`,
        }),
      )
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      const address: AddressInfo | string | null = server.address()
      const taken = typeof address === 'object' && address !== null ? address.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
