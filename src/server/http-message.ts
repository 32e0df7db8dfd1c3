import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** The parts of a request that can affect the answer, as plain values. Repeated headers are joined by `, `. */
export interface Poll {
  readonly method: string
  /** The request target as received. */
  readonly target: string
  readonly accept: string | undefined
  readonly acceptEncoding: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  readonly ifMatch: string | undefined
  readonly ifUnmodifiedSince: string | undefined
  readonly aIm: string | undefined
  /** The request has content (`Transfer-Encoding`, or a `Content-Length` other than 0). */
  readonly hasContent: boolean
  /** The request contains more than one host. */
  readonly hasSeveralHosts: boolean
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** The time of the next possible commit, in milliseconds since 1970; undefined if none is planned. */
  readonly nextChangeAt: number | undefined
}

/** A response that is ready to send. Created before the request, and shared by all requests that get it. */
export interface Answer {
  readonly status: number
  /** Alternating names and values, in the format of `http.ServerResponse.writeHead`; must not be modified. */
  readonly headers: string[]
  /** Empty for HEAD and for statuses without content. */
  readonly body: Uint8Array
  /** Caching rules, from which the value of `Cache-Control`, the last header, is derived. */
  readonly cache?: CachePolicy
  /**
   * The content is at the target in this coding, and is read before the answer is sent; `body` and `Content-Length` are
   * set then.
   */
  readonly stored?: Coding
  /** The file that the answer is about; undefined for refusals and redirects. */
  readonly file: PublishedFile | undefined
}

/**
 * Seconds for which an answer is fresh unless the document may change earlier, and for which it may be used after a
 * failure.
 */
export interface CachePolicy {
  readonly maxAge: number
  readonly staleIfError: number
  /** A delta must not be stored as the whole document by caches that do not support deltas. */
  readonly isDelta: boolean
}

/**
 * `Cache-Control` of an answer that is fresh for `maxAge` seconds. A stale one may be used for the same time again
 * while it is fetched (RFC 5861 §3).
 */
export function cacheControl({ staleIfError, isDelta }: CachePolicy, maxAge: number): string {
  // RFC 3229 §10.8.2: caches that support 226 ignore no-store if there is im; all others must not store a part as the
  // whole.
  if (isDelta) return `no-store, im, max-age=${maxAge}`
  return `public, max-age=${maxAge}, stale-while-revalidate=${maxAge}, stale-if-error=${staleIfError}`
}

/** The same response with and without its content: RFC 9110 §9.3.2 requires equal header fields for HEAD and GET. */
export interface AnswerPair {
  readonly get: Answer
  readonly head: Answer
}
