import { FeedwrightError } from '../errors.ts'
import { ObjectStoreError } from './object-store.ts'
import type { S3Parts, Sender, StoreAnswer, StoreRequest } from './s3-requests.ts'

/** Milliseconds for all tries of one request. */
const DEADLINE_MS = 60_000
/** The same while the store does not answer: what else there is to do must not wait for it. */
const AWAY_DEADLINE_MS = 5000
/** The longest of the pauses between two tries, of which each is up to twice as long as the one before. */
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000
/** Milliseconds of waiting for one request after which a message says so. */
export const QUIET_MS = 10_000

/** Answers after which the same request may succeed. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504])

/** The last answer to a request. */
export interface LastAnswer extends StoreAnswer {
  /** The store's word for what is wrong, where something is. */
  readonly code: string
  readonly message: string
  /** Whether an earlier try of the same request may have done what was asked. */
  readonly wasTried: boolean
}

/**
 * Asks until the store says yes or a lasting no, for as long as the deadline allows.
 *
 * @param name of the part of the store, for the message that requests wait
 */
export function createTries(
  { send, isCured }: Sender,
  parts: Pick<S3Parts, 'clock' | 'random' | 'deadlineMs' | 'signal' | 'warn'>,
  name: string,
): (request: StoreRequest) => Promise<LastAnswer> {
  const { clock, deadlineMs = DEADLINE_MS, signal } = parts
  let isAway = false
  /** Whether the message was given since a request was last answered. */
  let isSaid = false

  function sayThatRequestsWait(failure: ObjectStoreError | undefined): void {
    if (isSaid) return
    isSaid = true
    const seconds = Math.round((deadlineMs - QUIET_MS) / 1000)
    const reason = failure === undefined ? 'had no answer' : `failed (${failure.message})`
    parts.warn(
      `a request to ${name} has ${reason} for ${QUIET_MS / 1000} seconds; it is repeated for ${seconds} more seconds`,
    )
  }

  function pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel()
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const cancel = clock.setTimer(ms, end)
      if (signal?.aborted) end()
      else signal?.addEventListener('abort', end)
    })
  }

  async function ask(request: StoreRequest, note: (failure: ObjectStoreError) => void): Promise<LastAnswer> {
    const began = clock.elapsed()
    let wasTried = false
    let hasAskedAgain = false
    for (let tries = 0; ; tries++) {
      let retryAfter = 0
      let failure: ObjectStoreError
      signal?.throwIfAborted()
      try {
        const answer = await send(request)
        // Only a copy may fail under status 200.
        const isRead = request.method === 'GET' && answer.status === 200
        const { code, message } = faultIn(isRead ? new Uint8Array() : answer.bytes)
        if (!isPassing(answer.status, code)) {
          if (!hasAskedAgain && answer.status >= 400 && isCured(code, answer.headers)) {
            hasAskedAgain = true
            continue
          }
          isAway = false
          isSaid = false
          return { ...answer, code, message, wasTried }
        }
        retryAfter = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0
        failure = failureOf(answer.status, code, message)
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof FeedwrightError) throw error
        failure = new ObjectStoreError(reasonOf(error), 0, 'NoAnswer', { cause: error })
      }
      note(failure)
      wasTried = true
      const pauseMs = Math.max(
        retryAfter,
        Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.5 + parts.random() / 2),
      )
      if (
        clock.elapsed() + pauseMs - began >
        (isAway ? Math.min(AWAY_DEADLINE_MS, deadlineMs) : deadlineMs)
      ) {
        isAway = true
        throw failure
      }
      await pauseFor(pauseMs)
    }
  }

  return (request) => {
    let failure: ObjectStoreError | undefined
    const cancel =
      deadlineMs > QUIET_MS ? clock.setTimer(QUIET_MS, () => sayThatRequestsWait(failure)) : () => {}
    return ask(request, (one) => {
      failure = one
    }).finally(cancel)
  }
}

export const failureOf = (status: number, code: string, message: string): ObjectStoreError =>
  new ObjectStoreError([code || `status ${status}`, message].filter(Boolean).join(': '), status, code)

/** Throws what the store refused. */
export function checked(answer: LastAnswer): LastAnswer {
  const { status, code, message, headers } = answer
  if (status < 300 && code === '') return answer
  const region = headers.get('x-amz-bucket-region')
  const where = status < 400 && region !== null ? `the bucket is in the region ${region}` : message
  throw failureOf(status, code, where)
}

const isPassing = (status: number, code: string): boolean =>
  PASSING.has(status) || (status === 200 && ['InternalError', 'SlowDown'].includes(code))

/** What is wrong, in a body of error; of anything else nothing. */
function faultIn(bytes: Uint8Array): { readonly code: string; readonly message: string } {
  const start = new TextDecoder().decode(bytes.subarray(0, 2000))
  if (!/<Error>/.test(start.slice(0, 200))) return { code: '', message: '' }
  const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(start)?.[1]?.trim() ?? ''
  return { code: part('Code'), message: part('Message').slice(0, 200) }
}

/** Node says of a connection only that it failed, and why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
