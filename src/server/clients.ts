import { hash } from 'node:crypto'
import { isIP } from 'node:net'
import { networkTest } from '../remote/networks.ts'
import { isPublicAddress } from '../remote/public-address.ts'
import type { Reporter } from '../reporting/reporter.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Number of the UTC day of a moment (milliseconds since 1970). */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

/** Maps a client to a number that identifies it only within one day. */
export type ClientKeys = (address: string, userAgent: string, now: number) => number

/**
 * 48-bit keys from a salted hash of address and User-Agent. The salt is only in memory and replaced when the UTC day
 * changes, so that no one can compute earlier keys again.
 */
export function createClientKeys(newSalt: () => string): ClientKeys {
  let salt = newSalt()
  let day: number | undefined
  return (address, userAgent, now) => {
    const today = dayOf(now)
    if (day !== undefined && day !== today) salt = newSalt()
    day = today
    return Number.parseInt(hash('sha256', `${salt}\n${address}\n${userAgent}`, 'hex').slice(0, 12), 16)
  }
}

/**
 * Tests whether an address is in `proxies`: addresses (`127.0.0.1`, `::1`) or networks (`10.0.0.0/8`). Throws for
 * invalid entries.
 */
export const proxyTest = networkTest

/**
 * The client's address: that of the connection, or, if that is a trusted proxy, the last address in `X-Forwarded-For`
 * that is not a trusted proxy. Earlier addresses are set by the client and prove nothing.
 */
export function clientAddress(
  remote: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  let address = plainAddress(remote)
  if (forwardedFor === undefined) return address
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!isTrusted(address)) return address
    const before = plainAddress(hop.trim())
    if (isIP(before) === 0) return address
    address = before
  }
  return address
}

/** Proxies that are not in the settings. */
export interface UnlistedProxies {
  /** Whether an address that sent `X-Forwarded-For` is such a proxy; records it. */
  note(remote: string): boolean
  has(address: string): boolean
}

/**
 * An address of a private network that forwards requests is a proxy in front of this server. While the settings contain
 * no proxy, all readers behind it count as one client, so that no limit per client can be enforced; this is reported
 * once.
 */
export function createUnlistedProxies(
  areSomeTrusted: boolean,
  reporter: Pick<Reporter, 'warn'>,
): UnlistedProxies {
  const known = new Set<string>()
  return {
    note(remote) {
      if (areSomeTrusted) return false
      const address = plainAddress(remote)
      if (known.has(address)) return true
      if (isPublicAddress(address)) return false
      known.add(address)
      reporter.warn(
        `requests come through a proxy at ${address} that is not in serve.trustedProxies: all readers behind it look like one, ` +
          `so the limits for each client are off; add "serve: { trustedProxies: [${address}] }" to the settings`,
      )
      return true
    },
    has: (address) => known.has(address),
  }
}

/** Maps an IPv4 address of an IPv6 socket to its IPv4 form. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address
}
