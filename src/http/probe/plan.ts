import type { Answer } from '../answer.ts'
import { PLAIN_HEADERS } from '../request-headers.ts'
import { pollers } from './pollers.ts'

/**
 * The purpose of a request. `first` and `again` are identical, at the beginning and the end; conditional requests send
 * validators of the first answer, `other-tag` and `old-date` ones that no server can have sent.
 */
export type RequestKind =
  | 'first'
  | 'tag-and-date'
  | 'tag'
  | 'date'
  | 'other-tag'
  | 'old-date'
  | 'delta'
  | 'other-delta'
  | 'gzip'
  | 'br'
  | 'identity'
  | 'head'
  | 'reader'
  | 'again'

export interface PlannedRequest {
  readonly kind: RequestKind
  /** For people, for example `Feedly` or `If-None-Match`. */
  readonly name: string
  readonly method: 'GET' | 'HEAD'
  readonly headers: Readonly<Record<string, string>>
}

/** Maximum number of requests, including redirects. */
export const MOST_REQUESTS = 30

const PLAIN = { ...PLAIN_HEADERS, 'accept-encoding': 'gzip, br' }

/** A well-formed tag that belongs to no document. */
const OTHER_TAG = '"feedwright-never-sent-this"'
/** A date before the document changed, other than those that programs use for “none”. */
const OLD_DATE = 'Sat, 01 Jan 2000 00:00:00 GMT'

const get = (
  kind: RequestKind,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): PlannedRequest => ({ kind, name, method: 'GET', headers: { ...PLAIN, ...headers } })

/** The request with whose answer all others are compared. */
export const firstRequest: PlannedRequest = get('first', 'feedwright')

/** Whether further requests are useful: a status that concerns only this client is no reason to stop. */
export function isWorthAsking({ status }: Answer): boolean {
  return status !== 404 && status !== 410 && status !== 429 && status !== 503
}

/** The requests to send after the first, in order. If there was no document, only requests of readers are useful. */
export function furtherRequests(first: Answer): readonly PlannedRequest[] {
  const readers = pollers.map(
    ({ name, headers }): PlannedRequest => ({ kind: 'reader', name, method: 'GET', headers }),
  )
  if (first.status !== 200) return readers
  const tag = sendable(first.headers['etag'])
  const date = sendable(first.headers['last-modified'])
  const ofTag = tag === undefined ? {} : { 'if-none-match': tag }
  const ofDate = date === undefined ? {} : { 'if-modified-since': date }
  return [
    ...(tag === undefined && date === undefined
      ? []
      : [get('tag-and-date', 'what a poller sends back', { ...ofTag, ...ofDate })]),
    ...(tag === undefined || date === undefined
      ? []
      : [get('tag', 'If-None-Match', ofTag), get('date', 'If-Modified-Since', ofDate)]),
    ...(tag === undefined ? [] : [get('delta', 'A-IM: feed, current', { ...ofTag, 'a-im': 'feed' })]),
    get('other-tag', 'If-None-Match, unknown', { 'if-none-match': OTHER_TAG }),
    get('old-date', 'If-Modified-Since, 2000', { 'if-modified-since': OLD_DATE }),
    get('other-delta', 'A-IM: feed, unknown', { 'if-none-match': OTHER_TAG, 'a-im': 'feed' }),
    get('identity', 'identity', { 'accept-encoding': 'identity' }),
    get('gzip', 'gzip', { 'accept-encoding': 'gzip' }),
    get('br', 'br', { 'accept-encoding': 'br' }),
    { ...firstRequest, kind: 'head', name: 'HEAD', method: 'HEAD' },
    ...readers,
    get('again', 'feedwright, again'),
  ]
}

/** A header value that may be sent back: only visible ASCII. */
function sendable(value: string | undefined): string | undefined {
  const text = value?.trim() ?? ''
  return /^[\x20-\x7e]{1,1000}$/.test(text) ? text : undefined
}
