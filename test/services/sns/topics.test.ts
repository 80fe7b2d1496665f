import { verify, X509Certificate } from 'node:crypto'
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { realTimer, sleep } from '../../../src/core/timer.js'
import { parseMail } from '../../../src/services/smtp/mailbox.js'
import { startTestEmulator } from '../../support/setup.js'
import { startWebhook } from '../../support/webhook.js'

async function startWithTopic(attributes?: Record<string, string>, Name = 'news') {
  const emulator = await startTestEmulator()
  const { TopicArn } = await emulator.sns.send(
    new CreateTopicCommand({ Name, Attributes: attributes }),
  )
  const publish = (Message: string, more: object = {}) =>
    emulator.sns.send(new PublishCommand({ TopicArn, Message, ...more }))
  const subscribe = (Protocol: string, Endpoint: string, Attributes?: Record<string, string>) =>
    emulator.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))
  const queue = async (QueueName: string, Attributes?: Record<string, string>) => {
    const { QueueUrl } = await emulator.sqs.send(
      new CreateQueueCommand({
        QueueName,
        Attributes: QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : undefined,
      }),
    )
    await subscribe('sqs', `arn:aws:sqs:us-east-1:000000000000:${QueueName}`, Attributes)
    return async (): Promise<readonly Message[]> => {
      await emulator.waitUntilIdle()
      const answer = await emulator.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        }),
      )
      return answer.Messages ?? []
    }
  }
  return { ...emulator, TopicArn: TopicArn!, publish, subscribe, queue }
}

test('the envelope has the fields of SNS in order', async () => {
  const { publish, queue, TopicArn, endpoint } = await startWithTopic()
  const received = await queue('q')

  const { MessageId } = await publish('hello "you"', { Subject: 'greeting' })

  const [message] = await received()
  const envelope = JSON.parse(message!.Body!)
  expect(Object.keys(envelope)).toEqual([
    'Type',
    'MessageId',
    'TopicArn',
    'Subject',
    'Message',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
    'UnsubscribeURL',
  ])
  expect(envelope).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'greeting',
    Message: 'hello "you"',
    Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    UnsubscribeURL: expect.stringContaining(`${endpoint}/?Action=Unsubscribe`),
  })
})

test.each([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
])('signature version %s verifies against the served certificate', async (version, algorithm) => {
  const { publish, queue } = await startWithTopic({ SignatureVersion: version })
  const received = await queue('q')

  await publish('hello', { Subject: 'greeting' })

  const [message] = await received()
  const envelope = JSON.parse(message!.Body!)
  const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
    .map((name) => `${name}\n${envelope[name]}\n`)
    .join('')
  const pem = await (await fetch(envelope.SigningCertURL)).text()
  const { publicKey } = new X509Certificate(pem)
  const signature = Buffer.from(envelope.Signature, 'base64')
  expect(envelope.SignatureVersion).toBe(version)
  expect(verify(algorithm, Buffer.from(signed), publicKey, signature)).toBe(true)
})

test('a webhook is confirmed by its SubscribeURL before it gets messages', async () => {
  const { publish, subscribe, sns, TopicArn } = await startWithTopic()
  const hook = await startWebhook()
  const { SubscriptionArn } = await subscribe('http', hook.url)
  expect(SubscriptionArn).toBe('pending confirmation')

  const [confirmationRequest] = await hook.waitForRequests(1)
  await publish('too early')
  const confirmation = JSON.parse(confirmationRequest!.body)
  const confirmed = await fetch(confirmation.SubscribeURL)
  await publish('in time')
  const [, notification] = await hook.waitForRequests(2)

  expect(confirmationRequest!.headers).toMatchObject({
    'x-amz-sns-message-type': 'SubscriptionConfirmation',
    'x-amz-sns-topic-arn': TopicArn,
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
  })
  expect(Object.keys(confirmation)).toEqual([
    'Type',
    'MessageId',
    'Token',
    'TopicArn',
    'Message',
    'SubscribeURL',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
  ])
  expect(confirmed.status).toBe(200)
  expect(notification!.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-message-id': JSON.parse(notification!.body).MessageId,
    'x-amz-sns-subscription-arn': expect.stringContaining(TopicArn),
  })
  expect(JSON.parse(notification!.body).Message).toBe('in time')
  const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))
  expect(listed.Subscriptions).toMatchObject([{ Protocol: 'http', Endpoint: hook.url }])
})

