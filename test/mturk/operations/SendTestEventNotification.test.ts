import { type EventType, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { createTestEvents } from '../../../src/domain/hit-event.js'
import { EventType as EventTypes } from '../../../src/domain/shapes/EventType.js'
import { buildTestPayload } from '../../../src/notifications/payload.js'
import { parseMail } from '../../../src/services/smtp/mailbox.js'
import { startTestEmulator, type TestEmulator } from '../../support/setup.js'

const now = new Date('2026-01-02T03:04:05.678Z')
const types = EventTypes.values as readonly EventType[]
const versions = ['2006-05-05', '2014-08-15'] as const

const testEventCommand = (
  Destination: string,
  Transport: 'Email' | 'SQS' | 'SNS',
  type: EventType,
  Version = '2014-08-15',
) =>
  new SendTestEventNotificationCommand({
    Notification: { Destination, Transport, Version, EventTypes: ['HITDisposed'] },
    TestEventType: type,
  })

async function createQueue({ sqs }: TestEmulator, QueueName = 'news'): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!
}

/** What the document must be, but for the ID, which is read from what came. */
function expectedDocument(
  type: EventType,
  Version: string,
  received: string,
  emulator: TestEmulator,
): string {
  return buildTestPayload(createTestEvents(type, now), {
    version: Version,
    eventDocId: JSON.parse(received).EventDocId,
    account: '000000000000',
    customerId: emulator.info().customerId,
  })
}

test.each(versions.flatMap((version) => types.map((type) => [type, version] as const)))(
  'puts a %s of version %s into a queue, bare',
  async (type, version) => {
    const emulator = await startTestEmulator({ clock: now })
    const url = await createQueue(emulator)

    await emulator.mturk.send(testEventCommand(url, 'SQS', type, version))

    const { Messages } = await emulator.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MessageSystemAttributeNames: ['SenderId'] }),
    )
    const [{ Body, Attributes }] = Messages as [{ Body: string; Attributes: object }]
    expect(Body).toBe(expectedDocument(type, version, Body, emulator))
    expect(JSON.parse(Body).EventDocId).toMatch(/^[0-9a-f]{40}$/)
    expect(Attributes).toEqual({ SenderId: 'AIDAIXO4EZE6RHVSXIN4E' })
  },
)

test.each(types)(
  'publishes a %s to a topic, whose subject is the time in milliseconds',
  async (type) => {
    const emulator = await startTestEmulator({ clock: now })
    const url = await createQueue(emulator)
    const { TopicArn } = await emulator.sns.send(new CreateTopicCommand({ Name: 'news' }))
    await emulator.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:000000000000:news',
      }),
    )

    await emulator.mturk.send(testEventCommand(TopicArn!, 'SNS', type))
    await emulator.waitUntilIdle()

    const { Messages } = await emulator.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
    const envelope = JSON.parse(Messages![0]!.Body!)
    expect(envelope).toMatchObject({
      Type: 'Notification',
      Subject: String(now.getTime()),
      TopicArn,
    })
    expect(envelope.Message).toBe(expectedDocument(type, '2014-08-15', envelope.Message, emulator))
  },
)

test.each(types)('mails a %s, with the document attached', async (type) => {
  const emulator = await startTestEmulator({ clock: now })

  await emulator.mturk.send(testEventCommand('jane@example.com', 'Email', type))

  const mail = await parseMail(emulator.mailbox.all()[0]!)
  expect(mail).toMatchObject({
    from: 'mturk-noreply@amazon.com',
    to: ['jane@example.com'],
    subject: '[Amazon Mechanical Turk] Your Event Notification',
    attachments: [{ filename: 'notification.json', mimeType: 'application/json' }],
  })
  expect(mail.text).toMatch(/^Greetings from Amazon Mechanical Turk,\n/)
  expect(mail.text).toContain(type)
  const document = Buffer.from(mail.attachments[0]!.content, 'base64').toString()
  expect(document).toBe(expectedDocument(type, '2014-08-15', document, emulator))
})

test('returns nothing', async () => {
  const { mturk } = await startTestEmulator()

  const { $metadata, ...answer } = await mturk.send(
    testEventCommand('jane@example.com', 'Email', 'Ping'),
  )

  expect(answer).toEqual({})
  expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
})

test('a queue is found by account and name, whatever the host in its URL', async () => {
  const emulator = await startTestEmulator()
  const url = await createQueue(emulator)

  await emulator.mturk.send(
    testEventCommand('https://sqs.us-east-1.amazonaws.com/000000000000/news', 'SQS', 'HITCreated'),
  )

  const { Messages } = await emulator.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
  expect(Messages).toHaveLength(1)
})

