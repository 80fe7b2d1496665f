import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { waitUntil } from '../../support/clients.js'
import { startSqs } from './start-sqs.js'

test('a received message is hidden, and deleted for ever', async () => {
  const { create, send, receive, deleteMessage, clock } = await startSqs()
  const queue = await create('q')
  const { MessageId } = await send(queue, 'hello')

  const [first] = await receive(queue)
  expect(await receive(queue)).toEqual([])
  await deleteMessage(queue, first!.ReceiptHandle)
  clock.advanceBy(31_000)

  expect(first).toMatchObject({ MessageId, Body: 'hello' })
  expect(await receive(queue)).toEqual([])
})

test('a message that was not deleted becomes visible again, with a receive count', async () => {
  const { create, send, receive, clock } = await startSqs()
  const queue = await create('q')
  await send(queue, 'hello')

  await receive(queue)
  clock.advanceBy(30_000)
  const [again] = await receive(queue, { MessageSystemAttributeNames: ['All'] })

  expect(again?.Attributes).toMatchObject({
    ApproximateReceiveCount: '2',
    SentTimestamp: String(Date.parse('2026-01-01T00:00:00Z')),
    ApproximateFirstReceiveTimestamp: String(Date.parse('2026-01-01T00:00:00Z')),
    SenderId: expect.stringMatching(/^AIDA/),
  })
})

test('a long poll ends as soon as a message arrives', async () => {
  const { create, send, receive, clock } = await startSqs()
  const queue = await create('q')

  const polling = receive(queue, { WaitTimeSeconds: 20 })
  await waitUntil(() => clock.hasPendingTimers)
  await send(queue, 'hello')

  expect(await polling).toMatchObject([{ Body: 'hello' }])
})

test('a long poll ends empty after its timeout, and early when a message becomes visible', async () => {
  const { create, send, receive, clock } = await startSqs()
  const queue = await create('q')
  const polling = receive(queue, { WaitTimeSeconds: 20 })
  await waitUntil(() => clock.hasPendingTimers)
  clock.advanceBy(20_000)
  expect(await polling).toEqual([])

  await send(queue, 'later', { DelaySeconds: 5 })
  const second = receive(queue, { WaitTimeSeconds: 20 })
  await waitUntil(() => clock.hasPendingTimers)
  clock.advanceBy(5000)

  expect(await second).toMatchObject([{ Body: 'later' }])
})

test('a long poll of a disconnected client receives nothing', async () => {
  const { create, send, receive, sqs, clock } = await startSqs()
  const queue = await create('q')
  const abort = new AbortController()
  const polling = sqs
    .send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    })
    .catch(() => 'gone')
  await waitUntil(() => clock.hasPendingTimers)

  abort.abort()
  await polling
  await waitUntil(() => !clock.hasPendingTimers)
  await send(queue, 'hello')

  expect(await receive(queue)).toMatchObject([{ Body: 'hello' }])
})

test('message attributes of all types are delivered, with the MD5 that the SDK computes', async () => {
  const { create, send, receive } = await startSqs()
  const queue = await create('q')
  const MessageAttributes = {
    'trace.id': { DataType: 'String', StringValue: 'ä' },
    'trace.n': { DataType: 'Number.int', StringValue: '-1.5e3' },
    blob: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 1]) },
  }

  await send(queue, 'hello', { MessageAttributes })
  const [all] = await receive(queue, { MessageAttributeNames: ['All'], VisibilityTimeout: 0 })
  const [some] = await receive(queue, { MessageAttributeNames: ['trace.*'], VisibilityTimeout: 0 })
  const [none] = await receive(queue)

  expect(all?.MessageAttributes).toEqual(MessageAttributes)
  expect(Object.keys(some?.MessageAttributes ?? {}).sort()).toEqual(['trace.id', 'trace.n'])
  expect(none?.MessageAttributes).toBeUndefined()
})

