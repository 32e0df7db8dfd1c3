import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { plainAddress } from './clients.ts'

/** What one client may take of the server, so that slow ones starve no one. All times in seconds. */
export interface ServerLimits {
  /** Bytes of request line and header fields. */
  readonly headerBytes: number
  /** For sending the whole header. */
  readonly headerSeconds: number
  /** Without any byte moving in either direction while an answer is under way. */
  readonly stallSeconds: number
  /** Between requests on one connection; behind a proxy, more than the proxy's own. */
  readonly idleSeconds: number
  readonly connections: number
  /** From one address; proxies have no limit. */
  readonly connectionsPerClient: number
  /** For answers under way when the server closes. */
  readonly drainSeconds: number
}

/** The limits Node keeps itself, as options of `http.createServer`. */
export function limitOptions(limits: ServerLimits): ServerOptions {
  const headersTimeout = limits.headerSeconds * 1000
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout,
    // Requests have no content, so the whole request takes no longer than its header.
    requestTimeout: headersTimeout,
    connectionsCheckingInterval: Math.min(1000, headersTimeout / 2),
    // Node would set and clear a timer with every answer, which costs a poll more than all we decide about it.
    keepAliveTimeout: 0,
    noDelay: true,
    // Node would keep the first of two `Host` fields and say nothing.
    joinDuplicateHeaders: true,
  }
}

/** Puts limits in force on a server; those of headers, for connections that come from now on. */
export function applyLimits(server: Server, limits: ServerLimits): void {
  Object.assign(server, limitOptions(limits))
  server.maxConnections = limits.connections
}

/** Looks at a connection in the time it may be idle; twice at least in the time in which an answer may stall. */
const LOOKS = 10

const secondsBetweenLooks = ({ idleSeconds, stallSeconds }: ServerLimits): number =>
  Math.min(idleSeconds / LOOKS, stallSeconds / 2)

interface Connection {
  bytes: number
  /** Looks since a byte moved. */
  quiet: number
  /** Answers that are being made. */
  underWay: number
}

/** Told of the answers that are not ready when they are asked for. */
export interface ConnectionGuard {
  /** An answer is being made: the connection is not idle until the function that is given back is called. */
  hold(socket: Socket): () => void
}

/**
 * The limits that need an eye on connections: all are looked at every few seconds, and none is touched by a poll.
 *
 * @param limits those in force now
 * @param hasOwnLimit whether an address may have so many connections and no more; false for proxies
 */
export function guardConnections(
  server: Server,
  limits: () => ServerLimits,
  hasOwnLimit: (address: string) => boolean,
): ConnectionGuard {
  const connections = new Map<Socket, Connection>()
  const perClient = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    const counted = hasOwnLimit(address)
    const count = (perClient.get(address) ?? 0) + 1
    if (counted && count > limits().connectionsPerClient) {
      socket.destroy()
      return
    }
    connections.set(socket, { bytes: 0, quiet: 0, underWay: 0 })
    if (counted) perClient.set(address, count)
    socket.once('close', () => {
      connections.delete(socket)
      if (!counted) return
      const left = (perClient.get(address) ?? 1) - 1
      if (left === 0) perClient.delete(address)
      else perClient.set(address, left)
    })
  })
  let looking: NodeJS.Timeout
  const lookLater = (): void => {
    looking = setTimeout(() => {
      for (const [socket, connection] of connections) look(socket, connection, limits())
      lookLater()
    }, secondsBetweenLooks(limits()) * 1000).unref()
  }
  lookLater()
  server.once('close', () => clearTimeout(looking))
  return {
    hold(socket) {
      const connection = connections.get(socket)
      if (connection === undefined) return () => {}
      connection.underWay += 1
      return () => {
        connection.underWay -= 1
      }
    },
  }
}

function look(socket: Socket, connection: Connection, limits: ServerLimits): void {
  const sending = socket.writableLength > 0
  // Only Node sees how much of one large write has gone, and closes the connection when nothing has for so long.
  const timeout = sending ? limits.stallSeconds * 1000 : 0
  if ((socket.timeout ?? 0) !== timeout) socket.setTimeout(timeout)
  const bytes = socket.bytesRead + socket.bytesWritten
  if (sending || bytes !== connection.bytes) {
    connection.bytes = bytes
    connection.quiet = 0
    return
  }
  connection.quiet += 1
  const most = connection.underWay > 0 ? limits.stallSeconds : limits.idleSeconds
  if (connection.quiet * secondsBetweenLooks(limits) >= most) socket.destroy()
}
