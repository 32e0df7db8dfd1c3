import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { ReceiverView } from '../announcers/announcements.ts'
import { EnvironmentError } from '../errors.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { PublishedFile } from '../targets/target.ts'
import { answerPoll } from './answer.ts'
import { clientAddress, createClientKeys, createUnlistedProxies, dayOf, proxyTest } from './clients.ts'
import { EMPTY, tooManyRequests, unavailable } from './error-responses.ts'
import type { Answer } from './http-message.ts'
import {
  applyLimits,
  type ConnectionGuard,
  guardConnections,
  limitOptions,
  type ServerLimits,
} from './limits.ts'
import { type LocalView, localHost } from './local-view.ts'
import type { Coding } from './negotiation.ts'
import { createOperations } from './operations.ts'
import { createPollLimiter, type PollLimiter, type PollLimits } from './rate-limiter.ts'
import type { Reader, Readership } from './readership.ts'
import type { Progress } from './readiness.ts'
import { type ReceivedPoll, receivePoll } from './received-poll.ts'
import { requestPath } from './request-path.ts'
import type { Snapshot } from './snapshot.ts'
import { readSubscriberCount } from './subscribers.ts'

/** Settings of a server, already parsed and defaulted. */
export interface ServerSettings {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** How late a run may be before the server is not ready. */
  readonly graceMinutes: number
  readonly limits: ServerLimits
  /** Absent: unconditional polls are never refused. */
  readonly pollLimits?: PollLimits
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** Opens `/metrics` and `/status.json` on the main port to who has it. */
  readonly metricsToken?: string
  /** Opens them to everybody on a port of their own, on the same host. */
  readonly metricsPort?: number
}

/** Everything a server needs from outside. */
export interface ServerParts {
  readonly snapshot: Snapshot
  /** Bytes of a file that is not in memory; undefined when they cannot be had as the set says. */
  readStored(file: PublishedFile, coding: Coding): Promise<Uint8Array | undefined>
  readonly settings: ServerSettings
  /** Absent: a person at this machine sees what all others see. */
  readonly localView?: LocalView | undefined
  readonly readership: Readership
  readonly reporter: Pick<Reporter, 'error' | 'warn'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Undefined before the first good run. */
  readonly progress: () => Progress | undefined
  /** Milliseconds since 1970 of the next moment at which a run may publish; undefined where none is planned. */
  readonly nextChange: () => number | undefined
  /** How telling hubs and caches goes. */
  readonly receivers: () => readonly ReceiverView[]
  /** A random text; called once a day. */
  readonly newSalt: () => string
}

/** Where a server listens, as its settings say. */
export type Addresses = Pick<ServerSettings, 'host' | 'port' | 'metricsPort'>

/** HTTP for pollers and people. */
export interface FeedServer {
  /** Throws `EnvironmentError` `SERVER_UNAVAILABLE` when a port cannot be had. */
  listen(): Promise<ListeningAt>
  /** From the next request on, answers come from `snapshot`. */
  swap(snapshot: Snapshot): void
  /**
   * Listens where `addresses` say and no longer where it does; a port that is open already stays open. Throws
   * `EnvironmentError` `SERVER_UNAVAILABLE` when one cannot be had, and then all stays as it is.
   */
  move(addresses: Addresses): Promise<ListeningAt>
  /** From the next request on, answers with other parts; where it listens stays. */
  take(parts: ServerParts): void
  /** Takes no new connections, finishes the answers under way, and is done within the drain limit. */
  close(): Promise<void>
}

export interface ListeningAt {
  readonly url: string
  readonly metricsUrl: string | undefined
}

/** After which a file that could not be read may be asked for again. */
const UNREADABLE_SECONDS = 60

/** What a connection is known by, so that keep-alive pollers are hashed once. */
interface KnownReader extends Reader {
  readonly userAgent: string
  readonly day: number
  /** Whether the limiter has been told. */
  sendsValidators: boolean
}

