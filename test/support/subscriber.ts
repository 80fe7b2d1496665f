import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Post {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A web hook that notes what it is sent, and answers as it is told, 200 unless told. */
export async function startSubscriber(
  statuses: number[] = [],
  headers: Record<string, string> = {},
) {
  const posts: Post[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.writeHead(statuses.shift() ?? 200, headers).end()
      posts.push({ headers: request.headers, body })
      for (const wake of waiting) wake()
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
  const posted = async (count: number): Promise<readonly Post[]> => {
    while (posts.length < count) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve)
      })
    }
    return posts
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posted, posts }
}
