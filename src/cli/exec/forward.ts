import { type IncomingMessage, request as requestByHttp, type ServerResponse } from 'node:http'
import { request as requestByHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { proxyHeader } from '../../server/security/proxy-registry.js'

/**
 * Forwards a request unchanged, including its `Host`, which the signature covers, and returns the
 * response.
 *
 * @param requestedUrl URL of the request
 * @param upstream server that answers it
 * @param options.lookup resolves the server's name; Node's own by default
 * @param options.secret proves to the emulator that the request came through the proxy
 */
export function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  requestedUrl: URL,
  upstream: URL,
  { lookup, secret }: { readonly lookup?: LookupFunction; readonly secret?: string } = {},
): void {
  const request = upstream.protocol === 'https:' ? requestByHttps : requestByHttp
  const upstreamRequest = request({
    host: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    lookup,
    method: incoming.method,
    path: extractPath(incoming.url ?? '/'),
    headers: [
      ...removeHopByHopHeaders(incoming.rawHeaders),
      ...['x-forwarded-proto', requestedUrl.protocol.slice(0, -1)],
      ...(secret === undefined ? [] : [proxyHeader, secret]),
    ],
  })
  upstreamRequest.on('response', (response) => {
    outgoing.writeHead(response.statusCode!, removeHopByHopHeaders(response.rawHeaders))
    response.pipe(outgoing)
    response.on('error', () => outgoing.destroy())
  })
  upstreamRequest.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502).end(`Nothing answers at ${upstream.host}.\n`)
  })
  // Abort long polls of disconnected clients.
  outgoing.on('close', () => upstreamRequest.destroy())
  incoming.pipe(upstreamRequest)
}

/** The path exactly as sent, since the signature covers it. */
const extractPath = (url: string): string =>
  url.replace(/^[a-z]+:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/')

/** Hop-by-hop headers: RFC 9110, 7.6.1; and those that the proxy itself sets. */
const hopByHopHeaders = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'x-forwarded-proto',
  proxyHeader,
])

/** Alternating names and values as in `rawHeaders`, which keeps repeated names. */
function removeHopByHopHeaders(raw: readonly string[]): string[] {
  const endToEnd: string[] = []
  for (let index = 0; index < raw.length; index += 2)
    if (!hopByHopHeaders.has(raw[index]!.toLowerCase())) endToEnd.push(raw[index]!, raw[index + 1]!)
  return endToEnd
}
