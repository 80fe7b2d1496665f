import { once } from 'node:events'
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { realTimer } from '../../src/core/timer.js'
import { defaultLimits, listenHttp } from '../../src/server/http-server.js'

async function startServer(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const limits = { ...defaultLimits, maxConnections: 10 }
  const server = await listenHttp(listener, '127.0.0.1', 0, realTimer.after, limits)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(async () => {
    agent.destroy()
    await server.close(0)
  })
  return { server, request: (path: string) => get({ port: server.port, path, agent }) }
}

async function readResponse(request: ReturnType<typeof get>) {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response
}

test('a connection that was kept is answered once more while the server closes, and then ends', async () => {
  const { server, request } = await startServer((_, response) => void response.end('answer'))
  const before = await readResponse(request('/'))
  expect(before.headers.connection).toBe('keep-alive')

  const closed = server.close(60_000, 60_000)
  const after = await readResponse(request('/'))
  await closed

  expect([after.statusCode, after.headers.connection]).toEqual([200, 'close'])
})

test('a response that is in progress when the server closes says that the connection ends', async () => {
  let respond = () => {}
  const { server, request } = await startServer((_, response) => {
    respond = () => response.end('answer')
    waiting()
  })
  let waiting = () => {}
  const arrived = new Promise<void>((resolve) => {
    waiting = resolve
  })
  const sent = readResponse(request('/'))
  await arrived

  const closed = server.close(60_000)
  respond()
  const response = await sent
  await closed

  expect([response.statusCode, response.headers.connection]).toEqual([200, 'close'])
})

test('a connection whose response had begun when the server closes ends with that response', async () => {
  let respond = () => {}
  const { server, request } = await startServer((_, response) => {
    response.write('begun, ')
    respond = () => response.end('ended')
  })
  const sent = request('/')
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()

  const closed = server.close(60_000)
  respond()
  await once(response, 'end')

  await closed
})

test('an event stream ends when the server closes', async () => {
  const { server, request } = await startServer((_, response) => {
    response.setHeader('content-type', 'text/event-stream')
    response.write(': events\n\n')
  })
  const [response] = (await once(request('/'), 'response')) as [IncomingMessage]
  response.resume()

  const closed = server.close(60_000)
  await once(response, 'end')

  await closed
})
