import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { forward } from './forward.js'
import { otherServiceUrl } from './other-service-url.js'
import { createLogEntry } from './proxy-log.js'
import { chooseRoute, normalizeHost } from './proxy-route.js'
import { refuse } from './refuse.js'
import { openTunnel, type TunnelOptions } from './tunnel.js'

interface ProxyOptions extends TunnelOptions {
  /** Where the emulator answers. */
  readonly endpoint: URL
}

/** A forward proxy on this machine, for one program. */
interface Proxy {
  /** Both the proxy and, for calls that are addressed to it itself, the emulator. */
  readonly url: URL
  close(): void
}

/**
 * Answers calls to MTurk's, SQS's and SNS's own names from the emulator, whatever the client thinks
 * that it speaks to, lets those to this machine and to allowed hosts pass, and refuses the others.
 */
export async function openProxy(parts: ProxyOptions): Promise<Proxy> {
  const sockets = new Set<Socket>()
  /** What the calls through a tunnel are addressed to. */
  const origins = new WeakMap<Socket, string>()
  // A client keeps connections longer than Node would; closing them first races with its next call.
  const server = createServer({ keepAliveTimeout: 75_000 }, handleRequest)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (incoming, socket: Socket, head) => {
    openTunnel(parts, incoming.url ?? '', socket, head, (innerSocket, origin) => {
      origins.set(innerSocket, origin)
      server.emit('connection', innerSocket)
    }).catch(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ownOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function handleRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', headers } = incoming
    const url = resolveUrl(incoming, origins.get(incoming.socket) ?? ownOrigin)
    if (!url) return void outgoing.writeHead(400).end('This is no URL.\n')
    const isDirect = url.origin === ownOrigin
    const requestedUrl = (isDirect && otherServiceUrl(incoming)) || url
    const host = normalizeHost(requestedUrl)
    const route = isDirect && requestedUrl === url ? 'here' : chooseRoute(host, parts.allowedHosts)

    const operation = headers['x-amz-target']?.toString().split('.')[1]
    const entry = createLogEntry({ method, url: requestedUrl.href, operation }, host, route)
    parts.logCall(entry)
    if (route === 'here') forward(incoming, outgoing, url, parts.endpoint)
    else if (entry.outcome === 'passed on') forward(incoming, outgoing, url, url)
    else refuse(incoming, outgoing, entry.note!)
  }

  return {
    url: new URL(ownOrigin),
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** A proxy is given whole URLs; a server, and the inside of a tunnel, paths. */
function resolveUrl({ url = '/' }: IncomingMessage, origin: string): URL | undefined {
  const whole = url.startsWith('/') ? origin + url : url
  return URL.canParse(whole) ? new URL(whole) : undefined
}
