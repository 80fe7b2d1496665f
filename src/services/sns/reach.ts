import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { isAmazons } from '../aws/amazon-hosts.js'

export interface ReachOptions {
  /** Hosts besides this machine that may be posted to. */
  readonly hosts: readonly string[]
  /** Whether Amazon's may be among them. */
  readonly allowAws: boolean
  /** Asks the system for every address of a name. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
}

/** Whom a topic may post to. */
export interface Reach {
  mayReach(url: string): boolean
  /** Finds the address of a name for a connection: one that was checked, and no other. */
  readonly lookup: LookupFunction
}

/** This machine, and the hosts that were allowed by name. */
export function reachOf({ hosts, allowAws, resolve = everyAddress }: ReachOptions): Reach {
  const allowed = new Set(hosts.map(canonical).filter((host) => allowAws || !isAmazons(host)))

  async function checked(name: string): Promise<readonly LookupAddress[]> {
    const found = await resolve(name)
    // A name answers differently from one time to the next, whatever was allowed.
    const isGood = isLoopbackName(name) ? isLoopbackAddress : isOrdinary
    const good = found.filter(isGood)
    if (good.length > 0) return good
    const [{ address } = { address: 'nothing' }] = found
    throw new Error(`${name} leads to ${address}, where mturk-local does not post.`)
  }

  return {
    mayReach(url) {
      const { hostname } = new URL(url)
      // Odd notations of an address are normalised by the URL parser, so what is compared is canonical.
      return isLoopbackName(hostname) || allowed.has(hostname)
    },
    lookup(name, { all }, answer) {
      checked(name).then(
        (addresses) => {
          if (all) answer(null, [...addresses])
          else answer(null, addresses[0]!.address, addresses[0]!.family)
        },
        (error: Error) => answer(error, '', 0),
      )
    },
  }
}

const everyAddress = (name: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    dnsLookup(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)))
  })

/** As the host of a URL would be written: `0x7f.1` is 127.0.0.1. */
const canonical = (host: string): string => {
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : host
}

/** Whether a URL's host is this machine by its plain names and numbers. */
const isLoopbackName = (host: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)

const listOf = (...subnets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of subnets)
    list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6')
  return list
}
const loopback = listOf(['127.0.0.0', 8], ['::1', 128])
/** "This network", link-local with the credentials of machines in a cloud, multicast and reserved. */
const odd = listOf(
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
)

const kindOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const isLoopbackAddress = ({ address }: LookupAddress): boolean =>
  loopback.check(address, kindOf(address))
const isOrdinary = ({ address }: LookupAddress): boolean => !odd.check(address, kindOf(address))