test('a batch sends its valid entries and reports the others', async () => {
  const { create, sqs, receive } = await startSqs()
  const queue = await create('q')

  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: queue,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: 'two', DelaySeconds: 1000 },
      ],
    }),
  )

  expect(Successful).toMatchObject([{ Id: 'a' }])
  expect(Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }])
  expect(await receive(queue, { MaxNumberOfMessages: 10 })).toHaveLength(1)
})

test.each([
  ['EmptyBatchRequest', []],
  [
    'TooManyEntriesInBatchRequest',
    Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })),
  ],
  [
    'BatchEntryIdsNotDistinct',
    [
      { Id: 'a', MessageBody: 'x' },
      { Id: 'a', MessageBody: 'y' },
    ],
  ],
  ['InvalidBatchEntryId', [{ Id: 'no spaces', MessageBody: 'x' }]],
  [
    'BatchRequestTooLong',
    [
      { Id: 'a', MessageBody: 'x'.repeat(600_000) },
      { Id: 'b', MessageBody: 'x'.repeat(600_000) },
    ],
  ],
])('a whole batch is refused with %s', async (name, Entries) => {
  const { create, sqs } = await startSqs()
  const queue = await create('q')

  const answer = sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }))

  await expect(answer).rejects.toMatchObject({ name })
})

test.each([
  ['characters that XML cannot represent', { MessageBody: 'a\u0001b' }, 'InvalidMessageContents'],
  ['an empty body', { MessageBody: '' }, 'MissingParameter'],
  ['a body that is too large', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
  [
    'a bad attribute type',
    { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
    'InvalidParameterValue',
  ],
  [
    'an empty attribute',
    { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
    'InvalidParameterValue',
  ],
  [
    'a number that is none',
    { MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } },
    'InvalidParameterValue',
  ],
  [
    'a reserved name',
    { MessageAttributes: { 'aws.x': { DataType: 'String', StringValue: 'x' } } },
    'InvalidParameterValue',
  ],
  ['a deduplication ID', { MessageDeduplicationId: 'x' }, 'InvalidParameterValue'],
])('a standard queue refuses %s', async (_, fields, name) => {
  const { create, send } = await startSqs()
  const queue = await create('q')

  await expect(send(queue, 'hello', fields)).rejects.toMatchObject({ name })
})

test('a queue that does not exist has an error with both names', async () => {
  const { url, receive } = await startSqs()

  await expect(receive(`${url}/000000000000/none`)).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
  })
  const raw = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AmazonSQS.GetQueueUrl',
      'content-type': 'application/x-amz-json-1.0',
    },
    body: '{"QueueName":"none"}',
  })
  expect([raw.status, raw.headers.get('x-amzn-query-error'), await raw.text()]).toEqual([
    400,
    'AWS.SimpleQueueService.NonExistentQueue;Sender',
    '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}',
  ])
})

test('CreateQueue returns an existing queue, but refuses other attributes', async () => {
  const { create } = await startSqs()
  const first = await create('q', { VisibilityTimeout: '10' })

  expect(await create('q')).toBe(first)
  expect(await create('q', { VisibilityTimeout: '10' })).toBe(first)
  await expect(create('q', { VisibilityTimeout: '11' })).rejects.toMatchObject({
    name: 'QueueNameExists',
  })
})

test('queues are listed by prefix, page by page', async () => {
  const { create, sqs } = await startSqs()
  for (const name of ['news-a', 'news-b', 'news-c', 'other']) await create(name)

  const first = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'news', MaxResults: 2 }))
  const second = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: 'news', MaxResults: 2, NextToken: first.NextToken }),
  )

  const names = [...first.QueueUrls!, ...second.QueueUrls!].map((url) => url.split('/').at(-1))
  expect(names).toEqual(['news-a', 'news-b', 'news-c'])
  expect(second.NextToken).toBeUndefined()
})

