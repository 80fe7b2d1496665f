import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How long an endpoint may take, in milliseconds: SNS gives it 15 seconds. */
const patience = 15_000

/** Posts a message and resolves with the status; what it answers is read and let go, redirects are not followed. */
export const postTo = (url: string, { headers, body }: HttpMessage): Promise<number> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: patience,
        signal: AbortSignal.timeout(patience),
        // A server on one's own machine rarely has a certificate that anybody vouches for.
        ...(url.startsWith('https:') && { rejectUnauthorized: false }),
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
        response.on('error', reject)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`No answer within ${patience} ms.`)))
    request.on('error', reject)
    request.end(body)
  })

/** Whether a URL's host is this machine by its plain names and numbers. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase()
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)
}
