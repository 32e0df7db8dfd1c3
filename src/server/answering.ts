import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ReceiverView } from '../announcers/announcements.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { PublishedFile } from '../targets/target.ts'
import { answerPoll } from './answer.ts'
import { type ClientKeys, createUnlistedProxies, proxyTest } from './clients.ts'
import { EMPTY, tooManyRequests, unavailable } from './error-responses.ts'
import type { Answer } from './http-message.ts'
import { createKnownReaders, type KnownReader } from './known-readers.ts'
import type { ConnectionGuard, ServerLimits } from './limits.ts'
import { answerLocally, type LocalView } from './local-view.ts'
import type { ServedSet } from './metrics.ts'
import type { Coding } from './negotiation.ts'
import { createOperations } from './operations.ts'
import { createPollLimiter, type PollLimiter, type PollLimits } from './rate-limiter.ts'
import type { Readership } from './readership.ts'
import type { Progress } from './readiness.ts'
import { type ReceivedPoll, receivePoll } from './received-poll.ts'
import { createSending } from './sending.ts'
import type { Snapshot } from './snapshot.ts'

/** Settings for answers, validated and with defaults. */
export interface AnsweringSettings {
  /** Maximum delay of a run before the server reports that it is not ready. */
  readonly graceMinutes: number
  readonly limits: ServerLimits
  /** If absent, unconditional polls are never refused. */
  readonly pollLimits?: PollLimits
  /** Addresses and networks whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[]
  /** Token required for requests for `/metrics` and `/status.json` on the main port. */
  readonly metricsToken?: string
}

/** External inputs of answers. */
export interface AnsweringParts<Settings = AnsweringSettings> {
  readonly snapshot: Snapshot
  /** Bytes of a file that is not in memory; undefined if missing or damaged. */
  readStored(file: PublishedFile, coding: Coding): Promise<Uint8Array | undefined>
  readonly settings: Settings
  /** If absent, local users get the same answers as everyone else. */
  readonly localView?: LocalView | undefined
  readonly readership: Readership
  readonly reporter: Pick<Reporter, 'error' | 'warn'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Undefined before the first successful run. */
  readonly progress: () => Progress | undefined
  /** The set that is served; absent if unknown. */
  readonly served?: () => ServedSet
  /** Milliseconds since 1970 of the next possible commit; undefined if none is planned. */
  readonly nextChange: () => number | undefined
  /** The state of notifying hubs and caches. */
  readonly receivers: () => readonly ReceiverView[]
}

/** Answers requests, independent of connections. */
export interface Answering {
  readonly limits: ServerLimits
  swap(snapshot: Snapshot): void
  serve(request: IncomingMessage, response: ServerResponse, guard: ConnectionGuard): void
  serveMetrics(request: IncomingMessage, response: ServerResponse): void
  /** Whether the number of connections from an address is limited. */
  hasOwnLimit(address: string): boolean
}

/** Seconds after which clients may request an unreadable file again. */
const UNREADABLE_SECONDS = 60

/**
 * Adds counting and limits to {@link answerPoll}, which makes all decisions about HTTP.
 *
 * @param isDraining whether clients must close their connections
 */
export function createAnswering(
  parts: AnsweringParts,
  keyOf: ClientKeys,
  isDraining: () => boolean,
): Answering {
  const { settings, readership, reporter, clock, localView } = parts
  const { trustedProxies, pollLimits } = settings
  let { snapshot } = parts
  const isTrusted = proxyTest(trustedProxies)
  const readerOf = createKnownReaders(keyOf, trustedProxies.length > 0, isTrusted)
  const limiter = pollLimits === undefined ? undefined : createPollLimiter(pollLimits)
  const unlisted = createUnlistedProxies(trustedProxies.length > 0, reporter)
  const operations = createOperations(parts, settings.graceMinutes, settings.metricsToken)
  const { send, fail, sendLater } = createSending(reporter, isDraining)

  /** Undefined if the response was sent already. */
  function answerTo(
    request: IncomingMessage,
    response: ServerResponse,
  ): Answer | Promise<Answer> | undefined {
    const poll = receivePoll(request, clock(), parts.nextChange())
    const answer = answerPoll(snapshot, poll)
    const { file } = answer
    // Published files take precedence over paths of the server itself.
    if (file === undefined && operations.answer(request, response)) return undefined
    const local = localView && answerLocally(localView, request, answer, snapshot)
    if (local !== undefined) return local
    const reader = readerOf(request.socket, poll)
    const isProxied = poll.forwardedFor !== undefined && unlisted.note(request.socket.remoteAddress ?? '')
    if (file?.feed !== undefined && limiter !== undefined && !isProxied) {
      const wait = secondsToWait(limiter, reader, file.path, answer, poll)
      if (wait > 0) {
        readership.countRefused(file)
        return tooManyRequests(wait)
      }
    }
    const count = (whole: Answer): Answer => {
      readership.count(whole, reader, poll.receivedAt)
      return whole
    }
    if (file === undefined || answer.stored === undefined) return count(answer)
    return withContent(answer, parts.readStored(file, answer.stored), poll.method === 'HEAD').then(count)
  }

  return {
    limits: settings.limits,
    swap(next) {
      snapshot = next
    },
    serve(request, response, guard) {
      try {
        const answer = answerTo(request, response)
        if (answer instanceof Promise) sendLater(response, answer, guard.hold(request.socket))
        else if (answer !== undefined) send(response, answer)
      } catch (error) {
        fail(response, error)
      }
    },
    serveMetrics(request, response) {
      if (!operations.answerTrusted(request, response)) response.writeHead(404).end()
    },
    hasOwnLimit: (address) => !isTrusted(address) && !unlisted.has(address),
  }
}

/** Counts only polls without validators that get the complete document. */
function secondsToWait(
  { noteValidator, retryAfter }: PollLimiter,
  reader: KnownReader,
  path: string,
  { status }: Answer,
  { ifNoneMatch, ifModifiedSince, receivedAt }: ReceivedPoll,
): number {
  if (ifNoneMatch === undefined && ifModifiedSince === undefined)
    return status === 200 ? retryAfter(reader.client, path, receivedAt) : 0
  if (!reader.sendsValidators) noteValidator(reader.client)
  reader.sendsValidators = true
  return 0
}

async function withContent(
  answer: Answer,
  stored: Promise<Uint8Array | undefined>,
  isHead: boolean,
): Promise<Answer> {
  const bytes = await stored
  // The file is damaged, or is just being replaced.
  if (bytes === undefined) return unavailable(UNREADABLE_SECONDS).get
  return {
    ...answer,
    headers: [...answer.headers, 'Content-Length', String(bytes.length)],
    body: isHead ? EMPTY : bytes,
  }
}
