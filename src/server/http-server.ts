import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SettingError } from '../core/setting-error.js'

/** A port that answers. */
interface HttpServer {
  readonly port: number
  /** Has each connection end with its next answer. */
  drain(): void
  /** Takes no new connections, lets what is under way end for so many milliseconds, then cuts it. */
  close(grace: number): Promise<void>
}

/** How much, and how long, one port puts up with; times in milliseconds. */
export interface HttpLimits {
  readonly maxConnections: number
  /** Until a request's headers are there, and until all of it is. */
  readonly headersTimeout: number
  readonly requestTimeout: number
  /** In which a client takes nothing of its answer, or says nothing at all. */
  readonly inactivityTimeout: number
  /** How often requests are looked after that take too long to come. */
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
 * @throws SettingError when the port is taken or the address is not this machine's
 */
export async function listenHttp(
  listener: RequestListener,
  host: string,
  port: number,
  after: (delay: number, callback: () => void) => () => void,
  limits: HttpLimits,
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
  const responses = new WeakMap<Socket, ServerResponse>()
  let draining = false
  server.on('request', ({ socket }, response) => {
    responses.set(socket, response)
    if (draining) response.shouldKeepAlive = false
  })
  server.timeout = limits.inactivityTimeout
  server.on('timeout', (socket: Socket) => {
    // Whoever waits for an answer that is not there yet is silent for good reason.
    if (responses.get(socket)?.writableEnded ?? true) socket.destroy()
  })
  server.on('clientError', handleClientError)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SettingError(describeListenError(error, host, port))),
    )
    server.listen(port, host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    drain() {
      draining = true
    },
    close: (grace) =>
      new Promise((resolve) => {
        const cancel = after(grace, () => server.closeAllConnections())
        server.close(() => {
          cancel()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function describeListenError(
  { code, message }: NodeJS.ErrnoException,
  host: string,
  port: number,
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken, perhaps by another mturk-local. Give --port another, or 0 for a free one.`
  if (code === 'EACCES') return `Port ${port} needs more rights. Give --port one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Give --host another.`
  return `${host}:${port} cannot be listened on: ${message}.`
}

/** What is not even HTTP gets an answer in AWS's form all the same. */
function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const status = tooLarge
    ? '431 Request Header Fields Too Large'
    : timedOut
      ? '408 Request Timeout'
      : '400 Bad Request'
  const body = JSON.stringify({ __type: 'SerializationException', message: 'This is not HTTP.' })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}
