import { Agent } from 'node:http'
import {
  SendTestEventNotificationCommand,
  type SendTestEventNotificationCommandInput,
} from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test } from 'vitest'
import { createOwnPortCheck } from '../../src/emulator/own-ports.js'
import { createDestinationGuard } from '../../src/services/egress/connection-guard.js'
import { createClientConfig, recordConnections } from '../support/clients.js'
import { freePort } from '../support/free-port.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

test.each(['127.0.0.1', 'localhost', '127.0.0.2', '2130706433', '[::1]'])(
  'a topic posts to no port of its own emulator, named as %s',
  async (host) => {
    const { topics, endpoint, smtp, mailbox, queues } = await startTestEmulator()
    // One connection, opened before the watch: a second one would be counted.
    const requestHandler = { httpAgent: new Agent({ keepAlive: true, maxSockets: 1 }) }
    const sns = new SNSClient({ ...createClientConfig(endpoint), requestHandler })
    onTestFinished(() => sns.destroy())
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
    queues.create(queueId)
    const watch = recordConnections()

    for (const { port } of [new URL(endpoint), new URL(smtp)])
      await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'http',
          Endpoint: `http://${host}:${port}/?Action=DeleteQueue&QueueUrl=/000000000000/news`,
        }),
      )
    await topics.waitUntilIdle()

    expect([queues.all().length, mailbox.all().length, watch.addresses]).toEqual([1, 0, []])
  },
)

test('a topic posts to another port of this machine', async () => {
  const { sns } = await startTestEmulator()
  const { url, waitForRequests } = await startWebhook()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))

  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: url }))

  expect(await waitForRequests(1)).toHaveLength(1)
})

const destinations = {
  SQS: (port: number) => `http://127.0.0.1:${port}/000000000000/news`,
  SNS: () => 'arn:aws:sns:us-east-1:000000000000:news',
  Email: () => 'you@example.com',
} as const

test.each([
  ['SQS', 'localhost'],
  ['SNS', '127.0.0.1'],
  ['Email', '127.0.0.1'],
] as const)('no endpoint for %s may be the emulator itself', async (Transport, host) => {
  const port = await freePort()
  const setting = { SQS: 'sqsEndpoint', SNS: 'snsEndpoint', Email: 'smtp' }[Transport]
  const { mturk, queues, topics, mailbox, control } = await startTestEmulator({
    [Transport === 'Email' ? 'smtpPort' : 'port']: port,
    [setting]: `${Transport === 'Email' ? 'smtp' : 'http'}://${host}:${port}`,
    policy: 'off',
  })
  queues.create(queueId)
  topics.create(queueId)
  const Notification: SendTestEventNotificationCommandInput['Notification'] = {
    Transport,
    Destination: destinations[Transport](port),
    Version: '2014-08-15',
    EventTypes: [],
  }

  await mturk
    .send(new SendTestEventNotificationCommand({ Notification, TestEventType: 'Ping' }))
    .catch(() => {})

  const { deliveries } = await control.deliveries({})
  expect(deliveries[0]?.attempts[0]).toMatchObject({
    error: `${host} with port ${port} is mturk-local itself, to which it does not send over the network.`,
  })
  expect(mailbox.all()).toEqual([])
})

const cluster = ['10.0.0.5 6887', '127.0.0.1 6888', 'fe80::1%eth0 6825']
const isOwnPort = createOwnPortCheck({
  listPorts: () => [6887],
  advertised: 'https://mturk.example.test',
  listClusterAddresses: async () => cluster,
})

test.each([
  ['127.0.0.1', 6887, true],
  ['127.9.9.9', 6887, true],
  ['0.0.0.0', 6887, true],
  ['::', 6887, true],
  ['::ffff:127.0.0.1', 6887, true],
  ['127.0.0.1', 6888, true],
  ['10.0.0.5', 6887, true],
  ['::ffff:10.0.0.5', 6887, true],
  ['fe80::1', 6825, true],
  ['10.0.0.5', 6888, false],
  ['10.0.0.6', 6887, false],
  ['127.0.0.1', 80, false],
])('%s with port %i belongs to a process on the same database: %s', async (address, port, own) => {
  expect(await isOwnPort(address, port, address)).toBe(own)
})

test('a name that resolves to a process on the same database is refused', async () => {
  const resolve = createDestinationGuard({
    isOwnPort,
    resolve: async () => [{ address: '10.0.0.5', family: 4 }],
  })

  await expect(resolve('app.example', 6887)).rejects.toThrow(
    'app.example with port 6887 is mturk-local itself',
  )
  await expect(resolve('mturk.example.test', 443)).rejects.toThrow('is mturk-local itself')
  expect(await resolve('app.example', 80)).toEqual([{ address: '10.0.0.5', family: 4 }])
})
