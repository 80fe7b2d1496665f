import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { isLoopback } from '../../core/loopback.js'
import { isAmazonHost } from '../aws/amazon-hosts.js'

interface EgressPolicyOptions {
  /** Allowed hosts besides this machine. */
  readonly hosts: readonly string[]
  /** Whether Amazon's hosts may be among them. */
  readonly allowAws: boolean
  /** Resolves a name to all its addresses. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
}

/** Decides which hosts a topic may post to. */
export interface EgressPolicy {
  isAllowed(url: string): boolean
  /** Resolves the name of a connection to checked addresses only. */
  readonly lookup: LookupFunction
}

/** Allows this machine and the hosts that the options name. */
export function createEgressPolicy({
  hosts,
  allowAws,
  resolve = resolveAll,
}: EgressPolicyOptions): EgressPolicy {
  const allowedHosts = new Set(
    hosts.map(canonicalHost).filter((host) => allowAws || !isAmazonHost(host)),
  )

  async function resolveAllowed(name: string): Promise<readonly LookupAddress[]> {
    const addresses = await resolve(name)
    // A name may resolve to another address each time (DNS rebinding).
    const isAllowedAddress = isLoopback(name) ? isLoopbackAddress : isRoutable
    const allowedAddresses = addresses.filter(isAllowedAddress)
    if (allowedAddresses.length > 0) return allowedAddresses
    const [{ address } = { address: 'nothing' }] = addresses
    throw new Error(`${name} resolves to ${address}, to which mturk-local does not post.`)
  }

  return {
    isAllowed(url) {
      const { hostname } = new URL(url)
      // The URL parser normalises unusual notations of addresses, so canonical forms are compared.
      return isLoopback(hostname) || allowedHosts.has(hostname)
    },
    lookup(name, { all }, callback) {
      resolveAllowed(name).then(
        (addresses) => {
          if (all) callback(null, [...addresses])
          else callback(null, addresses[0]!.address, addresses[0]!.family)
        },
        (error: Error) => callback(error, '', 0),
      )
    },
  }
}

const resolveAll = (name: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    dnsLookup(name, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    )
  })

/** The canonical form of a URL's host: `0x7f.1` is 127.0.0.1. */
const canonicalHost = (host: string): string => {
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : host
}

const createBlockList = (...subnets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of subnets)
    list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6')
  return list
}
const loopback = createBlockList(['127.0.0.0', 8], ['::1', 128])
/** "This network", link-local (with the metadata service of clouds), multicast and reserved. */
const specialPurpose = createBlockList(
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
)

const ipFamily = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const isLoopbackAddress = ({ address }: LookupAddress): boolean =>
  loopback.check(address, ipFamily(address))
const isRoutable = ({ address }: LookupAddress): boolean =>
  !specialPurpose.check(address, ipFamily(address))
