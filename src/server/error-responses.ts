import { PAGE_CSP } from '../pages/page.ts'
import type { Answer, AnswerPair } from './http-message.ts'
import { relativeLocation } from './relative-location.ts'

/** Any web page may read the answers and their validators, because nothing here is secret or personal. */
export const CORS_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, IM, Link, Retry-After',
]

export const EMPTY = new Uint8Array()

const ALLOW = 'GET, HEAD, OPTIONS'
const DAY = 'max-age=86400'

/** Answers that do not depend on a file. All are plain text, so that error pages are not mistaken for feeds. */
export const fixedAnswers = {
  malformed: plain(400, 'The address is invalid: wrong percent-encoding, or no path.', 'no-store'),
  hostsRefused: plain(400, 'A request must have exactly one Host field.', 'no-store', [
    'Connection',
    'close',
  ]),
  notFound: plain(404, 'Nothing is published at this address.', 'max-age=60', ['Vary', 'Accept']),
  // RFC 9110 §15.5.6: a 405 names the methods that are allowed.
  methodNotAllowed: plain(405, `Only ${ALLOW} are allowed.`, 'no-store', ['Allow', ALLOW]),
  /** The same for a request with content, which is not read. */
  methodRefused: plain(405, `Only ${ALLOW} are allowed.`, 'no-store', [
    ...['Allow', ALLOW],
    ...['Connection', 'close'],
  ]),
  notAcceptable: plain(406, 'This is available only as br, gzip and identity.', 'no-store', [
    'Vary',
    'Accept-Encoding',
  ]),
  starting: plain(503, 'The first run is not finished yet.', 'no-store', ['Retry-After', '5']),
  noIcon: pair(204, ['Cache-Control', DAY]),
  gone: plain(410, 'This was removed permanently. Please do not request it again.', DAY),
  preconditionFailed: plain(412, 'The precondition failed: this is not the current version.', 'no-store'),
  contentRefused: plain(413, 'Requests with content are not accepted.', 'no-store', ['Connection', 'close']),
  targetTooLong: plain(414, 'The address is too long.', 'no-store'),
  options: pair(204, [
    ...['Allow', ALLOW],
    ...CORS_HEADERS,
    ...['Access-Control-Allow-Methods', ALLOW],
    ...['Access-Control-Allow-Headers', 'A-IM, Cache-Control, If-Modified-Since, If-None-Match'],
    ...['Access-Control-Max-Age', '86400'],
  ]),
} satisfies Record<string, AnswerPair>

/**
 * The value of `Location` for a redirect from `path`: an absolute address unchanged, a path of this server relative to
 * `path`.
 */
export function locationOf(path: string, to: string): string {
  return to.startsWith('/') ? relativeLocation(path, to) : to
}

/** RFC 9110 §15.4.2 and §15.4.9; `location` may be relative (§10.2.2). */
export function redirectAnswers(status: 301 | 308, location: string): AnswerPair {
  return plain(status, `Moved permanently to ${location}`, DAY, ['Location', location])
}

/** 307: a temporary redirect, which clients do not store. */
export function elsewhereForNow(location: string): AnswerPair {
  return plain(307, `Moved temporarily to ${location}`, 'no-store', ['Location', location])
}

/** 404 for people. Programs get plain text, which is not mistaken for a feed. */
export function notFoundPageAnswers(html: string): AnswerPair {
  const body = Buffer.from(html)
  const headers = [
    ...['Content-Type', 'text/html; charset=utf-8', 'Content-Length', String(body.length)],
    ...['Cache-Control', 'max-age=60', 'Vary', 'Accept'],
    ...['X-Content-Type-Options', 'nosniff', 'Content-Security-Policy', PAGE_CSP],
  ]
  return pair(404, headers, body)
}

/** A file of the set that could not be read: 503 with the time of the next run, never a partial feed. */
export function unavailable(retryAfterSeconds: number): AnswerPair {
  return plain(503, 'This file is being repaired.', 'no-store', ['Retry-After', String(retryAfterSeconds)])
}

/** RFC 6585 §4, with the time after which the client may poll again. */
export function tooManyRequests(retryAfterSeconds: number): Answer {
  const text = `Too many unconditional polls. Send If-None-Match with the ETag you have, or try again in ${retryAfterSeconds} seconds.`
  return plain(429, text, 'no-store', ['Retry-After', String(retryAfterSeconds)]).get
}

/** A plain-text answer of one sentence. */
function plain(
  status: number,
  sentence: string,
  cacheControl: string,
  extra: readonly string[] = [],
): AnswerPair {
  const body = Buffer.from(`${sentence}\n`)
  return pair(
    status,
    [
      ...['Content-Type', 'text/plain; charset=utf-8'],
      ...['Content-Length', String(body.length)],
      ...['Cache-Control', cacheControl],
      ...extra,
      ...CORS_HEADERS,
      ...['X-Content-Type-Options', 'nosniff'],
    ],
    body,
  )
}

function pair(status: number, headers: string[], body: Uint8Array = EMPTY): AnswerPair {
  return {
    get: { status, headers, body, file: undefined },
    head: { status, headers, body: EMPTY, file: undefined },
  }
}
