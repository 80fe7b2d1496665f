import { createHash } from 'node:crypto'
import { Agent, createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test } from 'vitest'
import { waitUntil } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

/** A server that gives each request's response and path to a function. */
async function startServer(answer: (response: ServerResponse, body: string) => void) {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => answer(response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 2000, resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const testEvent = (Destination: string) => ({
  Notification: {
    Transport: 'SQS' as const,
    Destination,
    Version: '2014-08-15',
    EventTypes: [],
  },
  TestEventType: 'Ping' as const,
})

const sendTestEvent = (mturk: MTurkClient, destination: string) =>
  mturk.send(new SendTestEventNotificationCommand(testEvent(destination)))

/** Starts calls that wait for an attempt, without the costs of a client, until the test ends. */
function startTestEvents(endpoint: string, destinations: readonly string[]) {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  onTestFinished(() => agent.destroy())
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'MTurkRequesterServiceV20170117.SendTestEventNotification',
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0',
  }
  for (const destination of destinations)
    request(endpoint, { method: 'POST', agent, headers })
      .on('error', () => {})
      .end(JSON.stringify(testEvent(destination)))
}

const confirmSent = (response: ServerResponse, body: string) => {
  const MD5OfMessageBody = createHash('md5').update(JSON.parse(body).MessageBody).digest('hex')
  response
    .setHeader('content-type', 'application/x-amz-json-1.0')
    .end(JSON.stringify({ MessageId: '1', MD5OfMessageBody }))
}

test('a destination gets its notification while a thousand others of the account hang', async () => {
  const hanging = new Set<ServerResponse>()
  let onHang = () => {}
  const sqs = await startServer((response, body) => {
    if (JSON.parse(body).QueueUrl.endsWith('/good')) return confirmSent(response, body)
    hanging.add(response)
    onHang()
  })
  const { mturk, endpoint, control } = await startTestEmulator({
    sqsEndpoint: sqs,
    policy: 'off',
    connections: 2000,
    deliveryTimeout: 60_000,
  })

  // A port queues some hundred connections; the system drops others and tries them seconds later.
  for (let count = 100; count <= 1000; count += 100) {
    const allHang = new Promise<void>((resolve) => {
      onHang = () => hanging.size === count && resolve()
    })
    startTestEvents(
      endpoint,
      Array.from({ length: 100 }, (_, index) => `${sqs}/000000000000/hangs-${count - index}`),
    )
    await allHang
  }
  await sendTestEvent(mturk, `${sqs}/000000000000/good`)

  const { deliveries } = await control.deliveries({ limit: 1 })
  expect(deliveries[0]).toMatchObject({ destination: `${sqs}/000000000000/good`, status: 'sent' })
  expect([...hanging].filter((response) => response.destroyed)).toEqual([])
})

test('at most 1 MiB of a response is read', async () => {
  let written = 0
  const endpoint = await startServer((response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const write = () => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length
    }
    response.on('drain', write)
    write()
  })
  const { mturk, control } = await startTestEmulator({ sqsEndpoint: endpoint, policy: 'off' })

  await sendTestEvent(mturk, `${endpoint}/000000000000/news`).catch(() => {})

  const { deliveries } = await control.deliveries({})
  expect(deliveries[0]?.attempts[0]).toMatchObject({
    error: expect.stringContaining('The response is longer than 1048576 bytes.'),
  })
  // What the buffers of both sockets take comes on top.
  expect(written).toBeLessThan(16 * 1024 * 1024)
})

test('messages that find no room behind a subscriber that hangs are given up', async () => {
  const endpoint = await startServer(() => {})
  const emulator = await startTestEmulator()
  const { sns, topics, queues } = emulator
  const dead = queues.create({ account: '000000000000', region: 'us-east-1', name: 'dead' })
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'http',
      Endpoint: endpoint,
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) },
      ReturnSubscriptionArn: true,
    }),
  )
  topics.subscription(SubscriptionArn!).confirmed = true
  const message = 'x'.repeat(256 * 1024)

  for (let count = 0; count < 256; count++) topics.publish(TopicArn!, { message })
  topics.publish(TopicArn!, { message: 'no room is left' })
  await waitUntil(() => dead.count('ready') === 1)

  const { deliveries } = topics.get(TopicArn!).recentMessages.at(-1)!
  expect(deliveries.map(({ outcome }) => outcome)).toEqual([
    `failed, now in ${dead.arn}: 256 messages wait for this subscriber, as many as are kept.`,
  ])
  expect(JSON.parse(dead.peek()[0]!.body).Message).toBe('no room is left')
})
