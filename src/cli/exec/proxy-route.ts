import { isLoopback } from '../../core/loopback.js'
import { isMTurkSite } from '../../server/security/same-origin.js'
import { isAmazonHost } from '../../services/aws/amazon-hosts.js'

/**
 * What becomes of a call, by the host it names: it is answered *here*, goes on to *this machine*
 * or to a host that was *allowed*, or is refused, as a host of Amazon's *foreign* to the emulator
 * or as one *elsewhere*.
 */
export type ProxyRoute = 'here' | 'loopback' | 'allowed' | 'amazon' | 'elsewhere'

/**
 * @param host as `hostOf` gives it: in lower case, addresses in their usual form
 * @param allowed names, or `*.example.com` for what is under one, or `*` for all but Amazon's
 */
export function chooseRoute(host: string, allowed: readonly string[]): ProxyRoute {
  if (isLoopback(host)) return 'loopback'
  if (isEmulated(host)) return 'here'
  if (isAmazonHost(host)) return 'amazon'
  return allowed.some((pattern) => matchesHost(pattern.toLowerCase(), host))
    ? 'allowed'
    : 'elsewhere'
}

/** However a client writes a name, it is the same host. */
export const normalizeHost = ({ hostname }: URL): string => hostname.replace(/\.$/, '')

/** MTurk is in one region only; queues and topics are in all. */
const isEmulated = (host: string): boolean =>
  isMTurkSite(host) ||
  /^mturk-requester(-sandbox|-fips)?\.us-east-1\.(amazonaws\.com|api\.aws)$/.test(host) ||
  /^(sqs|sns)(-fips)?\.[a-z]+(-[a-z]+)+-\d\.(amazonaws\.com(\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)$/.test(
    host,
  ) ||
  /^([a-z]+(-[a-z]+)+-\d\.)?queue\.amazonaws\.com(\.cn)?$/.test(host)

const matchesHost = (pattern: string, host: string): boolean =>
  pattern === '*' || (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host)
