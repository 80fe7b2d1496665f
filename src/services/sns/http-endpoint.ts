import { request as httpRequest } from 'node:http'
import { isLoopback } from '../../core/loopback.js'
import { createGuardedAgents, type GuardedAgents } from '../egress/guarded-agents.js'
import { explainCertificateError, type VerifyServer } from '../tls/verify-server.js'
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
export function createHttpEndpoint(
  { isAllowed, resolve }: EgressPolicy,
  verifyServer: VerifyServer,
): (url: string, message: HttpMessage) => Promise<number> {
  const agents = createGuardedAgents({ resolve, verifyServer })

  return async (url, message) => {
    const { protocol, host, hostname, username, password } = new URL(url)
    if (!isAllowed(url)) throw new Error(`${host} is not an allowed host.`)
    const hasCredentials = username !== '' || password !== ''
    if (protocol === 'http:' && hasCredentials && !isLoopback(hostname))
      throw new Error(
        `${host} would get the user name and password of its subscription in clear text: subscribe it with https.`,
      )
    return post(url, message, agents)
  }
}

const post = (url: string, { headers, body }: HttpMessage, agents: GuardedAgents) =>
  new Promise<number>((resolve, reject) => {
    const isHttps = url.startsWith('https:')
    // Loaded with the first https endpoint: it takes a tenth of a start.
    const send = isHttps ? process.getBuiltinModule('node:https').request : httpRequest
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
        agent: isHttps ? agents.httpsAgent : agents.httpAgent,
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
    request.on('error', (error) => reject(explainCertificateError(error, new URL(url).host)))
    request.end(body)
  })
