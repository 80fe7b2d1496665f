import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { EgressPolicy } from './egress-policy.js'

export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The timeout of an endpoint, in milliseconds: 15 seconds in SNS. */
const timeoutMs = 15_000
/** The maximum number of bytes read of a response, so that its connection can be reused. */
const maxResponseBytes = 64 * 1024

/**
 * Posts messages; each resolves with the status of the response. Bodies are ignored, redirects are
 * not followed.
 */
export const createHttpEndpoint =
  ({ isAllowed, lookup }: EgressPolicy) =>
  async (url: string, message: HttpMessage): Promise<number> => {
    if (!isAllowed(url)) throw new Error(`${new URL(url).host} is not an allowed host.`)
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
        // A server on the developer's machine rarely has a trusted certificate.
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
