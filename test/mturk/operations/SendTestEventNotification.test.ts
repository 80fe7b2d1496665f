import { type EventType, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { testEvents } from '../../../src/domain/hit-event.js'
import { EventType as EventTypes } from '../../../src/domain/shapes/EventType.js'
import { testDocument } from '../../../src/notifications/document.js'
import { parseMail } from '../../../src/services/smtp/mailbox.js'
import { type Bench, startBench } from '../../support/emulator.js'

const now = new Date('2026-01-02T03:04:05.678Z')
const types = EventTypes.values as readonly EventType[]
const versions = ['2006-05-05', '2014-08-15'] as const

const testOf = (
  Destination: string,
  Transport: 'Email' | 'SQS' | 'SNS',
  type: EventType,
  Version = '2014-08-15',
) =>
  new SendTestEventNotificationCommand({
    Notification: { Destination, Transport, Version, EventTypes: ['HITDisposed'] },
    TestEventType: type,
  })

async function queueOf({ sqs }: Bench, QueueName = 'news'): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!
}

/** What the document must be, but for the ID, which is read from what came. */
function expected(type: EventType, Version: string, came: string, bench: Bench): string {
  return testDocument(testEvents(type, now), {
    version: Version,
    eventDocId: JSON.parse(came).EventDocId,
    account: '000000000000',
    customerId: bench.info().customerId,
  })
}

test.each(versions.flatMap((version) => types.map((type) => [type, version] as const)))(
  'puts a %s of version %s into a queue, bare',
  async (type, version) => {
    const bench = await startBench({ clock: now })
    const url = await queueOf(bench)

    await bench.mturk.send(testOf(url, 'SQS', type, version))

    const { Messages } = await bench.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MessageSystemAttributeNames: ['SenderId'] }),
    )
    const [{ Body, Attributes }] = Messages as [{ Body: string; Attributes: object }]
    expect(Body).toBe(expected(type, version, Body, bench))
    expect(JSON.parse(Body).EventDocId).toMatch(/^[0-9a-f]{40}$/)
    expect(Attributes).toEqual({ SenderId: 'AIDAIXO4EZE6RHVSXIN4E' })
  },
)

test.each(types)(
  'publishes a %s to a topic, whose subject is the time in milliseconds',
  async (type) => {
    const bench = await startBench({ clock: now })
    const url = await queueOf(bench)
    const { TopicArn } = await bench.sns.send(new CreateTopicCommand({ Name: 'news' }))
    await bench.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:000000000000:news',
      }),
    )

    await bench.mturk.send(testOf(TopicArn!, 'SNS', type))
    await bench.settled()

    const { Messages } = await bench.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
    const envelope = JSON.parse(Messages![0]!.Body!)
    expect(envelope).toMatchObject({
      Type: 'Notification',
      Subject: String(now.getTime()),
      TopicArn,
    })
    expect(envelope.Message).toBe(expected(type, '2014-08-15', envelope.Message, bench))
  },
)

test.each(types)('mails a %s, with the document attached', async (type) => {
  const bench = await startBench({ clock: now })

  await bench.mturk.send(testOf('jane@example.com', 'Email', type))

  const mail = await parseMail(bench.mailbox.all()[0]!)
  expect(mail).toMatchObject({
    from: 'mturk-noreply@amazon.com',
    to: ['jane@example.com'],
    subject: '[Amazon Mechanical Turk] Your Event Notification',
    attachments: [{ filename: 'notification.json', mimeType: 'application/json' }],
  })
  expect(mail.text).toMatch(/^Greetings from Amazon Mechanical Turk,\n/)
  expect(mail.text).toContain(type)
  const document = Buffer.from(mail.attachments[0]!.content, 'base64').toString()
  expect(document).toBe(expected(type, '2014-08-15', document, bench))
})

test('answers nothing but its success', async () => {
  const { mturk } = await startBench()

  const { $metadata, ...answer } = await mturk.send(testOf('jane@example.com', 'Email', 'Ping'))

  expect(answer).toEqual({})
  expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
})

