import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ResolveDestination } from '../../services/egress/connection-guard.js'
import type { CertificateAuthority } from '../../services/tls/certificate-authority.js'
import { createLogEntry, createUntrustedEntry, type LogProxyCall } from './proxy-log.js'
import { chooseDestination, normalizeHost } from './proxy-route.js'

export interface TunnelOptions {
  readonly authority: Pick<CertificateAuthority, 'getSecureContext'>
  /** Other hosts that calls may go to. */
  readonly allowedHosts: readonly string[]
  /** Checks the addresses of an allowed host. */
  readonly resolve: ResolveDestination
  readonly logCall: LogProxyCall
}

/**
 * Handles CONNECT: tunnels to this machine and to allowed hosts, and terminates TLS for Amazon's
 * hosts with our certificate.
 *
 * @param hostAndPort target of the CONNECT request
 * @param serve handles the requests in a tunnel that ends here, with their origin
 */
export async function openTunnel(
  { authority, allowedHosts, resolve, logCall }: TunnelOptions,
  hostAndPort: string,
  socket: Socket,
  head: Buffer,
  serve: (innerSocket: Socket, origin: string) => void,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  if (!/:\d+$/.test(hostAndPort) || !URL.canParse(`http://${hostAndPort}`))
    return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  const port = Number(hostAndPort.slice(hostAndPort.lastIndexOf(':') + 1))
  const host = normalizeHost(new URL(`http://${hostAndPort}`))
  const { route, lookup } = await chooseDestination(host, port, allowedHosts, resolve)

  if (route === 'here' || route === 'amazon') {
    socket.write(establishedResponse)
    if (head.length > 0) socket.unshift(head)
    if (!(await startsWithTls(socket))) return serve(socket, `http://${host}:${port}`)
    const inside = new TLSSocket(socket, {
      isServer: true,
      secureContext: await authority.getSecureContext(host),
      ALPNProtocols: ['http/1.1'],
    })
    inside.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (/^ERR_SSL_.*ALERT/.test(code)) logCall(createUntrustedEntry(host))
    })
    return serve(inside, `https://${host}:${port}`)
  }

  const entry = createLogEntry({ method: 'CONNECT', url: `https://${host}:${port}/` }, host, route)
  logCall(entry)
  if (entry.outcome === 'refused') return void socket.end(formatRefusal(entry.note!))
  const upstream = connect({ host: host.replace(/^\[|\]$/g, ''), port, lookup })
  upstream.on('error', () => socket.destroy())
  upstream.once('connect', () => {
    socket.write(establishedResponse)
    upstream.write(head)
    socket.pipe(upstream).pipe(socket)
  })
  socket.on('close', () => upstream.destroy())
}

const establishedResponse = 'HTTP/1.1 200 Connection Established\r\n\r\n'

/** Clients show only the first line. */
const formatRefusal = (note: string): string =>
  `HTTP/1.1 403 Refused by mturk-local exec\r\ncontent-type: text/plain\r\ncontent-length: ${note.length + 1}\r\nconnection: close\r\n\r\n${note}\n`

/** A TLS handshake starts with its own record type (RFC 8446, 5.1), HTTP with a letter. */
async function startsWithTls(socket: Socket): Promise<boolean> {
  if (socket.readableLength === 0) await once(socket, 'readable')
  const firstBytes: Buffer | null = socket.read()
  if (firstBytes) socket.unshift(firstBytes)
  return firstBytes?.[0] === 22
}
