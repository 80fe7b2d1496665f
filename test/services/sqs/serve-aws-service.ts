import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBody } from '../../../src/services/aws/body.js'
import type { AwsCaller, AwsService } from '../../../src/services/aws/http.js'

/** A port of its own for one service, without the edge in front of it. */
export async function serveAwsService(
  service: AwsService,
  caller: AwsCaller = { account: '000000000000', region: 'us-east-1' },
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController()
    outgoing.on('close', () => gone.abort())
    const [path = '/', query = ''] = incoming.url!.split('?')
    const { status, headers, body } = await service(
      {
        method: incoming.method!,
        path,
        query,
        headers: incoming.headers,
        body: await readBody(incoming, 16 * 1024 * 1024),
        signal: gone.signal,
      },
      caller,
      randomUUID(),
    )
    outgoing.writeHead(status, headers).end(body)
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