test('attributes hold the settings, the ARN and the message counts', async () => {
  const { create, sqs, send, receive } = await startSqs()
  const QueueUrl = await create('q', { DelaySeconds: '0' })
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '{"Statement":[]}' } }),
  )
  await send(QueueUrl, 'one')
  await send(QueueUrl, 'two')
  await send(QueueUrl, 'three', { DelaySeconds: 60 })
  await receive(QueueUrl)

  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  )

  expect(Attributes).toMatchObject({
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
    Policy: '{"Statement":[]}',
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
    VisibilityTimeout: '30',
  })
})

test.each([
  ['InvalidAttributeName', { Colour: 'red' }],
  ['InvalidAttributeValue', { VisibilityTimeout: '-1' }],
  ['InvalidParameterValue', { RedrivePolicy: '{}' }],
  ['InvalidAttributeName', { ContentBasedDeduplication: 'true' }],
])('invalid attributes are refused with %s', async (name, Attributes) => {
  const { create, sqs } = await startSqs()
  const QueueUrl = await create('q')

  const answer = sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: Attributes as object }),
  )

  await expect(answer).rejects.toMatchObject({ name })
})

test('a message received too often goes to the dead-letter queue, and can be moved back', async () => {
  const { create, send, receive, sqs, clock } = await startSqs()
  const dead = await create('dead')
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead'
  const queue = await create('q', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
  })
  await send(queue, 'poison')

  for (let time = 0; time < 2; time++) {
    expect(await receive(queue)).toHaveLength(1)
    clock.advanceBy(30_000)
  }
  expect(await receive(queue)).toEqual([])
  const [buried] = await receive(dead, { AttributeNames: ['All'], VisibilityTimeout: 0 })
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterTargetArn }))

  expect(buried).toMatchObject({
    Body: 'poison',
    Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' },
  })
  expect(await receive(queue)).toMatchObject([{ Body: 'poison' }])
})

test('an earlier receipt handle changes visibility and deletes; garbage is refused', async () => {
  const { create, send, receive, deleteMessage, sqs, clock } = await startSqs()
  const queue = await create('q')
  await send(queue, 'hello')
  const [first] = await receive(queue)
  clock.advanceBy(30_000)
  await receive(queue)

  const changeVisibility = (VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue,
        ReceiptHandle: first!.ReceiptHandle,
        VisibilityTimeout,
      }),
    )

  await changeVisibility(60)
  clock.advanceBy(30_000)
  expect(await receive(queue)).toEqual([])
  await deleteMessage(queue, first!.ReceiptHandle)
  await expect(changeVisibility(10)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(
      'Reason: Message does not exist or is not available for visibility timeout change.',
    ),
  })
  await expect(deleteMessage(queue, 'garbage')).rejects.toMatchObject({
    name: 'ReceiptHandleIsInvalid',
  })
  clock.advanceBy(60_000)
  expect(await receive(queue)).toEqual([])
})

test('a visibility timeout can be ended and extended', async () => {
  const { create, send, receive, sqs, clock } = await startSqs()
  const queue = await create('q')
  await send(queue, 'hello')
  const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout }),
    )

  const [first] = await receive(queue)
  await change(first!.ReceiptHandle, 0)
  const [second] = await receive(queue)
  await change(second!.ReceiptHandle, 100)
  clock.advanceBy(99_000)
  expect(await receive(queue)).toEqual([])
  clock.advanceBy(1000)

  expect(await receive(queue)).toHaveLength(1)
})

test('a FIFO queue keeps the order of each group, and blocks a group with a message in flight', async () => {
  const { create, send, receive, deleteMessage } = await startSqs()
  const queue = await create('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
  for (const [body, MessageGroupId] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
    ['a3', 'a'],
  ] as const)
    await send(queue, body, { MessageGroupId })

  const first = await receive(queue, { MaxNumberOfMessages: 2 })
  const others = await receive(queue, { MaxNumberOfMessages: 10 })
  for (const { ReceiptHandle } of first) await deleteMessage(queue, ReceiptHandle)
  const rest = await receive(queue, { MaxNumberOfMessages: 10 })

  expect([first, others, rest].map((all) => all.map(({ Body }) => Body))).toEqual([
    ['a1', 'a2'],
    ['b1'],
    ['a3'],
  ])
})

