import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Authority } from './authority.js'
import { destinationOf, hostOf } from './destination.js'
import { distrust, entryOf, type Journal } from './journal.js'

export interface TunnelParts {
  readonly authority: Pick<Authority, 'contextFor'>
  /** Hosts elsewhere that calls may go to. */
  readonly allowed: readonly string[]
  readonly journal: Journal
}

/**
 * Opens what a client asked for by CONNECT: to this machine and allowed hosts a tunnel that is not
 * looked into, to Amazon's names one that ends here, where its certificate is ours.
 *
 * @param to a host and a port
 * @param serve takes what comes out of a tunnel that ends here, and what it is addressed to
 */
export async function openTunnel(
  { authority, allowed, journal }: TunnelParts,
  to: string,
  socket: Socket,
  head: Buffer,
  serve: (inside: Socket, origin: string) => void,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  if (!/:\d+$/.test(to) || !URL.canParse(`http://${to}`))
    return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  const port = Number(to.slice(to.lastIndexOf(':') + 1))
  const host = hostOf(new URL(`http://${to}`))
  const destination = destinationOf(host, allowed)

  if (destination === 'here' || destination === 'amazon') {
    socket.write(established)
    if (head.length > 0) socket.unshift(head)
    if (!(await speaksTls(socket))) return serve(socket, `http://${host}:${port}`)
    const inside = new TLSSocket(socket, {
      isServer: true,
      secureContext: await authority.contextFor(host),
      ALPNProtocols: ['http/1.1'],
    })
    inside.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (/^ERR_SSL_.*ALERT/.test(code)) journal(distrust(host))
    })
    return serve(inside, `https://${host}:${port}`)
  }

  const entry = entryOf({ method: 'CONNECT', url: `https://${host}:${port}/` }, host, destination)
  journal(entry)
  if (entry.became === 'refused') return void socket.end(refused(entry.note!))
  const beyond = connect({ host: host.replace(/^\[|\]$/g, ''), port })
  beyond.on('error', () => socket.destroy())
  beyond.once('connect', () => {
    socket.write(established)
    beyond.write(head)
    socket.pipe(beyond).pipe(socket)
  })
  socket.on('close', () => beyond.destroy())
}

const established = 'HTTP/1.1 200 Connection Established\r\n\r\n'

/** Clients show the first line and drop the rest. */
const refused = (note: string): string =>
  `HTTP/1.1 403 Refused by mturk-local exec\r\ncontent-type: text/plain\r\ncontent-length: ${note.length + 1}\r\nconnection: close\r\n\r\n${note}\n`

/** A handshake begins with a record of its own kind (RFC 8446, 5.1), HTTP with a letter. */
async function speaksTls(socket: Socket): Promise<boolean> {
  if (socket.readableLength === 0) await once(socket, 'readable')
  const begun: Buffer | null = socket.read()
  if (begun) socket.unshift(begun)
  return begun?.[0] === 22
}
