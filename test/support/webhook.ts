import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface WebhookRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A web hook that notes what it is sent, and answers as it is told, 200 unless told. */
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
  /** Resolves with what was posted as soon as there are so many. */
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
    waitForRequests: waitForRequests,
    requests: requests,
  }
}
