import type { IncomingHttpHeaders } from 'node:http'

/**
 * The scheme and host by which a client reached this port, so that a client on another machine or
 * in a container gets URLs that it can reach. A load balancer or `mturk-local exec` that terminates
 * TLS says so in `X-Forwarded-Proto`.
 */
export const readRequestOrigin = ({
  host,
  'x-forwarded-proto': scheme,
}: IncomingHttpHeaders): string | undefined =>
  host && /^[\w.:[\]-]+$/.test(host)
    ? `${scheme === 'https' ? 'https' : 'http'}://${host}`
    : undefined

/** Origin of the URLs in a response or a message: without a slash at the end. */
export type ResolveOrigin = (requestOrigin?: string) => string
