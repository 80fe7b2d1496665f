import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isForbiddenAddress } from './addresses.js'

/** An address to which nothing is sent. Another attempt would be refused too. */
export class RefusedDestinationError extends Error {}

/**
 * Resolves a host to the addresses that a connection may go to. The caller connects to these and
 * resolves the name no more: its next answer may be another (DNS rebinding).
 *
 * @param host a name, or an address with or without brackets
 * @throws RefusedDestinationError when no connection may be made
 */
export type ResolveDestination = (host: string, port: number) => Promise<readonly LookupAddress[]>

/** Whether this emulator, or one on the same database, listens at the address of a host. */
export type IsOwnPort = (address: string, port: number, host: string) => Promise<boolean>

interface GuardOptions {
  readonly isOwnPort?: IsOwnPort
  /** Further addresses of a host that are refused. */
  readonly isRefused?: (host: string, address: string) => boolean
  /** Resolves a name to all its addresses. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
}

/** Checks the destination of a connection by its address, whatever name led to it. */
export const createDestinationGuard =
  ({
    isOwnPort = async () => false,
    isRefused = () => false,
    resolve = resolveAll,
  }: GuardOptions): ResolveDestination =>
  async (hostInUrl, port) => {
    const host = hostInUrl.replace(/^\[|\]$/g, '')
    const family = isIP(host)
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }]
    const allowed = addresses.filter(
      ({ address }) => !isForbiddenAddress(address) && !isRefused(host, address),
    )
    if (allowed.length === 0)
      throw new RefusedDestinationError(
        family === 0
          ? `${host} resolves to ${addresses[0]?.address ?? 'nothing'}, to which mturk-local does not send.`
          : `mturk-local does not send to ${host}.`,
      )
    for (const { address } of allowed)
      if (await isOwnPort(address, port, host))
        throw new RefusedDestinationError(
          `${host} with port ${port} is mturk-local itself, to which it does not send over the network.`,
        )
    return allowed
  }

const resolveAll = (name: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    dnsLookup(name, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    )
  })

/** The port of an HTTP URL, which may leave out the usual one. */
export const effectivePort = ({ port, protocol }: URL): number =>
  Number(port) || (protocol === 'https:' ? 443 : 80)

/** A lookup with a known answer. */
export const answerWith =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_name, { all }, callback) => {
    if (all) callback(null, [...addresses])
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  }
