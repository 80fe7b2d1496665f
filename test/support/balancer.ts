import { type ClientRequest, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { pause, wallTimer } from '../../src/core/timer.js'

/** How often it asks who is ready, in milliseconds. */
const round = 50

/**
 * A plain load balancer: whoever is ready has a turn, without sticky sessions. What nobody has begun
 * to answer because nobody took the connection goes to the next; whatever else goes wrong is a
 * failure, as it is for any balancer that does not ask twice for what may have been done.
 */
export async function startBalancer(...first: readonly string[]) {
  const all = new Set(first)
  let ready: readonly string[] = first
  let turn = 0
  const failures: string[] = []

  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming)
    for (let tries = 0; tries < 3; tries++) {
      const endpoint = ready[turn++ % ready.length]!
      try {
        const answer = await ask(endpoint, incoming, body)
        const said = await text(answer)
        if (answer.statusCode! >= 500) failures.push(`${incoming.url} ${answer.statusCode} ${said}`)
        return void outgoing.writeHead(answer.statusCode!, answer.headers).end(said)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') continue
        failures.push(`${incoming.url} ${error}`)
        break
      }
    }
    outgoing.writeHead(502).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  let ended = false
  async function watch(): Promise<void> {
    while (!ended) {
      const states = await Promise.all([...all].map(async (each) => [each, await isReady(each)]))
      ready = states.flatMap(([each, is]) => (is ? [each as string] : []))
      await pause(wallTimer, round)
    }
  }
  const watching = watch()
  onTestFinished(async () => {
    ended = true
    await watching
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

/** Each time by a connection of its own, as balancers do unless told otherwise. */
function ask(endpoint: string, asked: IncomingMessage, body: string): Promise<IncomingMessage> {
  const { method, url, headers } = asked
  const { host: _, connection: __, ...rest } = headers
  return new Promise((resolve, reject) => {
    const call: ClientRequest = request(`${endpoint}${url}`, {
      ...{ method, headers: rest, agent: false },
    })
    call.on('response', resolve).on('error', reject).end(body)
  })
}