/** Answers requests on whatever connections there are. */
interface Answering {
  readonly settings: ServerSettings
  swap(snapshot: Snapshot): void
  serve(request: IncomingMessage, response: ServerResponse, guard: ConnectionGuard): void
  serveMetrics(request: IncomingMessage, response: ServerResponse): void
  /** Whether an address may have so many connections and no more. */
  hasOwnLimit(address: string): boolean
}

/**
 * Decides nothing about HTTP, which is for {@link answerPoll}: it adds the counting and the limits.
 *
 * @param isDraining whether clients are to close their connections
 */
function createAnswering(
  parts: ServerParts,
  keyOf: ReturnType<typeof createClientKeys>,
  isDraining: () => boolean,
): Answering {
  const { settings, readership, reporter, clock } = parts
  let { snapshot } = parts
  const isTrusted = proxyTest(settings.trustedProxies)
  const readers = new WeakMap<Socket, KnownReader>()
  const limiter = settings.pollLimits === undefined ? undefined : createPollLimiter(settings.pollLimits)
  const unlisted = createUnlistedProxies(settings.trustedProxies.length > 0, reporter)
  const { localView } = parts
  const operations = createOperations(parts, settings.graceMinutes, settings.metricsToken)

  function serve(request: IncomingMessage, response: ServerResponse, guard: ConnectionGuard): void {
    try {
      respond(request, response, guard)
    } catch (error) {
      // One request must not take the server from all others.
      fail(response, error)
    }
  }

  function respond(request: IncomingMessage, response: ServerResponse, guard: ConnectionGuard): void {
    const poll = receivePoll(request, clock(), parts.nextChange())
    const answer = answerPoll(snapshot, poll)
    const { file } = answer
    // Feeds come first: only what is no file may be a question about the server itself.
    if (file === undefined && operations.answer(request, response)) return
    if (localView !== undefined && showLocally(localView, request, response, answer, guard)) return
    const reader = readerOf(request.socket, poll)
    const isProxied = poll.forwardedFor !== undefined && unlisted.note(request.socket.remoteAddress ?? '')
    if (file?.feed !== undefined && limiter !== undefined && !isProxied) {
      const wait = limit(limiter, reader, file.path, answer, poll)
      if (wait > 0) {
        readership.countRefused(file)
        send(response, tooManyRequests(wait))
        return
      }
    }
    if (file === undefined || answer.stored === undefined) finish(response, answer, reader, poll.receivedAt)
    else {
      const release = guard.hold(request.socket)
      withContent(answer, file, answer.stored, poll.method === 'HEAD')
        .then((whole) => finish(response, whole, reader, poll.receivedAt))
        .catch((error) => fail(response, error))
        .finally(release)
    }
  }

  /** Pages, lists of feeds and pictures for a person at this machine; false for all else. */
  function showLocally(
    view: LocalView,
    request: IncomingMessage,
    response: ServerResponse,
    { status, file }: Answer,
    guard: ConnectionGuard,
  ): boolean {
    const host =
      request.method === 'GET' && (status === 200 || status === 404) ? localHost(request) : undefined
    if (host === undefined) return false
    const asked = requestPath(request.url ?? '')
    if (!('path' in asked)) return false
    if (status === 404) {
      const picture = view.picture(asked.path)
      if (picture === undefined) return false
      const release = guard.hold(request.socket)
      picture
        .then((found) => send(response, found))
        .catch((error) => fail(response, error))
        .finally(release)
      return true
    }
    const served = file === undefined ? undefined : snapshot.files.get(asked.path)
    const shown = served === undefined ? undefined : view.show(served, snapshot.paths, host)
    if (shown !== undefined) send(response, shown)
    return shown !== undefined
  }

  /** Seconds to wait. Only who gets the whole of a document without saying what it has is counted. */
  function limit(
    { noteValidator, retryAfter }: PollLimiter,
    reader: KnownReader,
    path: string,
    { status }: Answer,
    poll: ReceivedPoll,
  ): number {
    if (isUnconditional(poll)) return status === 200 ? retryAfter(reader.client, path, poll.receivedAt) : 0
    if (!reader.sendsValidators) noteValidator(reader.client)
    reader.sendsValidators = true
    return 0
  }

  function finish(response: ServerResponse, answer: Answer, reader: Reader, now: number): void {
    readership.count(answer, reader, now)
    send(response, answer)
  }

  async function withContent(
    answer: Answer,
    file: PublishedFile,
    coding: Coding,
    head: boolean,
  ): Promise<Answer> {
    const bytes = await parts.readStored(file, coding)
    // The file is damaged, or a publication replaces it at this moment.
    if (bytes === undefined) return unavailable(UNREADABLE_SECONDS).get
    return {
      ...answer,
      headers: [...answer.headers, 'Content-Length', String(bytes.length)],
      body: head ? EMPTY : bytes,
    }
  }

  function fail(response: ServerResponse, error: unknown): void {
    reporter.error(error)
    if (!response.headersSent) response.writeHead(500, { 'Cache-Control': 'no-store' })
    response.end()
  }

  function send(response: ServerResponse, { status, headers, body }: Answer): void {
    response.writeHead(status, isDraining() ? [...headers, 'Connection', 'close'] : headers)
    if (body.length === 0) response.end()
    else response.end(body)
  }

  function readerOf(socket: Socket, { userAgent, forwardedFor, receivedAt }: ReceivedPoll): KnownReader {
    const day = dayOf(receivedAt)
    const known = readers.get(socket)
    const direct = forwardedFor === undefined || settings.trustedProxies.length === 0
    if (direct && known?.userAgent === userAgent && known.day === day) return known
    const address = clientAddress(socket.remoteAddress ?? '', direct ? undefined : forwardedFor, isTrusted)
    const subscribers = readSubscriberCount(userAgent)
    const client = keyOf(address, userAgent, receivedAt)
    const reader: KnownReader = { userAgent, day, client, subscribers, sendsValidators: false }
    if (direct) readers.set(socket, reader)
    return reader
  }

  return {
    settings,
    swap(next) {
      snapshot = next
    },
    serve,
    serveMetrics(request, response) {
      if (!operations.answerTrusted(request, response)) response.writeHead(404).end()
    },
    hasOwnLimit: (address) => !isTrusted(address) && !unlisted.has(address),
  }
}