test('a FIFO queue deduplicates for five minutes', async () => {
  const { create, send, receive, clock } = await startSqs()
  const queue = await create('q.fifo', { FifoQueue: 'true' })
  const fifo = { MessageGroupId: 'g', MessageDeduplicationId: 'same' }

  const first = await send(queue, 'one', fifo)
  const second = await send(queue, 'two', fifo)
  clock.advanceBy(5 * 60_000)
  await send(queue, 'three', fifo)

  expect(second.MessageId).toBe(first.MessageId)
  expect(second.SequenceNumber).toBe(first.SequenceNumber)
  const all = await receive(queue, { MaxNumberOfMessages: 10 })
  expect(all.map(({ Body }) => Body)).toEqual(['one', 'three'])
})

test.each([
  ['without a group', {}, 'MissingParameter'],
  ['without a deduplication ID', { MessageGroupId: 'g' }, 'InvalidParameterValue'],
  [
    'with a delay of its own',
    { MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 5 },
    'InvalidParameterValue',
  ],
])('a FIFO queue refuses a message %s', async (_, fields, name) => {
  const { create, send } = await startSqs()
  const queue = await create('q.fifo', { FifoQueue: 'true' })

  await expect(send(queue, 'x', fields)).rejects.toMatchObject({ name })
})

test('messages are evicted after their retention period, and the oldest when there are too many', async () => {
  const { create, send, receive, clock, dropped } = await startSqs({ keep: 2 })
  const queue = await create('q', { MessageRetentionPeriod: '60' })
  for (const body of ['one', 'two', 'three']) await send(queue, body)
  expect(dropped).toEqual(['q: 1 full'])
  expect(
    (await receive(queue, { MaxNumberOfMessages: 10, VisibilityTimeout: 0 })).map(
      ({ Body }) => Body,
    ),
  ).toEqual(['two', 'three'])

  clock.advanceBy(60_000)

  expect(await receive(queue)).toEqual([])
  expect(dropped.slice(1)).toEqual(['q: 1 old', 'q: 1 old'])
})

test('the oldest messages are evicted when all are too large together, but the last one stays', async () => {
  const { create, send, receive, deleteMessage, dropped } = await startSqs({ keepBytes: 100 })
  const queue = await create('q')
  const attribute = { n: { DataType: 'String', StringValue: 'x'.repeat(20) } }
  await send(queue, 'a'.repeat(40), { MessageAttributes: attribute })
  const [first] = await receive(queue)
  await send(queue, 'b'.repeat(33))
  expect(dropped).toEqual([])

  await send(queue, 'c'.repeat(60))
  expect(dropped).toEqual(['q: 1 full'])
  await deleteMessage(queue, first!.ReceiptHandle)
  await send(queue, 'd'.repeat(7))
  expect(dropped).toEqual(['q: 1 full'])
  await send(queue, 'é'.repeat(200))

  expect(dropped).toEqual(['q: 1 full', 'q: 1 full', 'q: 1 full', 'q: 1 full'])
  expect((await receive(queue, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual([
    'é'.repeat(200),
  ])
})

test('a queue can be purged, tagged, and deleted', async () => {
  const { create, send, receive, sqs } = await startSqs()
  const QueueUrl = await create('q')
  await send(QueueUrl, 'hello')
  await sqs.send(new PurgeQueueCommand({ QueueUrl }))
  await send(QueueUrl, 'again')
  await sqs.send(new PurgeQueueCommand({ QueueUrl }))
  expect(await receive(QueueUrl)).toEqual([])

  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'a', stage: 'b' } }))
  await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage'] }))
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'a' })

  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'q' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  })
})

