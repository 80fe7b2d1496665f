import { once } from 'node:events'
import { connect } from 'node:net'
import { GetAccountBalanceCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { ListTopicsCommand } from '@aws-sdk/client-sns'
import { ListQueuesCommand } from '@aws-sdk/client-sqs'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { openRawConnection, readUntilClosed } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host;x-amz-date, Signature=0'

/** A call as a client would make it by hand. */
const call = (
  endpoint: string,
  body: string | Buffer,
  { target = 'GetAccountBalance', ...headers }: Record<string, string> = {},
) =>
  supertest(endpoint)
    .post('/')
    .set({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${target}`,
      authorization,
      ...headers,
    })
    .serialize((body) => body as unknown as string)
    .send(body as string)

test('one port answers MTurk, SQS and SNS', async () => {
  const { mturk, sqs, sns } = await startTestEmulator()

  const answers = await Promise.all([
    mturk.send(new GetAccountBalanceCommand({})),
    sqs.send(new ListQueuesCommand({})),
    sns.send(new ListTopicsCommand({})),
  ])

  expect(answers.map(({ $metadata, ...answer }) => answer)).toEqual([
    { AvailableBalance: '10000.00' },
    {},
    { Topics: [] },
  ])
})

test('a response is compact JSON with the headers of the service and one that marks the emulator', async () => {
  const { endpoint } = await startTestEmulator()

  const { status, text, headers } = await call(endpoint, '{}')

  expect([status, text]).toEqual([200, '{"AvailableBalance":"10000.00"}'])
  expect(headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    'content-length': '31',
    'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'access-control-allow-origin': '*',
    'x-mturk-local': expect.any(String),
    date: expect.any(String),
  })
})

test('an error closes the connection, as captured, and carries the CORS headers too', async () => {
  const { endpoint } = await startTestEmulator()

  const { status, headers } = await call(endpoint, '{', {})

  expect(status).toBe(400)
  expect(headers).toMatchObject({ connection: 'close', 'access-control-allow-origin': '*' })
})

test.each([
  ['no such operation', '{}', { target: 'CreateWorld' }, 'UnknownOperationException'],
  [
    'another version',
    '{}',
    { 'x-amz-target': 'MTurkRequesterServiceV20140815.GetHIT' },
    'UnknownOperationException',
  ],
  [
    'another service',
    '{}',
    { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    'UnknownOperationException',
  ],
  ['a property of every object', '{}', { target: 'constructor' }, 'UnknownOperationException'],
  ['another content type', '{}', { 'content-type': 'text/xml' }, 'SerializationException'],
  ['JSON cut off', '{"a":', {}, 'SerializationException'],
  ['a list', '[]', {}, 'SerializationException'],
  ['null', 'null', {}, 'SerializationException'],
  ['nothing', '', {}, 'SerializationException'],
  [
    'a wrong type',
    '{"Notification":"x"}',
    { target: 'SendTestEventNotification' },
    'SerializationException',
  ],
  [
    'a number for a text',
    '{"HITTypeId":5}',
    { target: 'UpdateNotificationSettings' },
    'SerializationException',
  ],
  [
    'a key that cannot be one',
    '{}',
    { authorization: authorization.replace('=test/', '=fake key id/') },
    'UnrecognizedClientException',
  ],
  [
    'half a signature',
    '{}',
    { authorization: 'AWS4-HMAC-SHA256 Credential=test' },
    'IncompleteSignatureException',
  ],
  ['another scheme', '{}', { authorization: 'Bearer token' }, 'IncompleteSignatureException'],
] as const)('%s is refused in the form of the framework', async (_, body, headers, type) => {
  const { endpoint } = await startTestEmulator()

  const { status, text } = await call(endpoint, body, headers)

  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ __type: type })
  expect(JSON.parse(text)).not.toHaveProperty('Message')
})

test('a call without a signature is refused', async () => {
  const { endpoint } = await startTestEmulator()

  const { status, text } = await supertest(endpoint)
    .post('/')
    .set('x-amz-target', 'MTurkRequesterServiceV20170117.GetAccountBalance')

  expect([status, text]).toEqual([
    400,
    '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
  ])
})

test('invalid UTF-8 is refused', async () => {
  const { endpoint } = await startTestEmulator()

  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance',
      authorization,
    },
    body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  })

  expect(await answer.json()).toEqual({
    __type: 'SerializationException',
    message: 'The request body is not valid UTF-8.',
  })
})

test('a body that announces too many bytes is refused at once', async () => {
  const { endpoint } = await startTestEmulator()

  const { status, text } = await call(endpoint, Buffer.alloc(9 * 1024 * 1024, 32))

  expect(status).toBe(413)
  expect(JSON.parse(text)).toMatchObject({ __type: 'RequestEntityTooLargeException' })
})

test('deep JSON, repeated keys and __proto__ do no harm', async () => {
  const { endpoint } = await startTestEmulator()
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"__proto__":{"polluted":true},"a":1}`

  const { status } = await call(endpoint, deep)

  expect(status).toBe(200)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('bytes that are not HTTP get an error response, and the next call is served', async () => {
  const { endpoint, mturk } = await startTestEmulator()
  const { port } = new URL(endpoint)

  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end('NOT HTTP\r\n\r\n'))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
  })

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request/)
  await expect(mturk.send(new GetAccountBalanceCommand({}))).resolves.toBeDefined()
})

