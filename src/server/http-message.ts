import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** A request as plain values: what of it can make a difference to the answer. Headers that came twice are joined by `, `. */
export interface Poll {
  readonly method: string
  /** The request target as it came. */
  readonly target: string
  readonly accept: string | undefined
  readonly acceptEncoding: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  readonly ifMatch: string | undefined
  readonly ifUnmodifiedSince: string | undefined
  readonly aIm: string | undefined
  /** The request announced content (`Transfer-Encoding`, or a `Content-Length` other than 0). */
  readonly hasContent: boolean
  /** The request named more than one host. */
  readonly hasSeveralHosts: boolean
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** The next moment at which a run may publish, in milliseconds since 1970; undefined where none is planned. */
  readonly nextChangeAt: number | undefined
}

/** A response, ready to send. Made before the request came and shared by all that get it. */
export interface Answer {
  readonly status: number
  /** Names and values in turn, as `http.ServerResponse.writeHead` takes them; no one changes them. */
  readonly headers: string[]
  /** Empty for HEAD and for statuses that have no content. */
  readonly body: Uint8Array
  /** For how long it may be used: the value of `Cache-Control`, which is the last of the headers. */
  readonly cache?: CachePolicy
  /** The content lies at the target in this coding, to be read before the answer is sent; `body` and `Content-Length` wait for it. */
  readonly stored?: Coding
  /** The file it is about; undefined for refusals and redirects. */
  readonly file: PublishedFile | undefined
}

/** Seconds for which an answer is fresh unless the document may change sooner, and for which it may be used after a failure. */
export interface CachePolicy {
  readonly maxAge: number
  readonly staleIfError: number
  /** A delta, which no cache that knows nothing of deltas may take for the whole. */
  readonly isDelta: boolean
}

/**
 * `Cache-Control` of an answer that is fresh for `maxAge` seconds. Stale it may be used for as long again while it is
 * fetched (RFC 5861 §3).
 */
export function cacheControl({ staleIfError, isDelta }: CachePolicy, maxAge: number): string {
  // RFC 3229 §10.8.2: caches that know 226 ignore no-store beside im; all others must not keep a part as the whole.
  if (isDelta) return `no-store, im, max-age=${maxAge}`
  return `public, max-age=${maxAge}, stale-while-revalidate=${maxAge}, stale-if-error=${staleIfError}`
}

/** The same response with and without its content: RFC 9110 §9.3.2 wants the header fields of HEAD and GET equal. */
export interface AnswerPair {
  readonly get: Answer
  readonly head: Answer
}
