import type { RequestHandler } from 'express'

/**
 * Keeps other web pages out: a page that the developer happens to visit can send requests to this
 * machine, also under a name of its own that points here, so the name in `Host` must be ours, and a
 * write must not come from another site.
 */
export function guard(allowedHosts: readonly string[]): RequestHandler {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()))

  return (request, response, next) => {
    const host = hostName(request.headers.host ?? '')
    if (!isLoopback(host) && !allowed.has(host))
      return void response.status(403).json({
        error: 'ForbiddenHost',
        message: `The control API answers under loopback names only, not under "${host}". Start with --control-hosts ${host} to allow it.`,
      })
    if (isForeign(request.headers))
      return void response.status(403).json({
        error: 'ForbiddenOrigin',
        message: 'The control API is not for pages of other sites.',
      })
    next()
  }
}

export const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

export const isLoopback = (host: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)

function isForeign(headers: { host?: string; origin?: string; [name: string]: unknown }): boolean {
  const site = headers['sec-fetch-site']
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') return true
  if (headers.origin === undefined) return false
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host
}
