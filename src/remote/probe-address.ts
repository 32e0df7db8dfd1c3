import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { FeedwrightError } from '../errors.ts'
import type { Answer } from '../http/answer.ts'
import type { Observation, Probed } from '../http/probe/observed.ts'
import {
  firstRequest,
  furtherRequests,
  isWorthAsking,
  MOST_REQUESTS,
  type PlannedRequest,
} from '../http/probe/plan.ts'
import { type Answered, type AskDependencies, ask, explained } from './ask.ts'
import { followRedirects } from './follow.ts'
import { timeLimit } from './time-limit.ts'

export interface ProbeLimits {
  /** Maximum size of one document in bytes, both compressed and decompressed. */
  readonly maxBytes: number
  /** Timeout in milliseconds for one request with its answer. */
  readonly timeoutMs: number
  /** Milliseconds between two requests; at least a second for servers on the public internet. */
  readonly pauseMs: number
  /** Refuse every address that is not on the public internet; see `fetchDocument`. */
  readonly publicOnly: boolean
}

export interface ProbeDependencies extends AskDependencies {
  /** Milliseconds since 1970. */
  now(): number
  /** Waits; ends early when `signal` aborts. */
  sleep(ms: number): Promise<void>
}

const MOST_REDIRECTS = 5
/** Minimum pause in milliseconds between two requests to public servers. */
const LEAST_PUBLIC_PAUSE = 1000
/**
 * Maximum total time of all answers, as a multiple of the timeout for one: a server can be slow without ever failing.
 */
const MOST_TIMEOUTS = 5
/** Maximum number of consecutive requests without an answer. */
const MOST_FAILURES = 3
/** Maximum total size of all answers in bytes, sent or stored: a probe is not a load test. */
const MOST_BYTES = 128 * 1024 * 1024

/**
 * Sends requests to an address as feed readers do: one at a time, with pauses, at most thirty. Follows the redirects of
 * the first request, each checked like the first address, and uses their target. Stops if the server asks to wait,
 * fails repeatedly, or sends too much.
 *
 * Throws `EnvironmentError` FETCH_FAILED if the first request gets no answer.
 */
export async function probeAddress(
  address: string,
  limits: ProbeLimits,
  dependencies: ProbeDependencies,
): Promise<Probed> {
  const startedAt = dependencies.now()
  let isPublic = false
  let elapsed = 0
  const pause = () => dependencies.sleep(Math.max(limits.pauseMs, isPublic ? LEAST_PUBLIC_PAUSE : 0))

  const send = async (request: PlannedRequest, url: URL, isGuarded: boolean): Promise<Answered> => {
    const sentAt = dependencies.now()
    const deadline = timeLimit(limits.timeoutMs)
    const { signal: stop } = dependencies
    const signal = stop === undefined ? deadline : AbortSignal.any([deadline, stop])
    try {
      const { maxBytes } = limits
      const answered = await ask(url, { ...request, isGuarded, maxBytes }, signal, dependencies)
      isPublic = answered.isPublic
      return answered
    } catch (error) {
      throw explained(error, url, deadline, limits.timeoutMs)
    } finally {
      elapsed += dependencies.now() - sentAt
    }
  }

  const {
    answer: first,
    url,
    redirects,
    redirectLength,
    isGuarded,
  } = await followRedirects(address, {
    mostRedirects: MOST_REDIRECTS,
    publicOnly: limits.publicOnly,
    ask: (at, guarded) => send(firstRequest, at, guarded),
    pause,
  })
  const further: Observation[] = []
  const state = { failures: 0, bytes: first.sentLength + first.body.length }
  let stopped = whyStop(first, state)
  const planned = furtherRequests(first).slice(0, MOST_REQUESTS - 1 - redirects.length)
  for (const request of stopped === undefined ? planned : []) {
    await pause()
    if (dependencies.signal?.aborted === true) {
      stopped = 'it was stopped'
      break
    }
    let answer: Answer | undefined
    try {
      answer = sharing((await send(request, url, isGuarded)).answer, first)
      further.push({ request, answer })
      state.failures = 0
      state.bytes += answer.sentLength + (answer.body === first.body ? 0 : answer.body.length)
    } catch (error) {
      if (!(error instanceof FeedwrightError)) throw error
      further.push({ request, failure: error.message })
      state.failures += 1
    }
    stopped = whyStop(answer, state)
    if (elapsed > MOST_TIMEOUTS * limits.timeoutMs) stopped ??= 'the responses take too long'
    if (stopped !== undefined) break
  }
  return {
    address,
    redirects,
    redirectLength,
    isPublic,
    observations: [{ request: firstRequest, answer: first }, ...further],
    packedLength: await packedLength(first.body),
    startedAt,
    ...(stopped === undefined ? {} : { stopped }),
  }
}

function whyStop(
  answer: Answer | undefined,
  { failures, bytes }: { readonly failures: number; readonly bytes: number },
): string | undefined {
  if (answer !== undefined && !isWorthAsking(answer)) return `the server answered with ${answer.status}`
  if (failures >= MOST_FAILURES) return `${MOST_FAILURES} requests in a row got no response`
  if (bytes > MOST_BYTES) return `the responses together have more than ${MOST_BYTES / 1_048_576} MiB`
  return undefined
}

/** An answer that shares its body with the first one if both are equal, because many answers are the same. */
function sharing(answer: Answer, { body }: Answer): Answer {
  return Buffer.compare(answer.body, body) === 0 ? { ...answer, body } : answer
}

/** The size of the document as servers compress it on the fly. */
async function packedLength(body: Uint8Array): Promise<Probed['packedLength']> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(body),
    promisify(brotliCompress)(body, { params }),
  ])
  return { gzip: zipped.length, br: brotli.length }
}
