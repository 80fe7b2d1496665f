import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { describeListenError } from '../core/listen-error.js'
import { SettingError } from '../core/setting-error.js'
import { respondStopping } from './stopping-response.js'

/** An open HTTP port. */
interface HttpServer {
  readonly port: number
  /** Closes each connection with its next response. */
  drain(): void
  /**
   * Accepts no more connections; requests in progress are answered with 503 after the grace. A held
   * connection stays open.
   *
   * @param grace in milliseconds
   * @param linger milliseconds in which an idle connection may still send a request
   */
  close(grace: number, linger?: number): Promise<void>
}

/** Limits of one port; times in milliseconds. */
export interface HttpLimits {
  readonly maxConnections: number
  /** Until the headers of a request have arrived, and until the whole request has. */
  readonly headersTimeout: number
  readonly requestTimeout: number
  /** In which a client neither sends anything nor reads anything of its response. */
  readonly inactivityTimeout: number
  /** How often the server looks for requests that take too long to arrive. */
  readonly checkInterval: number
}

export const defaultLimits = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  inactivityTimeout: 30_000,
  checkInterval: 5000,
}

/**
 * Opens a port for HTTP.
 *
 * @throws SettingError when the port is taken or the address is not local
 */
export async function listenHttp(
  listener: RequestListener,
  host: string,
  port: number,
  after: (delay: number, callback: () => void) => () => void,
  limits: HttpLimits,
  isHeld: (socket: Socket) => boolean = () => false,
): Promise<HttpServer> {
  const server = createServer(
    {
      // Clients keep connections for minutes; closing them first would race with their next call.
      keepAliveTimeout: 75_000,
      requestTimeout: limits.requestTimeout,
      headersTimeout: limits.headersTimeout,
      connectionsCheckingInterval: limits.checkInterval,
      maxHeaderSize: 16 * 1024,
    },
    listener,
  )
  server.maxConnections = limits.maxConnections
  /** The latest response of each open connection. */
  const responses = new Map<Socket, ServerResponse>()
  let draining = false
  const sockets = new Set<Socket>()
  let onSocketClosed = () => {}
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      responses.delete(socket)
      onSocketClosed()
    })
  })
  // Before the handler, which may respond at once.
  server.prependListener('request', ({ socket }, response) => {
    responses.set(socket, response)
    if (draining) closeAfter(response)
  })
  server.timeout = limits.inactivityTimeout
  server.on('timeout', (socket: Socket) => {
    // A client that waits for its response has nothing to send: a long poll is no inactivity.
    if (responses.get(socket)?.writableEnded ?? true) socket.destroy()
  })
  server.on('clientError', handleClientError)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SettingError(describeListenError(error, { host, port, flag: '--port' }))),
    )
    server.listen(port, host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    drain,
    close: (grace, linger = 0) =>
      new Promise((resolve) => {
        drain()
        const cancelGrace = after(grace, refuseRequests)
        const cancelFlush = after(grace + flushTime, destroySockets)
        const cancelLinger = after(Math.min(linger, grace), closeIdle)
        const finish = () => {
          for (const cancel of [cancelGrace, cancelFlush, cancelLinger]) cancel()
          server.close()
          resolve()
        }
        // It waits for held connections too.
        onSocketClosed = () => {
          if (sockets.size > 0 && [...sockets].every(isHeld)) finish()
        }
        // Not the method of node:http, which closes idle connections at once: a request may be on
        // its way in one of them.
        NetServer.prototype.close.call(server, finish)
        if (linger === 0) closeIdle()
        onSocketClosed()
      }),
  }

  /** Node counts a connection as idle only after its first request. */
  function closeIdle(): void {
    server.closeIdleConnections()
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }

  function refuseRequests(): void {
    for (const socket of sockets) {
      if (isHeld(socket)) continue
      const response = responses.get(socket)
      if (response && !response.writableEnded) respondStopping(response)
      else socket.destroy()
    }
  }

  function destroySockets(): void {
    for (const socket of sockets) if (!isHeld(socket)) socket.destroy()
  }

  function drain(): void {
    draining = true
    for (const response of responses.values()) closeAfter(response)
  }
}

/** Milliseconds for the last responses to be sent. */
const flushTime = 250

/** Closes the connection after this response, and says so to the client if it still can. */
function closeAfter(response: ServerResponse): void {
  if (response.writableEnded) return
  // A stream has no end of its own; its client connects again.
  if (isEventStream(response)) return void response.end()
  if (!response.headersSent) response.shouldKeepAlive = false
  else response.once('finish', () => response.socket?.end())
}

/** Bytes that are not HTTP get an error response in AWS's form too. */
function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const [status, message] = tooLarge
    ? ['431 Request Header Fields Too Large', 'The headers of the request are too large.']
    : timedOut
      ? ['408 Request Timeout', 'The request was not complete in time.']
      : ['400 Bad Request', 'This is not HTTP.']
  const body = JSON.stringify({ __type: 'SerializationException', message })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

const isEventStream = (response: ServerResponse): boolean =>
  response.headersSent && response.getHeader('content-type') === 'text/event-stream'
