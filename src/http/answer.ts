import { parseHttpDate } from './http-date.ts'

/**
 * Codings of a body. `raw-deflate` is a DEFLATE stream without the zlib format that `deflate` requires (RFC 9110
 * §8.4.1.2).
 */
export type Packing = 'gzip' | 'br' | 'deflate' | 'raw-deflate'

/** The answer to one request, its body decoded as far as possible. */
export interface Answer {
  /** The requested address. */
  readonly url: string
  readonly status: number
  readonly statusText: string
  /** By lower-case name; the values of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Size of the status line and the headers in bytes, as in HTTP/1.1. */
  readonly headerLength: number
  /** Size of the body in bytes, as sent. */
  readonly sentLength: number
  /** The codings that were removed from the body, outermost first. */
  readonly unpacked: readonly Packing[]
  /** The body was truncated, corrupt, or in an unknown coding; `body` contains the readable part. */
  readonly isDamaged: boolean
}

/** `404 Not Found`. */
export function shownStatus({ status, statusText }: Pick<Answer, 'status' | 'statusText'>): string {
  return `${status} ${statusText}`.trimEnd()
}

/** The names in a header's list (RFC 9110 §5.6.1), in lower case and in order. */
export function listedNames(value: string | undefined): readonly string[] {
  return (value ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** The codings in `Content-Encoding` (RFC 9110 §8.4), without `identity`. */
export function statedCodings({ headers }: Pick<Answer, 'headers'>): readonly string[] {
  return listedNames(headers['content-encoding']).filter((coding) => coding !== 'identity')
}

/** Whether two answers state the same coding. */
export function isSameCoding(one: Answer, other: Answer): boolean {
  return statedCodings(one).join() === statedCodings(other).join()
}

/** Seconds to wait according to `Retry-After` (RFC 9110 §10.2.3); undefined if missing or invalid. */
export function retryAfter({ headers }: Pick<Answer, 'headers'>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const until = parseHttpDate(text, now)
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000))
}