/** An open port. */
interface Port {
  readonly server: Server
  readonly host: string
  /** As it was asked for. */
  readonly port: number
  readonly url: string
}

const SETTING_OF = {
  feeds: '--port or the setting "serve.port"',
  metrics: 'the setting "serve.metricsPort"',
}

/** A server around {@link createAnswering}: it adds the sockets. */
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
    const { limits } = answering.settings
    const server = createServer(limitOptions(limits), answer)
    // No one is invited to send the content that would be refused.
    server.on('checkContinue', answer)
    const guard = guardConnections(
      server,
      () => answering.settings.limits,
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
    const timer = setTimeout(
      () => port.server.closeAllConnections(),
      answering.settings.limits.drainSeconds * 1000,
    )
    await stop(port.server)
    clearTimeout(timer)
  }

  return {
    listen: () => move(parts.settings),
    move,
    swap: (snapshot) => answering.swap(snapshot),
    take(next) {
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

/** A poll that asks for the whole of a document without saying what it has. */
function isUnconditional({ ifNoneMatch, ifModifiedSince }: ReceivedPoll): boolean {
  return ifNoneMatch === undefined && ifModifiedSince === undefined
}

function listenOn(server: Server, host: string, port: number, setting: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) =>
      reject(
        new EnvironmentError('SERVER_UNAVAILABLE', `cannot serve on ${host} port ${port}: ${cause.message}`, {
          cause,
          fix: `stop the program that has the port, or name another one with ${setting}`,
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
