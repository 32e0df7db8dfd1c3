import { parseHttpDate } from './http-date.ts'

/** How a body can be packed. `raw-deflate` is a DEFLATE stream without the zlib frame that `deflate` stands for (RFC 9110 §8.4.1.2). */
export type Packing = 'gzip' | 'br' | 'deflate' | 'raw-deflate'

/** What one request got, its body unpacked as far as that was possible. */
export interface Answer {
  /** The address that was asked. */
  readonly url: string
  readonly status: number
  readonly statusText: string
  /** By lower-case name; the values of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Bytes of the status line and the headers, in the spelling of HTTP/1.1. */
  readonly headerLength: number
  /** Bytes of the body as it was sent. */
  readonly sentLength: number
  /** What was undone to get the body, outermost first. */
  readonly unpacked: readonly Packing[]
  /** The body ended too soon, was broken, or was packed in a way that is not known; `body` has what could be read. */
  readonly isDamaged: boolean
}

/** `404 Not Found`. */
export function shownStatus({ status, statusText }: Pick<Answer, 'status' | 'statusText'>): string {
  return `${status} ${statusText}`.trimEnd()
}

/** The names that a header lists (RFC 9110 §5.6.1), in lower case and in its order. */
export function listedNames(value: string | undefined): readonly string[] {
  return (value ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** The codings that `Content-Encoding` lists (RFC 9110 §8.4); `identity` is none. */
export function statedCodings({ headers }: Pick<Answer, 'headers'>): readonly string[] {
  return listedNames(headers['content-encoding']).filter((coding) => coding !== 'identity')
}

/** Whether two answers say that they are packed in the same way. */
export function isSameCoding(one: Answer, other: Answer): boolean {
  return statedCodings(one).join() === statedCodings(other).join()
}

/** Seconds that `Retry-After` asks to wait (RFC 9110 §10.2.3); undefined where it is absent or says no time. */
export function retryAfter({ headers }: Pick<Answer, 'headers'>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const until = parseHttpDate(text, now)
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000))
}
