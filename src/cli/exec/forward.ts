import { type IncomingMessage, request as requestByHttp, type ServerResponse } from 'node:http'
import { request as requestByHttps } from 'node:https'

/**
 * Passes a call on as it came, its `Host` too, which a signature covers, and its answer back.
 *
 * @param named what the call names
 * @param to where it is answered
 */
export function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  named: URL,
  to: URL,
): void {
  const request = to.protocol === 'https:' ? requestByHttps : requestByHttp
  const onward = request({
    host: to.hostname.replace(/^\[|\]$/g, ''),
    port: to.port,
    method: incoming.method,
    path: pathOf(incoming.url ?? '/'),
    headers: [
      ...withoutHops(incoming.rawHeaders),
      ...['x-forwarded-proto', named.protocol.slice(0, -1)],
    ],
  })
  onward.on('response', (response) => {
    outgoing.writeHead(response.statusCode!, withoutHops(response.rawHeaders))
    response.pipe(outgoing)
    response.on('error', () => outgoing.destroy())
  })
  onward.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502).end(`Nothing answers at ${to.host}.\n`)
  })
  // A long poll for a client that went away should end.
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** As it was written: a signature covers each byte. */
const pathOf = (url: string): string =>
  url.replace(/^[a-z]+:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/')

/** What is said between neighbours only: RFC 9110, 7.6.1. */
const hops = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'x-forwarded-proto',
])

/** Names and values by turns, as Node has them, with repeated names kept. */
function withoutHops(raw: readonly string[]): string[] {
  const kept: string[] = []
  for (let index = 0; index < raw.length; index += 2)
    if (!hops.has(raw[index]!.toLowerCase())) kept.push(raw[index]!, raw[index + 1]!)
  return kept
}