test('a queue is found by account and name, whatever host its URL names', async () => {
  const bench = await startBench()
  const url = await queueOf(bench)

  await bench.mturk.send(
    testOf('https://sqs.us-east-1.amazonaws.com/000000000000/news', 'SQS', 'HITCreated'),
  )

  const { Messages } = await bench.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
  expect(Messages).toHaveLength(1)
})

test.each([
  ['SQS', 'not a URL'],
  ['SQS', 'http://localhost:6887/'],
  ['SQS', 'ftp://localhost/000000000000/news'],
  ['SNS', 'news'],
  ['SNS', 'arn:aws:sqs:us-east-1:000000000000:news'],
  ['Email', 'nobody'],
  ['Email', 'a@b, c@d'],
  ['Email', ''],
] as const)(
  'refuses for %s the destination "%s", which cannot be one, and sends nothing',
  async (transport, destination) => {
    const bench = await startBench({ clock: now })

    const answer = bench.mturk.send(testOf(destination, transport, 'Ping'))

    await expect(answer).rejects.toMatchObject({
      name: 'ParameterValidationError',
      message: `The value "${destination}" is not valid for the parameter Destination. (${now.getTime()} s)`,
      $metadata: { httpStatusCode: 400 },
    })
    expect(await bench.world.store.transaction((tx) => tx.deliveries.count({}))).toBe(0)
  },
)

test('refuses a version that never was', async () => {
  const { mturk } = await startBench({ clock: now, environment: 'production' })

  const answer = mturk.send(testOf('jane@example.com', 'Email', 'Ping', '2017-01-17'))

  await expect(answer).rejects.toMatchObject({
    message: `The value "2017-01-17" is not valid for the parameter Version. (${now.getTime()})`,
  })
})

test('a destination that does not take it is an InternalFailure, explained in the answer and in the log', async () => {
  const { mturk, world } = await startBench()

  const answer = mturk.send(testOf('http://localhost/000000000000/none', 'SQS', 'Ping'))

  await expect(answer).rejects.toMatchObject({
    name: 'InternalFailure',
    message:
      'The SQS destination http://localhost/000000000000/none did not take the notification: The specified queue does not exist.',
    $metadata: { httpStatusCode: 500 },
  })
  const [first] = await world.store.transaction((tx) => tx.deliveries.list({}, { limit: 1 }))
  expect(first!.thing).toMatchObject({
    status: 'failed',
    attempts: [{ outcome: 'failed', error: 'The specified queue does not exist.' }],
  })
})

test('a topic without a policy gets it all the same, and the log says that Amazon would not have delivered', async () => {
  const bench = await startBench()
  const { TopicArn } = await bench.sns.send(new CreateTopicCommand({ Name: 'news' }))

  await bench.mturk.send(testOf(TopicArn!, 'SNS', 'Ping'))

  const [first] = await bench.world.store.transaction((tx) => tx.deliveries.list({}, { limit: 1 }))
  expect(first!.thing).toMatchObject({
    status: 'sent',
    verdict: { allowed: false, remedy: expect.stringContaining('mturk-requester.amazonaws.com') },
  })
})

test('an enforced policy keeps it out', async () => {
  const bench = await startBench({ policy: 'enforce' })
  const url = await queueOf(bench)

  const answer = bench.mturk.send(testOf(url, 'SQS', 'Ping'))

  await expect(answer).rejects.toMatchObject({ name: 'InternalFailure' })
  const { Messages } = await bench.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
  expect(Messages).toBeUndefined()
})

test('two hundred at once arrive once each', async () => {
  const bench = await startBench()
  const url = await queueOf(bench)

  await Promise.all(
    Array.from({ length: 200 }, () => bench.mturk.send(testOf(url, 'SQS', 'HITCreated'))),
  )

  const documents = bench.queues
    .at(url)
    .peek()
    .map(({ body }) => JSON.parse(body).EventDocId)
  expect(new Set(documents).size).toBe(200)
  expect(documents).toHaveLength(200)
})
