import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SettingError } from '../core/setting-error.js'

/** A port that answers. */
export interface Listening {
  readonly port: number
  /** Has each connection end with its next answer. */
  drain(): void
  /** Takes no new connections, lets what is under way end for so many milliseconds, then cuts it. */
  close(grace: number): Promise<void>
}

/** How much, and how long, one port puts up with; times in milliseconds. */
export interface Limits {
  readonly connections: number
  /** Until a request's headers are there, and until all of it is. */
  readonly headers: number
  readonly request: number
  /** In which a client takes nothing of its answer, or says nothing at all. */
  readonly silence: number
  /** How often requests are looked after that take too long to come. */
  readonly round: number
}

export const usualLimits = {
  headers: 15_000,
  request: 60_000,
  silence: 30_000,
  round: 5000,
}

/**
 * Opens a port for HTTP.
 *
 * @throws SettingError when the port is taken or the address is not this machine's
 */
export async function listen(
  listener: RequestListener,
  host: string,
  port: number,
  after: (delay: number, wake: () => void) => () => void,
  limits: Limits,
): Promise<Listening> {
  const server = createServer(
    {
      // Clients keep connections for minutes; closing them first would race with their next call.
      keepAliveTimeout: 75_000,
      requestTimeout: limits.request,
      headersTimeout: limits.headers,
      connectionsCheckingInterval: limits.round,
      maxHeaderSize: 16 * 1024,
    },
    listener,
  )
  server.maxConnections = limits.connections
  const answers = new WeakMap<Socket, ServerResponse>()
  let draining = false
  server.on('request', ({ socket }, response) => {
    answers.set(socket, response)
    if (draining) response.shouldKeepAlive = false
  })
  server.timeout = limits.silence
  server.on('timeout', (socket: Socket) => {
    // Whoever waits for an answer that is not there yet is silent for good reason.
    if (answers.get(socket)?.writableEnded ?? true) socket.destroy()
  })
  server.on('clientError', answerGarbage)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SettingError(sentenceFor(error, host, port))),
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
        const callOff = after(grace, () => server.closeAllConnections())
        server.close(() => {
          callOff()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function sentenceFor({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken, perhaps by another mturk-local. Give --port another, or 0 for a free one.`
  if (code === 'EACCES') return `Port ${port} needs more rights. Give --port one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Give --host another.`
  return `${host}:${port} cannot be listened on: ${message}.`
}

/** What is not even HTTP gets an answer in AWS's form all the same. */
function answerGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const status = tooLarge
    ? '431 Request Header Fields Too Large'
    : late
      ? '408 Request Timeout'
      : '400 Bad Request'
  const body = JSON.stringify({ __type: 'SerializationException', message: 'This is not HTTP.' })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}
