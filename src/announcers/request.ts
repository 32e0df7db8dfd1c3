import { parseHttpDate } from '../http/http-date.ts'
import type { Outcome } from './announcer.ts'

/** A request to a receiver. */
export interface ReceiverRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as a form, or as the text it is. */
  readonly form?: URLSearchParams
  readonly body?: string
}

export interface ReceiverAnswer {
  readonly status: number
  readonly mediaType: string
  /** Value of `Retry-After`, as it was sent, and when that was. */
  readonly retryAfter?: string
  readonly receivedAt: number
  readonly location?: string
  /** The beginning of the body. */
  readonly body: string
}

/** Sends a request; throws where there is no answer. Redirects are not followed: a receiver moves by a change of the settings. */
export type SendRequest = (request: ReceiverRequest, signal: AbortSignal) => Promise<ReceiverAnswer>

/** Answers that say nothing about what was asked for: the same would be said of anything else. */
const AWAY = new Set([401, 403, 407, 408, 425, 429, 502, 503, 504])

/**
 * What an answer means. A page in the place of a short word is no hub's answer, though it says yes.
 *
 * @param what what was asked, as the end of a sentence
 */
export function outcomeOf(answer: ReceiverAnswer, what: string): Outcome {
  const { status, mediaType, location } = answer
  if (status >= 200 && status <= 299)
    return mediaType === 'text/html'
      ? { isTold: true, doubt: `status ${status} with a page (text/html) ${what}` }
      : { isTold: true }
  const pauseMs = pauseOf(answer)
  const to = location === undefined ? '' : `, which leads to ${location}`
  return {
    isTold: false,
    got: `status ${status}${to} ${what}`,
    isAway: AWAY.has(status) || status < 400 || pauseMs !== undefined,
    ...(pauseMs !== undefined && { pauseMs }),
  }
}

/** `Retry-After` in milliseconds from the answer on (RFC 9110 §10.2.3); undefined where there is none that can be read. */
function pauseOf({ retryAfter, receivedAt }: ReceiverAnswer): number | undefined {
  if (retryAfter === undefined) return undefined
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const at = parseHttpDate(retryAfter, receivedAt)
  return at === undefined ? undefined : Math.max(0, at - receivedAt)
}
