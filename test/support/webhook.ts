import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface WebhookRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Starts a webhook that records its requests; it answers with `statuses` in turn, then with 200. */
export async function startWebhook(statuses: number[] = [], headers: Record<string, string> = {}) {
  const requests: WebhookRequest[] = []
  const waiters = new Set<() => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.writeHead(statuses.shift() ?? 200, headers).end()
      requests.push({ headers: request.headers, body })
      for (const notify of waiters) notify()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  /** Resolves with the requests as soon as `count` have arrived. */
  const waitForRequests = async (count: number): Promise<readonly WebhookRequest[]> => {
    while (requests.length < count) {
      await new Promise<void>((resolve) => {
        waiters.add(resolve)
      })
    }
    return requests
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    waitForRequests,
    requests,
  }
}
