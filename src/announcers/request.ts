import { parseHttpDate } from '../http/http-date.ts'
import type { Outcome } from './announcer.ts'

/** A request to a receiver. */
export interface ReceiverRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as a form, or as text. */
  readonly form?: URLSearchParams
  readonly body?: string
}

export interface ReceiverAnswer {
  readonly status: number
  readonly mediaType: string
  /** Value of `Retry-After` as received, and when it was received. */
  readonly retryAfter?: string
  readonly receivedAt: number
  readonly location?: string
  /** The beginning of the body. */
  readonly body: string
}

/**
 * Sends a request; throws if there is no answer. Redirects are not followed: the address of a receiver is changed in
 * the settings.
 */
export type SendRequest = (request: ReceiverRequest, signal: AbortSignal) => Promise<ReceiverAnswer>

/** Statuses that do not depend on the content of the request: other requests would get the same. */
const AWAY = new Set([401, 403, 407, 408, 425, 429, 502, 503, 504])

/**
 * Interprets an answer. An HTML page instead of a short text is not the answer of a hub, even if its status indicates
 * success.
 *
 * @param what what was requested, as the end of a sentence
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
    got: `status ${status}${to}${reasonIn(answer)} ${what}`,
    isAway: AWAY.has(status) || status < 400 || pauseMs !== undefined,
    ...(pauseMs !== undefined && { pauseMs }),
  }
}

/** The reason in an answer, if it is a short text. */
function reasonIn({ mediaType, body }: ReceiverAnswer): string {
  const [line = ''] = body.trim().split(/[\r\n]/)
  return mediaType !== 'text/plain' || line === '' ? '' : ` (${line.slice(0, 100)})`
}

/** `Retry-After` in milliseconds after the answer (RFC 9110 §10.2.3); undefined if missing or invalid. */
function pauseOf({ retryAfter, receivedAt }: ReceiverAnswer): number | undefined {
  if (retryAfter === undefined) return undefined
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const at = parseHttpDate(retryAfter, receivedAt)
  return at === undefined ? undefined : Math.max(0, at - receivedAt)
}
