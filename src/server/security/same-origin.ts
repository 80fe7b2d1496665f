import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import type { RequestHandler } from 'express'
import { isLoopback } from '../../core/loopback.js'

export interface HostOptions {
  /** Host names that are allowed besides loopback names. */
  readonly hosts: readonly string[]
  /** Whether requests need a token. */
  readonly requiresToken: boolean
  /** Whether a request came through a proxy of `exec`. */
  readonly isProxied: (headers: IncomingHttpHeaders) => boolean
}

/** Whether the pages and the control API answer a request, by its `Host`. */
export type HostCheck = (headers: IncomingHttpHeaders) => boolean

export function createHostCheck({ hosts, requiresToken, isProxied }: HostOptions): HostCheck {
  const allowedHosts = new Set(hosts.map((host) => host.toLowerCase()))
  // The owner of a name can make it resolve to this machine; that is impossible with an address.
  return (headers) => {
    const host = hostName(headers.host ?? '')
    return (
      isLoopback(host) ||
      allowedHosts.has(host) ||
      (requiresToken && isAddress(host)) ||
      // Only Amazon and those who control the network can make these names lead here.
      (isMTurkSite(host) && isProxied(headers))
    )
  }
}

/**
 * Refuses requests from pages of other sites. Any page that the developer visits can send requests to
 * this machine, and can do so under a name of its own that resolves to it (DNS rebinding): the name
 * in `Host` must be allowed, and another site may only link to a page.
 */
export function requireSameOrigin(options: HostOptions): RequestHandler {
  const isAllowedHost = createHostCheck(options)

  return (request, response, next) => {
    if (!isAllowedHost(request.headers)) {
      const host = hostName(request.headers.host ?? '')
      return void response.status(403).json({
        error: 'ForbiddenHost',
        message: isMTurkSite(host)
          ? `${host} is Amazon's. The emulator answers under this name through the proxy of mturk-local exec only.`
          : `The control API answers under loopback names only, not under "${host}". Start with --control-hosts ${host} to allow it.`,
      })
    }
    if (isCrossSite(request.headers) && !isNavigation(request))
      return void response.status(403).json({
        error: 'ForbiddenOrigin',
        message: 'The control API refuses requests from pages of other sites.',
      })
    next()
  }
}

/** The name in a `Host` header. */
export const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

/** The names of Amazon's sites, which the proxy of `exec` leads here. */
export const isMTurkSite = (host: string): boolean =>
  /^((www|worker|workersandbox|requester|requestersandbox)\.)?mturk\.com$/.test(host)

const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) > 0

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** To browsers another port of this machine is the same site, but it belongs to another program. */
function isCrossSite({ host, origin, ...headers }: Headers): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (origin === undefined) return false
  return !URL.canParse(String(origin)) || new URL(String(origin)).host !== host
}

/** A link to a page was followed: it opens in its own tab, and the other site cannot read it. */
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

/** Whether a path is a page, for people; else it belongs to the control API. */
export const isPage = (path: string): boolean => !/^\/_mturk(\/|$)/.test(path)
