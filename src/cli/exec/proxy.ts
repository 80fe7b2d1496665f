import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Random, randomHex } from '../../core/random.js'
import { effectivePort } from '../../services/egress/connection-guard.js'
import { createCallerCheck, userName } from './caller-check.js'
import { forward } from './forward.js'
import { otherServiceUrl, refuse } from './other-services.js'
import { createLogEntry } from './proxy-log.js'
import { chooseDestination, normalizeHost } from './proxy-route.js'
import type { ReadTcpTables } from './socket-owner.js'
import { openTunnel, type TunnelOptions } from './tunnel.js'

interface ProxyOptions extends TunnelOptions {
  /** Endpoint of the emulator. */
  readonly endpoint: URL
  readonly random: Random
  readonly readTcpTables: ReadTcpTables
}

/** A local forward proxy for one program. */
interface Proxy {
  /** URL of the proxy; requests addressed to it directly go to the emulator. */
  readonly url: URL
  /** Proves to the emulator that a request came through the proxy. */
  readonly secret: string
  close(): void
}

/**
 * Starts a proxy that answers calls to Amazon's hosts for MTurk, SQS and SNS from the emulator,
 * forwards calls to this machine and to allowed hosts, and refuses all others.
 */
export async function openProxy(parts: ProxyOptions): Promise<Proxy> {
  const secret = randomHex(parts.random, 64)
  const sockets = new Set<Socket>()
  /** Origin of the requests in each tunnel. */
  const origins = new WeakMap<Socket, string>()
  // Clients keep connections longer than Node does by default; closing first would race with their
  // next call.
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
    handleRequest(incoming, outgoing).catch(() => {
      outgoing.writeHead(502).end(`${incoming.headers.host} cannot be resolved.\n`)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (incoming, socket: Socket, head) => {
    if (!callers.isAllowed(incoming, socket)) {
      logStranger(incoming)
      return void socket.end(callers.password === '' ? strangerResponse : passwordResponse)
    }
    openTunnel(parts, incoming.url ?? '', socket, head, (innerSocket, origin) => {
      origins.set(innerSocket, origin)
      server.emit('connection', innerSocket)
    }).catch(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const callers = await createCallerCheck(server, parts.random, parts.readTcpTables)
  const ownOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handleRequest(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming
    const url = resolveUrl(incoming, origins.get(incoming.socket) ?? ownOrigin)
    if (!url) return void outgoing.writeHead(400).end('This is not a URL.\n')
    const isDirect = url.origin === ownOrigin
    const isInTunnel = origins.has(incoming.socket)
    // With a password, a direct request is worth as much as one to the emulator's own port.
    const needsNoPassword = isDirect && callers.password !== ''
    if (!isInTunnel && !needsNoPassword && !callers.isAllowed(incoming, incoming.socket)) {
      logStranger(incoming)
      const status = callers.password === '' ? 403 : 407
      outgoing.writeHead(status, { 'proxy-authenticate': 'Basic', connection: 'close' })
      return void outgoing.end(`${strangerNote}\n`)
    }
    const requestedUrl = (isDirect && otherServiceUrl(incoming)) || url
    const host = normalizeHost(requestedUrl)
    const { route, lookup } =
      isDirect && requestedUrl === url
        ? { route: 'here' as const }
        : await chooseDestination(
            host,
            effectivePort(requestedUrl),
            parts.allowedHosts,
            parts.resolve,
          )

    const operation = headers['x-amz-target']?.toString().split('.')[1]
    const entry = createLogEntry({ method, url: requestedUrl.href, operation }, host, route)
    parts.logCall(entry)
    // A page of a name that was made to lead to the proxy can only call it directly.
    if (route === 'here')
      forward(incoming, outgoing, url, parts.endpoint, isDirect ? {} : { secret })
    else if (entry.outcome === 'forwarded') forward(incoming, outgoing, url, url, { lookup })
    else refuse(incoming, outgoing, entry.note!)
  }

  function logStranger({ method = 'GET', url = '/' }: IncomingMessage): void {
    parts.logCall({ method, url, outcome: 'refused', note: strangerNote })
  }

  const url = new URL(ownOrigin)
  if (callers.password !== '')
    Object.assign(url, { username: userName, password: callers.password })
  return {
    url,
    secret,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const strangerNote = 'A program of another user was refused by the proxy of exec.'
const strangerResponse = `HTTP/1.1 403 Refused by mturk-local exec\r\nconnection: close\r\n\r\n`
const passwordResponse =
  'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\nconnection: close\r\n\r\n'

/** Requests to a proxy have absolute URLs; those to a server or inside a tunnel have paths. */
function resolveUrl({ url = '/' }: IncomingMessage, origin: string): URL | undefined {
  const whole = url.startsWith('/') ? origin + url : url
  return URL.canParse(whole) ? new URL(whole) : undefined
}
