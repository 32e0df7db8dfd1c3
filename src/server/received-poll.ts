import type { IncomingMessage } from 'node:http'
import type { Poll } from './http-message.ts'

/** A poll with the data that identifies its sender. */
export interface ReceivedPoll extends Poll {
  readonly userAgent: string
  readonly forwardedFor: string | undefined
}

/** Converts a request parsed by Node: names in lower case, fields of the same name joined (RFC 9110 §5.3). */
export function receivePoll(
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  receivedAt: number,
  nextChangeAt: number | undefined,
): ReceivedPoll {
  const length = headers['content-length']
  return {
    method,
    target: url,
    receivedAt,
    nextChangeAt,
    accept: headers.accept,
    acceptEncoding: text(headers['accept-encoding']),
    ifNoneMatch: headers['if-none-match'],
    ifModifiedSince: headers['if-modified-since'],
    ifMatch: headers['if-match'],
    ifUnmodifiedSince: headers['if-unmodified-since'],
    aIm: text(headers['a-im']),
    hasContent: (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined,
    hasSeveralHosts: headers.host?.includes(',') === true,
    userAgent: headers['user-agent'] ?? '',
    forwardedFor: text(headers['x-forwarded-for']),
  }
}

/** By type, any field may be an array, but Node creates one only for `Set-Cookie`. */
function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}
