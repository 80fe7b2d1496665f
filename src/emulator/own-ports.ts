import { networkInterfaces } from 'node:os'
import {
  createAddressList,
  isLoopbackAddress,
  isUnspecifiedAddress,
} from '../services/egress/addresses.js'
import { effectivePort, type IsOwnPort } from '../services/egress/connection-guard.js'

interface OwnPortsOptions {
  /** The ports of this machine on which the emulator answers now. */
  readonly listPorts: () => readonly number[]
  /** The URL under which clients reach the emulator, when the settings name one. */
  readonly advertised?: string
  /** Where the processes on the same database listen, as `listOwnAddresses` returns it. */
  readonly listClusterAddresses: () => Promise<readonly string[]>
}

/** Returns whether this process, or one on the same database, listens at an address and a port. */
export const createOwnPortCheck =
  ({ listPorts, advertised, listClusterAddresses }: OwnPortsOptions): IsOwnPort =>
  async (address, port, host) => {
    if (advertised !== undefined && isOriginOf(new URL(advertised), host, port)) return true
    if (listPorts().includes(port) && isThisMachine(address)) return true
    const hosts = (await listClusterAddresses())
      .filter((each) => each.endsWith(` ${port}`))
      .map((each) => each.slice(0, each.indexOf(' ')))
    return isAmong(hosts, address)
  }

/** The addresses of this machine with each of some ports, as `192.0.2.1 6887`. */
export const listOwnAddresses = (ports: readonly number[]): readonly string[] =>
  listLocalAddresses().flatMap((address) => ports.map((port) => `${address} ${port}`))

const isOriginOf = (url: URL, host: string, port: number): boolean =>
  url.hostname.replace(/^\[|\]$/g, '') === host.toLowerCase() && effectivePort(url) === port

const isThisMachine = (address: string): boolean =>
  isUnspecifiedAddress(address) || isAmong(listLocalAddresses(), address)

/** All of the loopback network counts as one address. */
const isAmong = (hosts: readonly string[], address: string): boolean =>
  createAddressList(hosts)(address) || (isLoopbackAddress(address) && hosts.some(isLoopbackAddress))

const listLocalAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).map(({ address }) => address),
  )
