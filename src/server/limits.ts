import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { plainAddress } from './clients.ts'

/** What one client may take of the server, so that slow ones starve nobody. All times in seconds. */
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
  /** From one address; trusted proxies have no limit. */
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
  }
}

/** Looks at a connection in the time it may be idle, so that it is closed at most this much late. */
const LOOKS = 10

interface Connection {
  bytesRead: number
  /** Looks since a byte came. */
  quiet: number
}

/** The limits that need an eye on connections: all are looked at every few seconds, and none is touched by a poll. */
export function guardConnections(
  server: Server,
  limits: ServerLimits,
  isTrusted: (address: string) => boolean,
): void {
  server.maxConnections = limits.connections
  const connections = new Map<Socket, Connection>()
  const perClient = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    const counted = !isTrusted(address)
    const count = (perClient.get(address) ?? 0) + 1
    if (counted && count > limits.connectionsPerClient) {
      socket.destroy()
      return
    }
    connections.set(socket, { bytesRead: 0, quiet: 0 })
    if (counted) perClient.set(address, count)
    socket.once('close', () => {
      connections.delete(socket)
      if (!counted) return
      const left = (perClient.get(address) ?? 1) - 1
      if (left === 0) perClient.delete(address)
      else perClient.set(address, left)
    })
  })
  const looking = setInterval(
    () => {
      for (const [socket, connection] of connections) look(socket, connection, limits)
    },
    (limits.idleSeconds * 1000) / LOOKS,
  ).unref()
  server.once('close', () => clearInterval(looking))
}

function look(socket: Socket, connection: Connection, limits: ServerLimits): void {
  const sending = socket.writableLength > 0
  // Only Node sees how much of one large write has gone, and closes the connection when nothing has for so long.
  const timeout = sending ? limits.stallSeconds * 1000 : 0
  if ((socket.timeout ?? 0) !== timeout) socket.setTimeout(timeout)
  if (sending || socket.bytesRead !== connection.bytesRead) {
    connection.bytesRead = socket.bytesRead
    connection.quiet = 0
    return
  }
  connection.quiet += 1
  if (connection.quiet >= LOOKS) socket.destroy()
}