test('a body that is cut off does not affect the next call', async () => {
  const { endpoint, mturk } = await startTestEmulator()
  const { port } = new URL(endpoint)

  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(
        `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: MTurkRequesterServiceV20170117.GetAccountBalance\r\ncontent-length: 100\r\n\r\n{"a"`,
        () => socket.destroy(),
      ),
    )
    socket.on('close', () => resolve())
  })

  await expect(mturk.send(new GetAccountBalanceCommand({}))).resolves.toBeDefined()
})

test('a preflight request is allowed for any origin and any Host', async () => {
  const { endpoint } = await startTestEmulator()

  const preflight = await supertest(endpoint)
    .options('/')
    .set({ origin: 'http://app.example', host: 'mturk-requester-sandbox.us-east-1.amazonaws.com' })

  expect(preflight.status).toBe(200)
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': expect.stringContaining('POST'),
    'access-control-allow-headers': expect.stringContaining('authorization'),
  })
})

test('GET and HEAD of / lead to the console', async () => {
  const { endpoint } = await startTestEmulator()

  const [get, head] = await Promise.all([
    supertest(endpoint).get('/').redirects(1),
    supertest(endpoint).head('/').redirects(1),
  ])

  expect([get.status, head.status]).toEqual([200, 200])
  expect(get.text).toContain('mturk-local')
})

test('twelve digits are the account; any other key is account 000000000000', async () => {
  const { endpoint, feed, clientConfig } = await startTestEmulator()
  const accounts: string[] = []
  feed.subscribe((happening) => happening.type === 'call' && accounts.push(happening.call.account))

  for (const accessKeyId of ['123456789012', 'AKIAEXAMPLE']) {
    const client = new MTurkClient({
      ...clientConfig,
      endpoint,
      credentials: { accessKeyId, secretAccessKey: 'any' },
    })
    await client.send(new GetAccountBalanceCommand({}))
    client.destroy()
  }

  expect(accounts).toEqual(['123456789012', '000000000000'])
})

test('a response in XML repeats the request ID of its headers', async () => {
  const { endpoint } = await startTestEmulator()

  for (const fields of [
    { Action: 'ListQueues' },
    { Action: 'ListTopics' },
    { Action: 'GetTopicAttributes', TopicArn: 'none' },
  ]) {
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams(fields as Record<string, string>),
    })
    const text = await answer.text()
    expect(text).toContain(`<RequestId>${answer.headers.get('x-amzn-requestid')}</RequestId>`)
  }
})

test('a connection survives a request for HTTP/2 whose body arrives late', async () => {
  const { endpoint } = await startTestEmulator()
  const socket = await openRawConnection(endpoint)
  const received = readUntilClosed(socket)
  const head = (...more: readonly string[]) =>
    ['GET /_mturk/health HTTP/1.1', 'Host: localhost', ...more, '', ''].join('\r\n')
  const h2c = ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABk', 'Connection: Upgrade, HTTP2-Settings']

  let answered = false
  const answer = once(socket, 'data').then(() => {
    answered = true
  })

  socket.write(head(...h2c, 'Content-Length: 2'))
  // Whatever is answered without the body is answered by now, and the client goes on.
  await fetch(`${endpoint}/_mturk/health`)
  const next = head('Connection: close')
  if (answered) socket.write(`{}${next}`)
  else {
    socket.write('{}')
    await answer
    socket.write(next)
  }

  expect((await received).match(/HTTP\/1\.1 200/g)).toHaveLength(2)
})
