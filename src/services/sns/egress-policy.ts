import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { isLoopback } from '../../core/loopback.js'
import { isAmazonHost } from '../aws/amazon-hosts.js'
import { isForbiddenHost, isLoopbackAddress, isUnspecifiedAddress } from '../egress/addresses.js'
import {
  createDestinationGuard,
  type IsOwnPort,
  type ResolveDestination,
} from '../egress/connection-guard.js'

interface EgressPolicyOptions {
  /** Allowed hosts besides this machine. */
  readonly hosts: readonly string[]
  /** Whether Amazon's hosts may be among them. */
  readonly allowAws: boolean
  readonly isOwnPort?: IsOwnPort
  /** Resolves a name to all its addresses. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
}

/** Decides which hosts a topic may post to. */
export interface EgressPolicy {
  isAllowed(url: string): boolean
  /** Checks the addresses of a connection. */
  readonly resolve: ResolveDestination
}

/** Allows this machine and the hosts that the options name. */
export function createEgressPolicy({
  hosts,
  allowAws,
  isOwnPort,
  resolve,
}: EgressPolicyOptions): EgressPolicy {
  const allowedHosts = new Set(
    hosts
      .map(canonicalHost)
      .filter((host) => (allowAws || !isAmazonHost(host)) && !isForbiddenHost(host)),
  )
  return {
    isAllowed(url) {
      const { hostname } = new URL(url)
      // The URL parser normalises unusual notations of addresses, so canonical forms are compared.
      return isLoopback(hostname) || allowedHosts.has(hostname)
    },
    resolve: createDestinationGuard({
      isOwnPort,
      resolve,
      isRefused: (host, address) =>
        isUnspecifiedAddress(address) || (isLoopback(host) && !isLoopbackAddress(address)),
    }),
  }
}

/** The canonical form of a URL's host: `0x7f.1` is 127.0.0.1. */
const canonicalHost = (host: string): string => {
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : host
}
