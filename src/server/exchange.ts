import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** A request as plain values: what of it can make a difference to the answer. Headers that came twice are joined by `, `. */
export interface Poll {
  readonly method: string
  /** The request target as it came. */
  readonly target: string
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
}

/** A response, ready to send. Made before the request came and shared by all that get it. */
export interface Answer {
  readonly status: number
  /** Names and values in turn, as `http.ServerResponse.writeHead` takes them; nobody changes them. */
  readonly headers: string[]
  /** Empty for HEAD and for statuses that have no content. */
  readonly body: Uint8Array
  /** The content lies at the target in this coding, to be read before the answer is sent; `body` and `Content-Length` wait for it. */
  readonly stored?: Coding
  /** The file it is about; undefined for refusals and redirects. */
  readonly file: PublishedFile | undefined
}

/** The same response with and without its content: RFC 9110 §9.3.2 wants the header fields of HEAD and GET equal. */
export interface AnswerPair {
  readonly get: Answer
  readonly head: Answer
}
