/** Top-level names that are not public: RFC 6761, RFC 6762 with its appendix G, RFC 8375 and ICANN's `.internal`. */
const PRIVATE_NAMES: ReadonlySet<string> = new Set(
  'localhost local internal intranet private corp home lan invalid localdomain'.split(' '),
)

/** Private and local IPv4 networks (RFC 1122, RFC 1918, RFC 3927, RFC 6598). */
const PRIVATE_IPV4 =
  /^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./

/**
 * Whether a host is reachable only from its own machine or private network: `localhost`, an address of a private
 * network, a name such as `cms` or `cms.local`. `hostname` is normalized as in `URL.hostname`.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1))
  if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.test(host)
  const last = host.lastIndexOf('.')
  return last === -1 || PRIVATE_NAMES.has(host.slice(last + 1)) || host.endsWith('.home.arpa')
}

/** Whether a host is one that templates of site generators have until their user enters the host of the site. */
export const isExampleHost = (hostname: string): boolean =>
  /^(?:www\.)?(?:your-?(?:domain|site|website|blog)|my-?(?:domain|site|website))\.(?:com|org|net)$/i.test(
    hostname,
  )

function isPrivateIpv6(address: string): boolean {
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address)
  if (mapped !== null) {
    const bytes = [mapped[1], mapped[2]].flatMap((part = '0') => {
      const number = Number.parseInt(part, 16)
      return [number >> 8, number & 255]
    })
    return PRIVATE_IPV4.test(bytes.join('.'))
  }
  return /^::1?$|^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/.test(address)
}
