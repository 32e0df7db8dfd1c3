import type { Socket } from 'node:net'
import { type ClientKeys, clientAddress, dayOf } from './clients.ts'
import type { Reader } from './readership.ts'
import type { ReceivedPoll } from './received-poll.ts'
import { readSubscriberCount } from './subscribers.ts'

/** The client of a request, and recorded facts about it. */
export interface KnownReader extends Reader {
  readonly userAgent: string
  readonly day: number
  /** Whether the rate limiter was informed of its validators. */
  sendsValidators: boolean
}

/**
 * Identifies clients. A connection with a single client is identified by its first request, so that keep-alive clients
 * are hashed once.
 *
 * @param hasProxies whether there are trusted proxies at all
 */
export function createKnownReaders(
  keyOf: ClientKeys,
  hasProxies: boolean,
  isTrusted: (address: string) => boolean,
): (socket: Socket, poll: ReceivedPoll) => KnownReader {
  const readers = new WeakMap<Socket, KnownReader>()
  return (socket, { userAgent, forwardedFor, receivedAt }) => {
    const day = dayOf(receivedAt)
    const known = readers.get(socket)
    const isDirect = forwardedFor === undefined || !hasProxies
    if (isDirect && known?.userAgent === userAgent && known.day === day) return known
    const address = clientAddress(socket.remoteAddress ?? '', isDirect ? undefined : forwardedFor, isTrusted)
    const subscribers = readSubscriberCount(userAgent)
    const client = keyOf(address, userAgent, receivedAt)
    const reader: KnownReader = { userAgent, day, client, subscribers, sendsValidators: false }
    if (isDirect) readers.set(socket, reader)
    return reader
  }
}
