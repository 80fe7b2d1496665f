import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { EgressPolicy } from './egress-policy.js'

export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How long an endpoint may take, in milliseconds: SNS gives it 15 seconds. */
const timeoutMs = 15_000
/** Bytes of an answer that are read, so that the connection can be used again. */
const maxResponseBytes = 64 * 1024

/**
 * Posts messages, each resolving with the status of the answer. What else is answered is let go;
 * redirects are not followed.
 */
export const createHttpEndpoint =
  ({ isAllowed, lookup }: EgressPolicy) =>
  async (url: string, message: HttpMessage): Promise<number> => {
    if (!isAllowed(url)) throw new Error(`${new URL(url).host} may not be posted to.`)
    return post(url, message, lookup)
  }

const post = (url: string, { headers, body }: HttpMessage, lookup: LookupFunction) =>
  new Promise<number>((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
        lookup,
        // A server on one's own machine rarely has a certificate that anybody vouches for.
        ...(url.startsWith('https:') && { rejectUnauthorized: false }),
      },
      (response) => {
        let remaining = maxResponseBytes
        response.on('data', (chunk: Buffer) => {
          remaining -= chunk.length
          if (remaining < 0) response.destroy()
        })
        response.on('error', () => {})
        resolve(response.statusCode ?? 0)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`No answer within ${timeoutMs} ms.`)))
    request.on('error', reject)
    request.end(body)
  })