test('a token confirms, also twice and by ConfirmSubscription', async () => {
  const { sns, TopicArn } = await startWithTopic()
  const hook = await startWebhook()
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'http',
      Endpoint: hook.url,
      ReturnSubscriptionArn: true,
    }),
  )
  const pending = async () =>
    (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes!
      .PendingConfirmation
  expect(await pending()).toBe('true')

  const [confirmationRequest] = await hook.waitForRequests(1)
  const { Token } = JSON.parse(confirmationRequest!.body)
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))

  expect(await pending()).toBe('false')
  expect(await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).toMatchObject({
    SubscriptionArn,
  })
})

test('a webhook that fails is retried; one that refuses is not', async () => {
  const { publish, topics, TopicArn } = await startWithTopic({
    DeliveryPolicy: JSON.stringify({
      http: { defaultHealthyRetryPolicy: { numRetries: 3, numNoDelayRetries: 3 } },
    }),
  })
  const flaky = await startWebhook([503, 500])
  const rude = await startWebhook([404])
  for (const { url } of [flaky, rude]) {
    const { arn } = topics.subscribe(topics.get(TopicArn), '000000000000', {
      protocol: 'http',
      endpoint: url,
      attributes: {},
    })
    topics.confirmDirectly(topics.subscription(arn))
  }
  await topics.waitUntilIdle()
  const before = [flaky.requests.length, rude.requests.length]

  await publish('hello')
  await topics.waitUntilIdle()

  expect([flaky.requests.length - before[0]!, rude.requests.length - before[1]!]).toEqual([1, 1])
  expect(before).toEqual([3, 1])
  expect(topics.get(TopicArn).recentMessages[0]!.deliveries.map(({ outcome }) => outcome)).toEqual([
    'sent',
    'sent',
  ])
})

test('a webhook gets later messages while one that it refused waits for its retry', async () => {
  const { publish, topics, TopicArn } = await startWithTopic()
  const hook = await startWebhook([200, 503])
  const { arn } = topics.subscribe(topics.get(TopicArn), '000000000000', {
    protocol: 'http',
    endpoint: hook.url,
    attributes: {},
  })
  topics.confirmDirectly(topics.subscription(arn))

  await publish('refused')
  await publish('later')
  await publish('last')

  const [, ...notifications] = await hook.waitForRequests(4)
  expect(notifications.map(({ body }) => JSON.parse(body).Message)).toEqual([
    'refused',
    'later',
    'last',
  ])
})

test.each([
  ['a standard topic', 'news', undefined, 1],
  ['a FIFO topic with the messages behind it', 'news.fifo', { FifoTopic: 'true' }, 2],
])('waiting for idle skips the retry of a webhook: %s', async (_, name, attributes, expected) => {
  const { publish, topics, TopicArn, control } = await startWithTopic(attributes, name)
  const hook = await startWebhook([200, 503])
  const { arn } = topics.subscribe(topics.get(TopicArn), '000000000000', {
    protocol: 'http',
    endpoint: hook.url,
    attributes: {},
  })
  topics.subscription(arn).confirmed = true
  for (const text of ['refused', 'later'])
    await publish(text, attributes && { MessageGroupId: 'g', MessageDeduplicationId: text })

  const due = await control.request('GET /_mturk/settled')
  const everything = await Promise.race([
    topics.waitUntilIdle({ includeRetries: true }),
    sleep(realTimer, 50),
  ])

  // The retry policy of SNS schedules the retry 20 seconds ahead.
  expect(due).toEqual({ settled: true, retriesPending: expected })
  expect(everything).toBe(undefined)
})

