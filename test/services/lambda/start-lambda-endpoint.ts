import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface InvokeRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface InvokeAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Speaks Lambda’s Invoke API: answers with the given answers in turn, then with the last one. */
export async function startLambdaEndpoint(...answers: [InvokeAnswer, ...InvokeAnswer[]]) {
  const requests: InvokeRequest[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    let body = ''
    for await (const chunk of request) body += chunk
    const answer = answers[Math.min(requests.length, answers.length - 1)]!
    requests.push({ method, url, headers, body })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { lambdaEndpoint: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, requests }
}
