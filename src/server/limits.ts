import type { Server, ServerOptions } from 'node:http'
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
    keepAliveTimeout: limits.idleSeconds * 1000,
    noDelay: true,
  }
}

/** The limits that need an eye on connections. */
export function guardConnections(
  server: Server,
  limits: ServerLimits,
  isTrusted: (address: string) => boolean,
): void {
  server.maxConnections = limits.connections
  server.timeout = limits.stallSeconds * 1000
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    if (isTrusted(address)) return
    const count = (open.get(address) ?? 0) + 1
    if (count > limits.connectionsPerClient) {
      socket.destroy()
      return
    }
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
}
