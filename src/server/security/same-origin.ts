import { isIP } from 'node:net'
import type { RequestHandler } from 'express'
import { isLoopback } from '../../core/loopback.js'

interface SameOriginOptions {
  /** Names besides loopback's that are ours. */
  readonly hosts: readonly string[]
  /** Whether whoever comes must know a token. */
  readonly requiresToken: boolean
}

/**
 * Keeps other web pages out: a page that the developer happens to visit can send requests to this
 * machine, also under a name of its own that points here, so the name in `Host` must be ours, and
 * nothing may come from another site but a visit to a page.
 */
export function requireSameOrigin({ hosts, requiresToken }: SameOriginOptions): RequestHandler {
  const allowedHosts = new Set(hosts.map((host) => host.toLowerCase()))
  // A name can be made to point here by whoever owns it; an address cannot.
  const isAllowedHost = (host: string) =>
    isLoopback(host) ||
    isMTurkSite(host) ||
    allowedHosts.has(host) ||
    (requiresToken && isAddress(host))

  return (request, response, next) => {
    const host = hostName(request.headers.host ?? '')
    if (!isAllowedHost(host))
      return void response.status(403).json({
        error: 'ForbiddenHost',
        message: `The control API answers under loopback names only, not under "${host}". Start with --control-hosts ${host} to allow it.`,
      })
    if (isCrossSite(request.headers) && !isNavigation(request))
      return void response.status(403).json({
        error: 'ForbiddenOrigin',
        message: 'The control API is not for pages of other sites.',
      })
    next()
  }
}

const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

/** Nobody but Amazon can point these names here, so whoever comes by them uses our own proxy. */
export const isMTurkSite = (host: string): boolean =>
  /^((www|worker|workersandbox|requester|requestersandbox)\.)?mturk\.com$/.test(host)

const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) > 0

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Another port of this machine is the same site to a browser, and still another page's. */
function isCrossSite({ host, origin, ...headers }: Headers): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (origin === undefined) return false
  return !URL.canParse(String(origin)) || new URL(String(origin)).host !== host
}

/** A link was followed to one of the pages: it is shown in a tab of its own, and the other site sees nothing of it. */
const isNavigation = ({
  method,
  path,
  headers,
}: {
  method: string
  path: string
  headers: Headers
}) =>
  method === 'GET' &&
  headers.origin === undefined &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  isPage(path)

/** What a person opens, as against what a program asks. */
export const isPage = (path: string): boolean => !/^\/_mturk(\/|$)/.test(path)
