import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { EnvironmentError } from '../errors.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { PublishedFile } from '../targets/target.ts'
import { answerPoll } from './answer.ts'
import { clientAddress, createClientKeys, createUnlistedProxies, dayOf, proxyTest } from './clients.ts'
import { EMPTY, tooManyRequests, unavailable } from './error-responses.ts'
import type { Answer } from './http-message.ts'
import { guardConnections, limitOptions, type ServerLimits } from './limits.ts'
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
  /** A random text; called once a day. */
  readonly newSalt: () => string
}

/** HTTP for pollers and people. */
export interface FeedServer {
  /** Throws `EnvironmentError` `SERVER_UNAVAILABLE` when the port cannot be had. */
  listen(): Promise<{ readonly url: string; readonly metricsUrl: string | undefined }>
  /** From the next request on, answers come from `snapshot`. */
  swap(snapshot: Snapshot): void
  /** Takes no new connections, finishes the answers under way, and is done within the drain limit. */
  close(): Promise<void>
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

/** A server around {@link answerPoll}: it adds the socket, the counting and the limits, and decides nothing about HTTP. */
export function createFeedServer(parts: ServerParts): FeedServer {
  const { settings, readership, reporter, clock } = parts
  let { snapshot } = parts
  let draining = false
  const isTrusted = proxyTest(settings.trustedProxies)
  const keyOf = createClientKeys(parts.newSalt)
  const readers = new WeakMap<Socket, KnownReader>()
  const limiter = settings.pollLimits === undefined ? undefined : createPollLimiter(settings.pollLimits)
  const unlisted = createUnlistedProxies(settings.trustedProxies.length > 0, reporter)
  const { localView } = parts
  const operations = createOperations(parts, settings.graceMinutes, settings.metricsToken)

  function serve(request: IncomingMessage, response: ServerResponse): void {
    try {
      respond(request, response)
    } catch (error) {
      // One request must not take the server from all others.
      fail(response, error)
    }
  }

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const poll = receivePoll(request, clock(), parts.nextChange())
    const answer = answerPoll(snapshot, poll)
    const { file } = answer
    // Feeds come first: only what is no file may be a question about the server itself.
    if (file === undefined && operations.answer(request, response)) return
    if (localView !== undefined && showLocally(localView, request, response, answer)) return
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
    response.writeHead(status, draining ? [...headers, 'Connection', 'close'] : headers)
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

  const server = createServer(limitOptions(settings.limits), serve)
  // Nobody is invited to send the content that would be refused.
  server.on('checkContinue', serve)
  const metrics =
    settings.metricsPort === undefined
      ? undefined
      : createServer(limitOptions(settings.limits), (request, response) => {
          if (!operations.answerTrusted(request, response)) response.writeHead(404).end()
        })
  const hasOwnLimit = (address: string) => !isTrusted(address) && !unlisted.has(address)
  const guard = guardConnections(server, settings.limits, hasOwnLimit)
  if (metrics !== undefined) guardConnections(metrics, settings.limits, hasOwnLimit)

  return {
    async listen() {
      const url = await open(server, settings.host, settings.port, '--port or the setting "serve.port"')
      let metricsUrl: string | undefined
      try {
        if (metrics !== undefined)
          metricsUrl = await open(
            metrics,
            settings.host,
            settings.metricsPort ?? 0,
            'the setting "serve.metricsPort"',
          )
      } catch (error) {
        await stop(server)
        throw error
      }
      for (const each of [server, metrics]) each?.on('error', (error) => reporter.error(error))
      return { url, metricsUrl }
    },
    swap(next) {
      snapshot = next
    },
    async close() {
      draining = true
      const stopped = [server, metrics].map((each) => each?.listening && stop(each))
      const timer = setTimeout(() => {
        server.closeAllConnections()
        metrics?.closeAllConnections()
      }, settings.limits.drainSeconds * 1000)
      await Promise.all(stopped)
      clearTimeout(timer)
    },
  }
}

/** A poll that asks for the whole of a document without saying what it has. */
function isUnconditional({ ifNoneMatch, ifModifiedSince }: ReceivedPoll): boolean {
  return ifNoneMatch === undefined && ifModifiedSince === undefined
}

function open(server: Server, host: string, port: number, setting: string): Promise<string> {
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
