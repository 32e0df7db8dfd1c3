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
import type { Redirect } from '../http/redirect.ts'
import { type AskDependencies, ask, explained, failure } from './ask.ts'
import { redirectOf, webUrl } from './web-url.ts'

export interface ProbeLimits {
  /** Most bytes of one document, as sent and as unpacked. */
  readonly maxBytes: number
  /** Milliseconds for one request with its answer. */
  readonly timeoutMs: number
  /** Milliseconds between two requests; to a server on the public internet at least a second. */
  readonly pauseMs: number
  /** Refuse every address that is not of the public internet; see `fetchDocument`. */
  readonly publicOnly: boolean
}

export interface ProbeDependencies extends AskDependencies {
  /** Milliseconds since 1970. */
  now(): number
  /** Waits; ends early when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

const MOST_REDIRECTS = 5
/** Milliseconds between two requests to somebody else. */
const LEAST_PUBLIC_PAUSE = 1000
/** All answers together may take as many times the limit for one: a server can be slow without ever failing. */
const MOST_TIMEOUTS = 5
/** As many requests in a row may stay without an answer before no more are sent. */
const MOST_FAILURES = 3
/** Bytes of all answers together, sent or kept, after which no more are asked for: a probe is no load test. */
const MOST_BYTES = 128 * 1024 * 1024

/**
 * Asks an address as feed readers do: one request at a time, a pause between them, at most thirty. Follows the redirects of the
 * first request, each checked like the first address, and asks where they lead. Stops where the server asks to be left
 * alone, fails repeatedly, or sends too much.
 *
 * Throws `EnvironmentError` FETCH_FAILED when the first request gets no answer.
 */
export async function probeAddress(
  address: string,
  limits: ProbeLimits,
  dependencies: ProbeDependencies,
): Promise<Probed> {
  const startedAt = dependencies.now()
  const redirects: Redirect[] = []
  let redirectLength = 0
  let url = webUrl(address)
  let isGuarded = limits.publicOnly
  let isPublic = false

  let elapsed = 0
  const pause = () =>
    dependencies.sleep(Math.max(limits.pauseMs, isPublic ? LEAST_PUBLIC_PAUSE : 0), dependencies.signal)

  const asked = async (request: PlannedRequest): Promise<Answer> => {
    const sentAt = dependencies.now()
    const deadline = AbortSignal.timeout(limits.timeoutMs)
    const { signal: stop } = dependencies
    const signal = stop === undefined ? deadline : AbortSignal.any([deadline, stop])
    try {
      const answered = await ask(
        url,
        { ...request, isGuarded, maxBytes: limits.maxBytes },
        signal,
        dependencies,
      )
      isPublic = answered.isPublic
      return answered.answer
    } catch (error) {
      throw explained(error, url, deadline, limits.timeoutMs)
    } finally {
      elapsed += dependencies.now() - sentAt
    }
  }

  const firstAnswer = async (): Promise<Answer> => {
    for (;;) {
      const answer = await asked(firstRequest)
      const redirect = redirectOf(url, answer.status, answer.headers['location'])
      // From here on nobody can lead us from the public internet into our own network.
      isGuarded ||= isPublic
      if (redirect === undefined) return answer
      redirects.push(redirect)
      redirectLength += answer.headerLength
      if (redirects.length > MOST_REDIRECTS)
        throw failure(
          url,
          `redirects more than ${MOST_REDIRECTS} times`,
          'Give the address the feed is at in the end.',
        )
      url = webUrl(redirect.to)
      await pause()
    }
  }

  const first = await firstAnswer()
  const further: Observation[] = []
  const state = { failures: 0, bytes: first.sentLength + first.body.length }
  let stopped = whyStop(first, state)
  const planned = furtherRequests(first).slice(0, MOST_REQUESTS - 1 - redirects.length)
  for (const request of stopped === undefined ? planned : []) {
    await pause()
    if (dependencies.signal?.aborted === true) {
      stopped = 'it was told to stop'
      break
    }
    let answer: Answer | undefined
    try {
      answer = sharing(await asked(request), first)
      further.push({ request, answer })
      state.failures = 0
      state.bytes += answer.sentLength + (answer.body === first.body ? 0 : answer.body.length)
    } catch (error) {
      if (!(error instanceof FeedwrightError)) throw error
      further.push({ request, failure: error.message })
      state.failures += 1
    }
    stopped = whyStop(answer, state)
    if (elapsed > MOST_TIMEOUTS * limits.timeoutMs) stopped ??= 'the answers take too long'
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
  if (answer !== undefined && !isWorthAsking(answer)) return `the server answered ${answer.status}`
  if (failures >= MOST_FAILURES) return `${MOST_FAILURES} requests in a row got no answer`
  if (bytes > MOST_BYTES) return `the answers together have more than ${MOST_BYTES / 1_048_576} MiB`
  return undefined
}

/** The answer, its body kept once where it is the first one’s: twenty readers get twenty times the same. */
function sharing(answer: Answer, { body }: Answer): Answer {
  return Buffer.compare(answer.body, body) === 0 ? { ...answer, body } : answer
}

/** How small the document gets as a server packs while it sends. */
async function packedLength(body: Uint8Array): Promise<Probed['packedLength']> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(body),
    promisify(brotliCompress)(body, { params }),
  ])
  return { gzip: zipped.length, br: brotli.length }
}
