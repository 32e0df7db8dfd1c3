import { hash } from 'node:crypto'
import { isIP } from 'node:net'
import { networkTest } from '../remote/networks.ts'
import { isPublicAddress } from '../remote/public-address.ts'
import type { Reporter } from '../reporting/reporter.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Number of the UTC day a moment (milliseconds since 1970) is in. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

/** Turns who asks into a number that says nothing about them once the day is over. */
export type ClientKeys = (address: string, userAgent: string, now: number) => number

/**
 * Keys of 48 bits from address and User-Agent, salted. The salt is kept in memory only and replaced when the UTC day
 * changes, so that yesterday's keys cannot be made again, by us either.
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

/** Whether an address is one of `proxies`: addresses (`127.0.0.1`, `::1`) or networks (`10.0.0.0/8`). Throws for anything else. */
export const proxyTest = networkTest

/**
 * Who asks: the connection's own address, or, when that is a trusted proxy, the last address in `X-Forwarded-For` that
 * is not one. What stands before it was written by the client and proves nothing.
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

/** Proxies that nothing in the settings names. */
export interface UnlistedProxies {
  /** Whether an address that sent `X-Forwarded-For` is one, and remembers it. */
  note(remote: string): boolean
  has(address: string): boolean
}

/**
 * An address of a private network that forwards for others is a proxy in front of this server. As long as the settings
 * trust none, all readers behind it look like one: no limit for one client can be held, and that is said once.
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
        `requests come through a proxy at ${address} that serve.trustedProxies does not name: all readers behind it look like one, ` +
          `so the limits for one client are off; write "serve: { trustedProxies: [${address}] }" into the settings`,
      )
      return true
    },
    has: (address) => known.has(address),
  }
}

/** An IPv4 address that came over an IPv6 socket is the same client. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address
}
