import { type ClientRequest, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { realTimer, sleep } from '../../src/core/timer.js'

/** How often it polls readiness, in milliseconds. */
const pollInterval = 50

/**
 * A round-robin load balancer over the ready processes, without sticky sessions. A refused
 * connection is retried on the next process; any other error is a failure, since the call may
 * have been done.
 */
export async function startLoadBalancer(...endpoints: readonly string[]) {
  const all = new Set(endpoints)
  let ready: readonly string[] = endpoints
  let next = 0
  const failures: string[] = []

  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming)
    for (let attempt = 0; attempt < 3; attempt++) {
      const endpoint = ready[next++ % ready.length]!
      try {
        const response = await forward(endpoint, incoming, body)
        const responseBody = await text(response)
        if (response.statusCode! >= 500)
          failures.push(`${incoming.url} ${response.statusCode} ${responseBody}`)
        return void outgoing.writeHead(response.statusCode!, response.headers).end(responseBody)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') continue
        failures.push(`${incoming.url} ${error}`)
        break
      }
    }
    outgoing.writeHead(502).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  let stopped = false
  async function pollReadiness(): Promise<void> {
    while (!stopped) {
      const states = await Promise.all([...all].map(async (each) => [each, await isReady(each)]))
      ready = states.flatMap(([each, is]) => (is ? [each as string] : []))
      await sleep(realTimer, pollInterval)
    }
  }
  const polling = pollReadiness()
  onTestFinished(async () => {
    stopped = true
    await polling
    server.closeAllConnections()
    server.close()
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    add: (endpoint: string) => void all.add(endpoint),
    remove: (endpoint: string) => void all.delete(endpoint),
  }
}

const isReady = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_mturk/ready`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Uses a new connection for each request, the default of most load balancers. */
function forward(
  endpoint: string,
  incoming: IncomingMessage,
  body: string,
): Promise<IncomingMessage> {
  const { method, url, headers } = incoming
  const { host: _, connection: __, ...rest } = headers
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = request(`${endpoint}${url}`, {
      ...{ method, headers: rest, agent: false },
    })
    outgoing.on('response', resolve).on('error', reject).end(body)
  })
}
