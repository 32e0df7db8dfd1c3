import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** IPv4 addresses in an obsolete IPv6 form (RFC 4291, 2.5.5.1), which ipaddr.js counts as public. */
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96')

/**
 * Whether an IP address is on the public internet according to the registries of RFC 6890; false for invalid addresses.
 * IPv4 addresses in IPv6 form (`::ffff:127.0.0.1`) are treated as IPv4 addresses.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  switch (isIP(plain)) {
    case 4:
      return ipaddr.IPv4.parse(plain).range() === 'unicast'
    case 6: {
      // Converted to hexadecimal, because ipaddr.js parses `::8.8.8.8` as `::ffff:8.8.8.8`.
      const parsed = ipaddr.IPv6.parse(new URL(`http://[${plain}]`).hostname.slice(1, -1))
      return parsed.isIPv4MappedAddress()
        ? parsed.toIPv4Address().range() === 'unicast'
        : parsed.range() === 'unicast' && !parsed.match(IPV4_COMPATIBLE)
    }
    default:
      return false
  }
}
