import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { plainAddress } from './clients.ts'

/** Limits on the resources of one client, so that slow ones do not block others. All times are in seconds. */
export interface ServerLimits {
  /** Maximum size of request line and header fields, in bytes. */
  readonly headerBytes: number
  /** Maximum time for sending the complete header. */
  readonly headerSeconds: number
  /** Maximum time without transfer in either direction while an answer is being sent. */
  readonly stallSeconds: number
  /** Maximum time between requests on one connection; behind a proxy, longer than the proxy's own limit. */
  readonly idleSeconds: number
  readonly connections: number
  /** From one address; proxies have no limit. */
  readonly connectionsPerClient: number
  /** Maximum time to complete answers when the server closes. */
  readonly drainSeconds: number
}

/** The limits that Node enforces itself, as options of `http.createServer`. */
export function limitOptions(limits: ServerLimits): ServerOptions {
  const headersTimeout = limits.headerSeconds * 1000
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout,
    // Requests have no content, so the whole request takes no longer than its header.
    requestTimeout: headersTimeout,
    connectionsCheckingInterval: Math.min(1000, headersTimeout / 2),
    // Node would set and clear a timer for every answer, which costs more than all decisions about it.
    keepAliveTimeout: 0,
    noDelay: true,
    // By default, Node would use the first of two `Host` fields silently.
    joinDuplicateHeaders: true,
  }
}

/** Applies limits to a server; those for headers apply to new connections. */
export function applyLimits(server: Server, limits: ServerLimits): void {
  Object.assign(server, limitOptions(limits))
  server.maxConnections = limits.connections
}

/** Number of checks of a connection within the idle limit; at least two within the stall limit. */
const LOOKS = 10

const secondsBetweenLooks = ({ idleSeconds, stallSeconds }: ServerLimits): number =>
  Math.min(idleSeconds / LOOKS, stallSeconds / 2)

interface Connection {
  bytes: number
  /** Number of checks since bytes were transferred. */
  quiet: number
  /** Number of answers being prepared. */
  underWay: number
}

/** Records answers that are not ready immediately. */
export interface ConnectionGuard {
  /** Marks a connection as busy until the returned function is called. */
  hold(socket: Socket): () => void
}

/**
 * The limits that require monitoring of connections: all are checked every few seconds, without any work per poll.
 *
 * @param limits the current limits
 * @param hasOwnLimit whether the number of connections from an address is limited; false for proxies
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
  // Only Node knows the progress of one large write, and closes the connection after this timeout.
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
