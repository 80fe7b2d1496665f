import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Responses to requests to stop. Each ends when the emulator has closed its data, or with the process:
 * so its client knows when that is.
 */
export class StopResponses {
  readonly #responses = new Map<Socket | null, ServerResponse>()

  /** Sends the body, after which the connection stays open. */
  add(response: ServerResponse, body: object): void {
    const { socket } = response
    this.#responses.set(socket, response)
    response.on('close', () => this.#responses.delete(socket))
    // The end of the connection is that of the body, also when the kernel closes it.
    response.useChunkedEncodingByDefault = false
    response.shouldKeepAlive = false
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.write(JSON.stringify(body))
  }

  has(socket: Socket | null): boolean {
    return this.#responses.has(socket)
  }

  /** @param withProcess whether the process ends next, and the connections with it */
  end(withProcess: boolean): void {
    for (const [socket, response] of this.#responses)
      if (withProcess) socket?.unref()
      else response.end()
  }
}
