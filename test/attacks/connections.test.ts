import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import supertest from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { realTimer } from '../../src/core/timer.js'
import { ControlClient } from '../../src/server/control/client.js'
import { type HttpLimits, listenHttp } from '../../src/server/http-server.js'
import { openRawConnection, readUntilClosed, waitForClose } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

/** A server with timeouts of milliseconds in place of seconds. */
async function startPort(listener: RequestListener, limits: Partial<HttpLimits> = {}) {
  const { port, close } = await listenHttp(listener, '127.0.0.1', 0, realTimer.after, {
    maxConnections: 10,
    headersTimeout: 50,
    requestTimeout: 100,
    inactivityTimeout: 50,
    checkInterval: 10,
    ...limits,
  })
  onTestFinished(() => close(0))
  return `http://127.0.0.1:${port}`
}

/** On a busy machine a request may take its time to arrive. */
const patientLimits = { headersTimeout: 60_000, requestTimeout: 60_000, inactivityTimeout: 60_000 }

test('headers that never end time out', async () => {
  const url = await startPort((_, response) => void response.end('hello'), {
    inactivityTimeout: 60_000,
  })
  const slow = await openRawConnection(url)
  slow.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: ')
  const drip = setInterval(() => slow.write('a'), 5)
  onTestFinished(() => clearInterval(drip))

  const answer = await readUntilClosed(slow)
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/)
  expect(answer).toContain('The request was not complete in time.')
})

test('a body that never ends times out', async () => {
  const url = await startPort(() => {}, { headersTimeout: 50 })
  const slow = await openRawConnection(url)
  slow.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n')
  const drip = setInterval(() => slow.write('a'), 5)
  onTestFinished(() => clearInterval(drip))

  await readUntilClosed(slow)
})

test('an idle connection is closed', async () => {
  const url = await startPort(() => {})

  await readUntilClosed(await openRawConnection(url))
})

test('a client that does not read its response is disconnected', async () => {
  let cut = () => {}
  const url = await startPort(({ socket }, response) => {
    socket.setTimeout(50)
    response.on('close', () => cut())
    response.end(Buffer.alloc(64 * 1024 * 1024))
  }, patientLimits)
  const slow = await openRawConnection(url)
  slow.pause()

  await new Promise<void>((resolve) => {
    cut = resolve
    slow.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  })
})

test('a client that waits for a response is not disconnected, however long it takes', async () => {
  const url = await startPort(({ socket }, response) => {
    socket.setTimeout(50)
    // The idle timeout is over, so the server has had its chance to close the connection.
    socket.once('timeout', () => setImmediate(() => response.end('at last')))
  }, patientLimits)

  expect(await (await fetch(url)).text()).toBe('at last')
})

test('the number of connections is limited, and one that ends makes room', async () => {
  const url = await startPort((_, response) => void response.end('hello'), {
    maxConnections: 2,
    ...patientLimits,
  })
  const [first] = [await openRawConnection(url), await openRawConnection(url)]

  await readUntilClosed(await openRawConnection(url))
  first.destroy()

  // The server notices the end a moment later.
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer) return expect(await answer.text()).toBe('hello')
  }
})

test('headers that are too large are refused', async () => {
  const { endpoint } = await startTestEmulator()
  const socket = await openRawConnection(endpoint)

  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)

  expect(await readUntilClosed(socket)).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large/)
})

test.each([
  ['/_mturk/reset', 'POST', 200_000],
  ['/_mturk/layouts/L', 'PUT', 2_000_000],
  ['/_mturk/workers/A1/accept', 'POST', 2_000_000],
])('the body of %s is limited, compressed or not', async (path, method, bytes) => {
  const { endpoint } = await startTestEmulator()
  const body = JSON.stringify({ what: 'a'.repeat(bytes) })
  const headers = { 'content-type': 'application/json' }

  const plain = await fetch(endpoint + path, { method, headers, body })
  const packed = await fetch(endpoint + path, {
    method,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: gzipSync(body),
  })

  expect([plain.status, packed.status]).toEqual([413, 413])
})

test('a form of a HIT is limited in bytes and fields', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)
  const submit = (body: string) =>
    http.post('/mturk/externalSubmit').type('form').send(`assignmentId=A&${body}`)

  expect((await submit(`a=${'b'.repeat(2_000_000)}`)).status).toBe(413)
  expect((await submit('a=b&'.repeat(5000))).status).toBe(413)
})

test('an event stream takes a slot, and without a free slot no client may wait', async () => {
  const { endpoint, sqs } = await startTestEmulator({ longPolls: 1 })
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const stream = await new ControlClient(endpoint).stream()

  const statuses = await Promise.all(
    ['stream', 'settled', 'deliveries/wait', 'info', 'deliveries'].map(
      async (path) => (await fetch(`${endpoint}/_mturk/${path}`)).status,
    ),
  )
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))

  expect(statuses).toEqual([503, 503, 503, 200, 200])
  await expect(poll).rejects.toMatchObject({ name: 'RequestThrottled' })
  expect(await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).not.toHaveProperty('Messages')
  await stream.return(undefined)
})

test('of two long polls with room for one, one is refused and one is served', async () => {
  const { sqs } = await startTestEmulator({ longPolls: 1 })
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const poll = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))

  const polls = [poll(), poll()]
  await expect(Promise.race(polls)).rejects.toMatchObject({ name: 'RequestThrottled' })
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'for the other' }))

  expect((await Promise.any(polls)).Messages).toHaveLength(1)
})

test('a client that disconnects frees its slot', async () => {
  const { endpoint } = await startTestEmulator({ longPolls: 1 })
  const gone = new AbortController()
  const wait = () => fetch(`${endpoint}/_mturk/deliveries/wait?timeout=60000`, { signal })
  const { signal } = gone
  const waits = [wait(), wait()]
  const over = Promise.allSettled(waits)
  expect((await Promise.race(waits)).status).toBe(503)

  gone.abort()
  await over

  // The server notices it a moment later.
  const again = () => fetch(`${endpoint}/_mturk/deliveries/wait?timeout=0`)
  while ((await again()).status === 503);
})

test('an event stream that is not read is closed before it fills the memory', async () => {
  const { endpoint } = await startTestEmulator()
  const deaf = await openRawConnection(endpoint)
  deaf.pause()
  deaf.write('GET /_mturk/stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const other = new ControlClient(endpoint)
  const liveStream = await other.stream()
  const large = JSON.stringify({ Unknown: 'x'.repeat(1_000_000) })

  let ended = false
  deaf.once('close', () => {
    ended = true
  })
  // A call of a megabyte is published whole to event streams.
  for (let calls = 0; calls < 60 && !ended; calls++) {
    await fetch(endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance',
        'content-type': 'application/x-amz-json-1.1',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=00',
        'x-amz-date': '20260101T000000Z',
      },
      body: large,
    })
    await liveStream.next()
  }
  deaf.resume()
  await waitForClose(deaf)
  await liveStream.return(undefined)
})

test('pipelined calls are answered in order, and no faster than they are read', async () => {
  const { endpoint } = await startTestEmulator()
  const socket = await openRawConnection(endpoint)
  const one = 'GET /_mturk/health HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const last = one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')

  socket.write(one.repeat(500) + last)

  expect((await readUntilClosed(socket)).match(/\{"status":"ok"\}/g)).toHaveLength(501)
})
