import { BlockList, isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Tests whether an IP address is one of these addresses (`127.0.0.1`) or in one of these networks (`10.0.0.0/8`). */
export function networkTest(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Tests whether an IP address is on the public internet or in one of these networks. */
export function addressTest(networks: readonly string[]): (address: string) => boolean {
  const isKnown = networkTest(networks)
  return (address) => isPublicAddress(address) || isKnown(address)
}
