import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** IPv4 addresses in an old IPv6 form (RFC 4291, 2.5.5.1), which ipaddr.js counts as public. */
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96')

/**
 * Whether an IP address belongs to the public internet, by the registries of RFC 6890; false for anything that is no IP
 * address. IPv4 addresses in IPv6 form (`::ffff:127.0.0.1`) are judged as the IPv4 addresses they are.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  switch (isIP(plain)) {
    case 4:
      return ipaddr.IPv4.parse(plain).range() === 'unicast'
    case 6: {
      // In hexadecimal, as ipaddr.js takes `::8.8.8.8` for `::ffff:8.8.8.8`.
      const parsed = ipaddr.IPv6.parse(new URL(`http://[${plain}]`).hostname.slice(1, -1))
      return parsed.isIPv4MappedAddress()
        ? parsed.toIPv4Address().range() === 'unicast'
        : parsed.range() === 'unicast' && !parsed.match(IPV4_COMPATIBLE)
    }
    default:
      return false
  }
}