test('a batch deletes several messages', async () => {
  const { create, send, receive, sqs } = await startSqs()
  const QueueUrl = await create('q')
  await send(QueueUrl, 'one')
  const [{ ReceiptHandle }] = (await receive(QueueUrl)) as [{ ReceiptHandle: string }]

  const { Successful, Failed } = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', ReceiptHandle },
        { Id: 'b', ReceiptHandle: 'garbage' },
      ],
    }),
  )

  expect([Successful, Failed]).toMatchObject([[{ Id: 'a' }], [{ Id: 'b', SenderFault: true }]])
})

test('the query protocol does the same in XML', async () => {
  const { url } = await startSqs()
  const ask = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields) })
    return { status: answer.status, text: await answer.text() }
  }

  const made = await ask('/', {
    Action: 'CreateQueue',
    QueueName: 'q',
    'Attribute.1.Name': 'DelaySeconds',
    'Attribute.1.Value': '0',
  })
  const sent = await ask('/000000000000/q', {
    Action: 'SendMessage',
    MessageBody: '<b> & "c"',
    'MessageAttribute.1.Name': 'n',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'v',
  })
  const received = await ask('/000000000000/q', {
    Action: 'ReceiveMessage',
    'AttributeName.1': 'ApproximateReceiveCount',
    'MessageAttributeName.1': 'All',
  })
  const refused = await ask('/000000000000/none', { Action: 'PurgeQueue' })
  const unknown = await ask('/', { Action: 'Fly' })

  expect(made.text).toContain(`<QueueUrl>${url}/000000000000/q</QueueUrl>`)
  expect(sent.text).toMatch(/<SendMessageResult><MD5OfMessageBody>[0-9a-f]{32}<\/MD5OfMessageBody>/)
  expect(received.text).toContain('<Body>&lt;b&gt; &amp; &quot;c&quot;</Body>')
  expect(received.text).toContain(
    '<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>',
  )
  expect(received.text).toContain(
    '<MessageAttribute><Name>n</Name><Value><DataType>String</DataType><StringValue>v</StringValue></Value></MessageAttribute>',
  )
  expect(refused.status).toBe(400)
  expect(refused.text).toMatch(
    /<Error><Type>Sender<\/Type><Code>AWS.SimpleQueueService.NonExistentQueue<\/Code><Message>The specified queue does not exist for this wsdl version.<\/Message><Detail\/><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId>/,
  )
  expect(unknown.text).toContain('<Code>InvalidAction</Code>')
})

test('a dead-letter queue takes messages only of the queues that its RedriveAllowPolicy admits', async () => {
  const { create } = await startSqs()
  await create('dead', { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' })
  const redrive = (name: string) =>
    JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      maxReceiveCount: 1,
    })

  await expect(create('q', { RedrivePolicy: redrive('dead') })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  })
  await create('r', { RedrivePolicy: redrive('created-later') })
})

test('a change of DeduplicationScope takes effect after 60 seconds', async () => {
  const { create, send, receive, clock, sqs } = await startSqs()
  const queue = await create('q.fifo', { FifoQueue: 'true' })
  const sendTo = (MessageGroupId: string) =>
    send(queue, MessageGroupId, { MessageGroupId, MessageDeduplicationId: 'same' })
  await sendTo('a')
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: queue,
      Attributes: { DeduplicationScope: 'messageGroup' },
    }),
  )

  await sendTo('b')
  clock.advanceBy(60_000)
  await sendTo('c')

  const received = await receive(queue, { MaxNumberOfMessages: 10 })
  expect(received.map(({ Body }) => Body)).toEqual(['a', 'c'])
})

test('with the rule of AWS, a deleted queue can be created again after 60 seconds', async () => {
  const { create, clock, sqs } = await startSqs({ limitsRecreation: true })
  await sqs.send(new DeleteQueueCommand({ QueueUrl: await create('q') }))

  clock.advanceBy(59_000)
  await expect(create('q')).rejects.toMatchObject({ name: 'QueueDeletedRecently' })
  clock.advanceBy(1000)

  expect(await create('q')).toMatch(/\/q$/)
})