test('an undeliverable message goes to the subscription’s dead-letter queue', async () => {
  const { publish, subscribe, queue } = await startWithTopic()
  const dead = await queue('dead', { FilterPolicy: '{"never":["matches"]}' })
  await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:none', {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
    }),
  })

  await publish('hello')

  expect((await dead()).map(({ Body }) => Body)).toEqual(['hello'])
})

test('raw delivery has the message without an envelope, with its attributes', async () => {
  const { publish, queue } = await startWithTopic()
  const received = await queue('q', { RawMessageDelivery: 'true' })

  await publish('hello', { MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } } })

  expect(await received()).toMatchObject([
    { Body: 'hello', MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } } },
  ])
})

test('a mail subscriber gets the confirmation link, and then the messages', async () => {
  const { publish, subscribe, mailbox, topics } = await startWithTopic()
  await subscribe('email', 'jane@example.com')
  await topics.waitUntilIdle()
  const confirmationRequest = await parseMail(mailbox.all()[0]!)
  const link = /http:\S+ConfirmSubscription\S+/.exec(confirmationRequest.text!)![0]
  await fetch(link)

  await publish('hello', { Subject: 'greeting' })
  await topics.waitUntilIdle()

  const notification = await parseMail(mailbox.all()[0]!)
  expect(notification).toMatchObject({ to: ['jane@example.com'], subject: 'greeting' })
  expect(notification.text).toMatch(/^hello/)
})

const policies: readonly [policy: object, matching: object, other: object][] = [
  [{ a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
  [{ a: [{ prefix: 'x' }] }, { a: 'xyz' }, { a: 'yx' }],
  [{ a: [{ suffix: 'x' }] }, { a: 'yx' }, { a: 'xy' }],
  [{ a: [{ wildcard: 'a*c*e' }] }, { a: 'abcde' }, { a: 'abde' }],
  [{ a: [{ 'equals-ignore-case': 'X' }] }, { a: 'x' }, { a: 'y' }],
  [{ a: [{ 'anything-but': ['x'] }] }, { a: 'y' }, { a: 'x' }],
  [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'yx' }, { a: 'xy' }],
  [{ a: [{ numeric: ['>', 1, '<=', 5] }] }, { a: 5 }, { a: 1 }],
  [{ a: [{ exists: false }] }, { b: 'x' }, { a: 'x' }],
  [{ a: [{ cidr: '10.0.0.0/8' }] }, { a: '10.1.2.3' }, { a: '11.1.2.3' }],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, { a: 'y' }],
]

test.each(policies)('the filter %j matches %j but not %j', async (policy, matching, other) => {
  const { publish, queue } = await startWithTopic()
  const byAttributes = await queue('a', {
    FilterPolicy: JSON.stringify(policy),
    RawMessageDelivery: 'true',
  })
  const byBody = await queue('b', {
    FilterPolicy: JSON.stringify({ deep: policy }),
    FilterPolicyScope: 'MessageBody',
    RawMessageDelivery: 'true',
  })
  const attributesOf = (values: object) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
      ]),
    )

  for (const values of [matching, other])
    await publish(JSON.stringify({ deep: values }), { MessageAttributes: attributesOf(values) })

  const wanted = [JSON.stringify({ deep: matching })]
  expect((await byAttributes()).map(({ Body }) => Body)).toEqual(wanted)
  expect((await byBody()).map(({ Body }) => Body)).toEqual(wanted)
})

test.each(['{"a":"x"}', '{"a":[]}', '{"a":[{"numeric":["~",1]}]}', 'null', '{"a":[{"fly":1}]}'])(
  'the filter %s is refused when it is set',
  async (FilterPolicy) => {
    const { subscribe } = await startWithTopic()

    const answer = subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:q', { FilterPolicy })

    await expect(answer).rejects.toMatchObject({ name: 'InvalidParameterException' })
  },
)

