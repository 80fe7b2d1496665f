import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { splitUrl } from '../../../src/server/aws-handler.js'
import { parseCall } from '../../../src/server/parse-call.js'
import { readBody } from '../../../src/services/aws/body.js'
import type { AwsService } from '../../../src/services/aws/http.js'

/** A port for one service alone, without authentication and fault injection in front of it. */
export async function serveAwsService(
  service: AwsService,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const abortController = new AbortController()
    response.on('close', () => abortController.abort())
    const call = parseCall(
      {
        method: request.method!,
        ...splitUrl(request.url),
        headers: request.headers,
        body: await readBody(request, 16 * 1024 * 1024),
      },
      {
        requestId: randomUUID(),
        traceparent: undefined,
        defaultRegion: 'us-east-1',
        signal: () => abortController.signal,
        isConnected: () => !abortController.signal.aborted,
      },
    )
    const { status, headers, body } = await service(call)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
