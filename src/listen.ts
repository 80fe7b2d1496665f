import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SettingError } from './options.js'

/** A port that answers. */
export interface Listening {
  readonly port: number
  /** Takes no new connections, lets what is under way end for so many milliseconds, then cuts it. */
  close(grace: number): Promise<void>
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
): Promise<Listening> {
  const server = createServer(
    // Clients keep connections for minutes; closing them first would race with their next call.
    { keepAliveTimeout: 75_000, requestTimeout: 60_000, headersTimeout: 30_000 },
    listener,
  )
  server.on('clientError', answerGarbage)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SettingError(sentenceFor(error, host, port))),
    )
    server.listen(port, host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
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