test.each([
  ['a subject that is too long', { Subject: 'x'.repeat(101) }],
  ['a subject in two lines', { Subject: 'a\nb' }],
  ['no default text', { Message: '{"sqs":"x"}', MessageStructure: 'json' }],
  ['an empty message', { Message: '' }],
  ['a message that is too large', { Message: 'x'.repeat(262_145) }],
])('publishing refuses %s', async (_, fields) => {
  const { publish } = await startWithTopic()

  await expect(publish('hello', fields)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    $metadata: { httpStatusCode: 400 },
  })
})

test('each protocol can have its own text', async () => {
  const { publish, queue } = await startWithTopic()
  const received = await queue('q', { RawMessageDelivery: 'true' })

  await publish('{"default":"all","sqs":"queues"}', { MessageStructure: 'json' })

  expect((await received()).map(({ Body }) => Body)).toEqual(['queues'])
})

test('a batch with an invalid entry is refused whole', async () => {
  const { sns, TopicArn, queue } = await startWithTopic()
  const received = await queue('q', { RawMessageDelivery: 'true' })

  const publishBatch = (Subject?: string) =>
    sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'a', Message: 'one' },
          { Id: 'b', Message: 'two', Subject },
        ],
      }),
    )

  await expect(publishBatch('x'.repeat(200))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  expect(await publishBatch()).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [] })
  expect((await received()).map(({ Body }) => Body)).toEqual(['one', 'two'])
})

test('a FIFO topic passes on groups and deduplicates', async () => {
  const { publish, queue } = await startWithTopic({ FifoTopic: 'true' }, 'news.fifo')
  const received = await queue('q.fifo', { RawMessageDelivery: 'true' })
  const fifo = { MessageGroupId: 'g', MessageDeduplicationId: 'd' }

  const first = await publish('one', fifo)
  const second = await publish('two', fifo)

  expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber })
  expect((await received()).map(({ Body }) => Body)).toEqual(['one'])
})

test('only this machine and named hosts may be subscribed', async () => {
  const { subscribe } = await startWithTopic()

  await expect(subscribe('http', 'http://example.com/hook')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('--subscriber-hosts example.com'),
  })
  await expect(subscribe('http', 'http://0x7f.1/hook')).resolves.toBeDefined()
})

test('topics are listed, described, tagged and deleted', async () => {
  const { sns, TopicArn, subscribe } = await startWithTopic()
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'DisplayName',
      AttributeValue: 'News',
    }),
  )
  await sns.send(
    new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'k', Value: 'v' }] }),
  )
  const { SubscriptionArn } = await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:q')
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName: 'RawMessageDelivery',
      AttributeValue: 'true',
    }),
  )

  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }))
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))
  expect(Attributes).toMatchObject({ DisplayName: 'News', SubscriptionsConfirmed: '1', TopicArn })
  expect(Tags).toEqual([{ Key: 'k', Value: 'v' }])

  await sns.send(new UnsubscribeCommand({ SubscriptionArn }))
  await sns.send(new DeleteTopicCommand({ TopicArn }))
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([])
  await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Topic does not exist',
    $metadata: { httpStatusCode: 404 },
  })
})

test('an attribute is returned unchanged, with entities and carriage returns', async () => {
  const { sns, TopicArn } = await startWithTopic()
  const DisplayName = 'a &lt; &amp; b\r\nc'

  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'DisplayName',
      AttributeValue: DisplayName,
    }),
  )

  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }))
  expect(Attributes!.DisplayName).toBe(DisplayName)
})

test('a notification has the content type of the topic’s delivery policy', async () => {
  const { publish, subscribe, sns, TopicArn } = await startWithTopic()
  const hook = await startWebhook()
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'DeliveryPolicy',
      AttributeValue: JSON.stringify({
        http: { defaultRequestPolicy: { headerContentType: 'application/json' } },
      }),
    }),
  )
  await subscribe('http', hook.url)
  const [confirmation] = await hook.waitForRequests(1)
  await fetch(JSON.parse(confirmation!.body).SubscribeURL)

  await publish('hello')

  const [asked, notified] = await hook.waitForRequests(2)
  expect([asked, notified].map((each) => each!.headers['content-type'])).toEqual([
    'text/plain; charset=UTF-8',
    'application/json',
  ])
})
