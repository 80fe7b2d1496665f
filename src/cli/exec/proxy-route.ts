import type { LookupFunction } from 'node:net'
import { isLoopback } from '../../core/loopback.js'
import { isMTurkSite } from '../../server/security/same-origin.js'
import { isAmazonHost } from '../../services/aws/amazon-hosts.js'
import {
  answerWith,
  RefusedDestinationError,
  type ResolveDestination,
} from '../../services/egress/connection-guard.js'

/**
 * Route of a call by its host: *here* is the emulator, *loopback* and *allowed* hosts are forwarded
 * to, *amazon* and *elsewhere* are refused, and so is a *forbidden* address behind an allowed name.
 */
export type ProxyRoute = 'here' | 'loopback' | 'allowed' | 'amazon' | 'elsewhere' | 'forbidden'

/**
 * @param host normalized host name: in lower case, addresses in their usual form
 * @param allowed names, or `*.example.com` for subdomains, or `*` for all except Amazon's
 */
export function chooseRoute(host: string, allowed: readonly string[]): ProxyRoute {
  if (isLoopback(host)) return 'loopback'
  if (isEmulated(host)) return 'here'
  if (isAmazonHost(host)) return 'amazon'
  return allowed.some((pattern) => matchesHost(pattern.toLowerCase(), host))
    ? 'allowed'
    : 'elsewhere'
}

/** Where a call goes. */
export interface ProxyDestination {
  readonly route: ProxyRoute
  /** The address of an allowed host. It was checked, so the name is resolved no more. */
  readonly lookup?: LookupFunction
}

/**
 * @param resolve checks the addresses of an allowed host
 * @throws Error when the host cannot be resolved
 */
export async function chooseDestination(
  host: string,
  port: number,
  allowed: readonly string[],
  resolve: ResolveDestination,
): Promise<ProxyDestination> {
  const route = chooseRoute(host, allowed)
  if (route !== 'allowed') return { route }
  try {
    return { route, lookup: answerWith(await resolve(host, port)) }
  } catch (error) {
    if (error instanceof RefusedDestinationError) return { route: 'forbidden' }
    throw error
  }
}

/** Normalizes a host name, since clients spell it differently. */
export const normalizeHost = ({ hostname }: URL): string => hostname.replace(/\.$/, '')

/** MTurk has one region only; SQS, SNS and STS are in all. */
const isEmulated = (host: string): boolean =>
  isMTurkSite(host) ||
  /^mturk-requester(-sandbox|-fips)?\.us-east-1\.(amazonaws\.com|api\.aws)$/.test(host) ||
  /^mechanicalturk(\.sandbox)?\.amazonaws\.com$/.test(host) ||
  /^sts\.amazonaws\.com(\.cn)?$/.test(host) ||
  /^(sqs|sns|sts)(-fips)?\.[a-z]+(-[a-z]+)+-\d\.(amazonaws\.com(\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)$/.test(
    host,
  ) ||
  /^([a-z]+(-[a-z]+)+-\d\.)?queue\.amazonaws\.com(\.cn)?$/.test(host)

const matchesHost = (pattern: string, host: string): boolean =>
  pattern === '*' || (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host)