test.each([
  ['SQS', 'not a URL'],
  ['SQS', 'http://localhost:6887/'],
  ['SQS', 'ftp://localhost/000000000000/news'],
  ['SNS', 'news'],
  ['SNS', 'arn:aws:sqs:us-east-1:000000000000:news'],
  ['Email', 'no-address'],
  ['Email', 'a@b, c@d'],
  ['Email', ''],
] as const)(
  'refuses for %s the destination "%s", which cannot be one, and sends nothing',
  async (transport, destination) => {
    const emulator = await startTestEmulator({ clock: now })

    const answer = emulator.mturk.send(testEventCommand(destination, transport, 'Ping'))

    await expect(answer).rejects.toMatchObject({
      name: 'ParameterValidationError',
      message: `The value "${destination}" is not valid for the parameter Destination. (${now.getTime()} s)`,
      $metadata: { httpStatusCode: 400 },
    })
    expect(await emulator.marketplace.store.transaction((tx) => tx.deliveries.count({}))).toBe(0)
  },
)

test('refuses an unknown version', async () => {
  const { mturk } = await startTestEmulator({ clock: now, environment: 'production' })

  const answer = mturk.send(testEventCommand('jane@example.com', 'Email', 'Ping', '2017-01-17'))

  await expect(answer).rejects.toMatchObject({
    message: `The value "2017-01-17" is not valid for the parameter Version. (${now.getTime()})`,
  })
})

test('a destination that refuses it causes an InternalFailure, with the reason in the response and the log', async () => {
  const { mturk, marketplace } = await startTestEmulator()

  const answer = mturk.send(testEventCommand('http://localhost/000000000000/none', 'SQS', 'Ping'))

  await expect(answer).rejects.toMatchObject({
    name: 'InternalFailure',
    message:
      'The SQS destination http://localhost/000000000000/none did not take the notification: The specified queue does not exist.',
    $metadata: { httpStatusCode: 500 },
  })
  const [first] = await marketplace.store.transaction((tx) => tx.deliveries.list({}, { limit: 1 }))
  expect(first!.record).toMatchObject({
    status: 'failed',
    attempts: [{ outcome: 'failed', error: 'The specified queue does not exist.' }],
  })
})

test.each(['warn', 'enforce'] as const)(
  'a topic without a policy receives it with the policy setting %s, and the verdict is unsure',
  async (policy) => {
    const emulator = await startTestEmulator({ policy })
    const { TopicArn } = await emulator.sns.send(new CreateTopicCommand({ Name: 'news' }))

    await emulator.mturk.send(testEventCommand(TopicArn!, 'SNS', 'Ping'))

    const [first] = await emulator.marketplace.store.transaction((tx) =>
      tx.deliveries.list({}, { limit: 1 }),
    )
    expect(first!.record).toMatchObject({
      status: 'sent',
      verdict: {
        allowed: 'unsure',
        suggestedPolicy: expect.stringContaining('mturk-requester.amazonaws.com'),
      },
    })
  },
)

test('an enforced policy refuses it', async () => {
  const emulator = await startTestEmulator({ policy: 'enforce' })
  const url = await createQueue(emulator)

  const answer = emulator.mturk.send(testEventCommand(url, 'SQS', 'Ping'))

  await expect(answer).rejects.toMatchObject({ name: 'InternalFailure' })
  const { Messages } = await emulator.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
  expect(Messages).toBeUndefined()
})

test('two hundred calls at once deliver one event each', async () => {
  const emulator = await startTestEmulator()
  const url = await createQueue(emulator)

  await Promise.all(
    Array.from({ length: 200 }, () =>
      emulator.mturk.send(testEventCommand(url, 'SQS', 'HITCreated')),
    ),
  )

  const documents = emulator.queues
    .getByUrl(url)
    .peek()
    .map(({ body }) => JSON.parse(body).EventDocId)
  expect(new Set(documents).size).toBe(200)
  expect(documents).toHaveLength(200)
})

test('the policy that would allow a delivery is not stored with it, and is read with it', async () => {
  const emulator = await startTestEmulator()
  const url = await createQueue(emulator)

  await emulator.mturk.send(testEventCommand(url, 'SQS', 'Ping'))

  const { deliveries } = await emulator.control.request('GET /_mturk/deliveries')
  expect(deliveries[0]!.verdict).toEqual({
    allowed: false,
    reason: 'It has no policy, so only its owner may send to it.',
    resource: expect.stringMatching(/^arn:aws:sqs:us-east-1:000000000000:/),
    suggestedPolicy: expect.stringContaining(deliveries[0]!.verdict!.resource!),
  })
  const withPolicy = await emulator.marketplace.store.transaction((tx) =>
    tx.deliveries.count({ record: { contains: ['MTurkOnly'] } }),
  )
  expect(withPolicy).toBe(0)
})
