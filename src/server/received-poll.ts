import type { Poll } from './exchange.ts'

/** A poll with what tells who sent it. */
export interface ReceivedPoll extends Poll {
  readonly userAgent: string
  readonly forwardedFor: string | undefined
}

/**
 * A poll from the header fields as they came, names and values in turn. Fields of the same name are one list (RFC 9110
 * §5.3). Reading the few that matter costs less than having Node sort all of them into an object.
 */
export function receivePoll(
  method: string,
  target: string,
  rawHeaders: readonly string[],
  receivedAt: number,
): ReceivedPoll {
  let acceptEncoding: string | undefined
  let ifNoneMatch: string | undefined
  let ifModifiedSince: string | undefined
  let ifMatch: string | undefined
  let ifUnmodifiedSince: string | undefined
  let aIm: string | undefined
  let userAgent: string | undefined
  let forwardedFor: string | undefined
  let hasContent = false
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!LENGTHS.has(name.length)) continue
    const value = rawHeaders[at + 1] ?? ''
    switch (name.toLowerCase()) {
      case 'accept-encoding':
        acceptEncoding = joined(acceptEncoding, value)
        break
      case 'if-none-match':
        ifNoneMatch = joined(ifNoneMatch, value)
        break
      case 'if-modified-since':
        ifModifiedSince = joined(ifModifiedSince, value)
        break
      case 'if-match':
        ifMatch = joined(ifMatch, value)
        break
      case 'if-unmodified-since':
        ifUnmodifiedSince = joined(ifUnmodifiedSince, value)
        break
      case 'a-im':
        aIm = joined(aIm, value)
        break
      case 'user-agent':
        userAgent ??= value
        break
      case 'x-forwarded-for':
        forwardedFor = joined(forwardedFor, value)
        break
      case 'transfer-encoding':
        hasContent = true
        break
      case 'content-length':
        hasContent ||= value !== '0'
        break
    }
  }
  return {
    method,
    target,
    receivedAt,
    hasContent,
    acceptEncoding,
    ifNoneMatch,
    ifModifiedSince,
    ifMatch,
    ifUnmodifiedSince,
    aIm,
    userAgent: userAgent ?? '',
    forwardedFor,
  }
}

/** Lengths of the names above: most other fields are passed over by theirs. */
const LENGTHS = new Set([4, 8, 10, 13, 14, 15, 17, 19])

function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`
}
