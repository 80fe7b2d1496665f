import { BlockList, isIP } from 'node:net'

/**
 * Whether nothing is ever sent to an address: link-local ones, where clouds serve credentials,
 * multicast and reserved ones, also where IPv6 embeds them.
 *
 * @param address IPv4 or IPv6, without brackets; anything else is no such address
 */
export function isForbiddenAddress(address: string): boolean {
  const family = isIP(withoutZone(address))
  const forbidden = forbiddenSubnets()
  if (family === 4) return forbidden.check(address, 'ipv4')
  if (family !== 6) return false
  const groups = expandIpv6(withoutZone(address))
  const embedded = embeddedIpv4(groups)
  if (embedded.some((each) => forbidden.check(each, 'ipv4'))) return true
  return forbidden.check(groups.map((group) => group.toString(16)).join(':'), 'ipv6')
}

/** `isForbiddenAddress` for a host as URLs write it. */
export const isForbiddenHost = (hostname: string): boolean =>
  isForbiddenAddress(hostname.replace(/^\[|\]$/g, ''))

/** Whether an address is that of the loopback interface, also as IPv6 writes IPv4. */
export const isLoopbackAddress = (address: string): boolean =>
  loopbackSubnets().check(withoutZone(address), ipFamily(address))

/** Whether an address is that of no interface: to connect to it leads to this machine. */
export const isUnspecifiedAddress = (address: string): boolean =>
  unspecifiedSubnets().check(withoutZone(address), ipFamily(address))

/** A list of addresses; each IPv4 address counts as IPv6 writes it too. */
export function createAddressList(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const address of addresses) list.addAddress(withoutZone(address), ipFamily(address))
  return (address) => list.check(withoutZone(address), ipFamily(address))
}

const withoutZone = (address: string): string => address.replace(/%.*/s, '')
const ipFamily = (address: string) => (isIP(withoutZone(address)) === 6 ? 'ipv6' : 'ipv4')

/** Built on first use: reading an address compiles Node's pattern of IPv6, which takes milliseconds. */
function createSubnets(...subnets: readonly (readonly [string, number])[]): () => BlockList {
  let list: BlockList | undefined
  return () => {
    if (list) return list
    list = new BlockList()
    for (const [net, prefix] of subnets) list.addSubnet(net, prefix, ipFamily(net))
    return list
  }
}

const loopbackSubnets = createSubnets(['127.0.0.0', 8], ['::1', 128])
const unspecifiedSubnets = createSubnets(['0.0.0.0', 8], ['::', 128])
const forbiddenSubnets = createSubnets(
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['fe80::', 10],
  ['ff00::', 8],
  // Amazon's credentials and metadata over IPv6.
  ['fd00:ec2::', 32],
)

/** The IPv4 addresses that an IPv6 address embeds in the ways that are in use, in case it does. */
function embeddedIpv4(groups: readonly number[]): readonly string[] {
  const [first, second, third] = groups as [number, number, number]
  const last = toIpv4(groups[6]!, groups[7]!)
  const startsWithZeros = groups.slice(0, 4).every((group) => group === 0)
  // Mapped, compatible and translated addresses: RFC 4291, 2.5.5, and RFC 2765, 2.1.
  const marker = [groups[4], groups[5]].join()
  if (startsWithZeros && ['0,65535', '0,0', '65535,0'].includes(marker)) return [last]
  // NAT64: RFC 6052, 2.1, and RFC 8215.
  if (first === 0x64 && second === 0xff9b) return [last]
  // 6to4: RFC 3056, 2.
  if (first === 0x2002) return [toIpv4(second, third)]
  // Teredo, which inverts the client's bits: RFC 4380, 4.
  if (first === 0x2001 && second === 0)
    return [toIpv4(second, third), toIpv4(groups[6]! ^ 0xffff, groups[7]! ^ 0xffff)]
  return []
}

const toIpv4 = (high: number, low: number): string =>
  [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')

/** The eight groups of an IPv6 address. The URL parser writes them in hexadecimal. */
function expandIpv6(address: string): readonly number[] {
  const { hostname } = new URL(`http://[${address}]`)
  const [head = '', tail = ''] = hostname.slice(1, -1).split('::', 2)
  const read = (text: string) =>
    text.split(':').flatMap((group) => (group ? [Number.parseInt(group, 16)] : []))
  const [before, after] = [read(head), read(tail)]
  return [...before, ...Array(8 - before.length - after.length).fill(0), ...after]
}
