import {
  AddPermissionCommand,
  ChangeMessageVisibilityCommand,
  RemovePermissionCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { waitUntil } from '../../support/clients.js'
import { startSqs } from './start-sqs.js'

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const q = '"QueueUrl":"/000000000000/q","MessageBody":"x"'

test.each([
  ['invalid JSON', 'SendMessage', '{', 'SerializationException'],
  ['an empty body', 'SendMessage', '', 'SerializationException'],
  ['null', 'SendMessage', 'null', 'SerializationException'],
  ['a list', 'SendMessage', '[]', 'SerializationException'],
  ['invalid UTF-8', 'SendMessage', Buffer.from([0x22, 0xff]), 'SerializationException'],
  ['a number deep in lists', 'SendMessage', `{${q},"DelaySeconds":${deep(20_000)}}`],
  ['a number that is a map', 'SendMessage', `{${q},"DelaySeconds":{"toString":1}}`],
  ['a string that is a map', 'SendMessage', '{"QueueUrl":{"toString":1}}'],
  ['attributes that are a list', 'SendMessage', `{${q},"MessageAttributes":[1]}`],
  ['an attribute that is null', 'SendMessage', `{${q},"MessageAttributes":{"__proto__":null}}`],
  ['entries that are null', 'SendMessageBatch', `{${q},"Entries":[null]}`],
  ['an unknown token', 'ListQueues', '{"NextToken":"LTU="}'],
  ['an unknown action', '__proto__', '{}', 'UnknownOperationException'],
])(
  'a call with %s is refused',
  async (_, action, body, type = 'InvalidParameterValueException') => {
    const { url, create } = await startSqs()
    await create('q')

    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSQS.${action}` },
      body,
    })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ __type: `com.amazonaws.sqs#${type}` })
  },
)

test.each([
  ['one statement without a list', { Sid: 'old', Effect: 'Deny' }],
  ['invalid values among its statements', [null, 1, 'x', { Sid: 'old' }]],
])('a permission is added to and removed from a policy with %s', async (_, Statement) => {
  const { create, sqs, queues } = await startSqs()
  const Policy = JSON.stringify({ Statement })
  const QueueUrl = await create('q', { Policy })
  const policy = () => JSON.parse(queues.getByUrl(QueueUrl).attributes.Policy!)
  const permission = { QueueUrl, Label: 'new', AWSAccountIds: ['123456789012'], Actions: ['*'] }

  await sqs.send(new AddPermissionCommand(permission))
  expect(policy().Statement.at(-1)).toMatchObject({ Sid: 'new', Action: 'SQS:*' })
  await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'new' }))

  expect(policy().Statement).toEqual([Statement].flat())
})

test.each(['null', '[]', '"x"', '{', JSON.stringify({ Id: 'x'.repeat(8192) })])(
  'the policy %.20s is refused',
  async (Policy) => {
    const { create, sqs } = await startSqs()
    const QueueUrl = await create('q')

    const answer = sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }))

    await expect(answer).rejects.toMatchObject({ name: 'InvalidAttributeValue' })
  },
)

test('a batch may be larger than the queue’s maximum message size', async () => {
  const { create, sqs } = await startSqs()
  const QueueUrl = await create('q', { MaximumMessageSize: '1024' })
  const Entries = Array.from({ length: 10 }, (_, index) => ({
    Id: `${index}`,
    MessageBody: 'x'.repeat(index === 9 ? 1025 : 1024),
  }))

  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))

  expect(Successful).toHaveLength(9)
  expect(Failed).toMatchObject([{ Id: '9', Code: 'InvalidParameterValue' }])
})

test('message attributes count toward the size of a batch', async () => {
  const { create, sqs } = await startSqs()
  const QueueUrl = await create('q')
  const MessageAttributes = { a: { DataType: 'String', StringValue: 'x'.repeat(600_000) } }
  const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x', MessageAttributes }))

  const answer = sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))

  await expect(answer).rejects.toMatchObject({ name: 'BatchRequestTooLong' })
})

test('a long poll ends when a message becomes visible earlier than scheduled', async () => {
  const { create, send, receive, sqs, clock } = await startSqs()
  const QueueUrl = await create('q')
  await send(QueueUrl, 'hello')
  const [first] = await receive(QueueUrl, { VisibilityTimeout: 600 })
  const polling = receive(QueueUrl, { WaitTimeSeconds: 20 })
  await waitUntil(() => clock.hasPendingTimers)

  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: first!.ReceiptHandle,
      VisibilityTimeout: 5,
    }),
  )
  await waitUntil(() => clock.hasPendingTimers)
  clock.advanceBy(5000)

  expect(await polling).toMatchObject([{ Body: 'hello' }])
})

test('a FIFO queue refuses an expired receipt handle', async () => {
  const { create, send, receive, deleteMessage, clock } = await startSqs()
  const queue = await create('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
  await send(queue, 'hello', { MessageGroupId: 'g' })
  const [first] = await receive(queue)
  clock.advanceBy(30_000)

  await expect(deleteMessage(queue, first!.ReceiptHandle)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  })
})

test('XML of the query protocol returns a text unchanged, with entities and carriage returns', async () => {
  const { url, create, sqs } = await startSqs()
  const QueueUrl = await create('q')
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a &lt; &amp; b\r\nc' }))

  const xml = await postForm(url, { Action: 'ReceiveMessage', QueueUrl })

  expect(xml).toContain('<Body>a &amp;lt; &amp;amp; b&#xD;\nc</Body>')
})

test('the name of a queue is taken as its URL, and a list of one value without its number', async () => {
  const { url, create } = await startSqs()
  await create('q')

  const xml = await postForm(url, {
    Action: 'GetQueueAttributes',
    QueueUrl: 'q',
    AttributeName: 'DelaySeconds',
  })

  expect(xml).toContain('<Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute>')
})

test('an empty list of the query protocol is empty', async () => {
  const { url, create } = await startSqs()
  const QueueUrl = await create('q')

  const xml = await postForm(url, { Action: 'SendMessageBatch', QueueUrl, Entries: '' })

  expect(xml).toContain('<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code>')
})

test.each([
  ['CreateQueue', '?Action=CreateQueue&QueueName=other'],
  ['ListQueues', '?Action=ListQueues'],
])('the URL of a queue does not have the action %s', async (action, query) => {
  const { create } = await startSqs()
  const QueueUrl = await create('q')

  const response = await fetch(QueueUrl + query)

  expect(response.status).toBe(400)
  const xml = await response.text()
  expect(xml).toContain('<Code>InvalidAction</Code>')
  expect(xml).toContain(`<Message>The action ${action} is not valid for this endpoint.</Message>`)
})

test('a GET of a queue’s URL without an action is an unknown operation', async () => {
  const { create } = await startSqs()
  const QueueUrl = await create('q')

  const response = await fetch(QueueUrl, {
    headers: {
      accept: 'application/json',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00',
    },
  })

  expect(response.status).toBe(404)
  expect(await response.text()).toContain('<UnknownOperationException')
})

const getJson = async (url: string) => {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  return { status: response.status, body: await response.json() }
}

test('the query protocol answers in JSON when the caller accepts it', async () => {
  const { url, create, send } = await startSqs()
  const QueueUrl = await create('q')
  const body = '{"foo": "ba\rr", "foo2": "ba&quot;r&quot;"}'
  await send(QueueUrl, body, {
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'news' } },
  })

  const received = await getJson(
    `${url}/?Action=ReceiveMessage&QueueUrl=${QueueUrl}&MessageAttributeName.1=All&AttributeName.1=SenderId`,
  )
  const attributes = await getJson(`${QueueUrl}?Action=GetQueueAttributes&AttributeName.1=QueueArn`)

  expect(received).toMatchObject({
    status: 200,
    body: {
      ReceiveMessageResponse: {
        ReceiveMessageResult: {
          messages: [
            {
              Body: body,
              Attributes: [{ Name: 'SenderId' }],
              MessageAttributes: [
                { Name: 'kind', Value: { DataType: 'String', StringValue: 'news' } },
              ],
            },
          ],
        },
        ResponseMetadata: { RequestId: expect.any(String) },
      },
    },
  })
  expect(attributes.body).toMatchObject({
    GetQueueAttributesResponse: {
      GetQueueAttributesResult: {
        Attributes: [{ Name: 'QueueArn', Value: 'arn:aws:sqs:us-east-1:000000000000:q' }],
      },
    },
  })
})

test('errors of the query protocol are in JSON too when the caller accepts it', async () => {
  const { url, create } = await startSqs()
  const QueueUrl = await create('q')

  const unknownAction = await getJson(`${QueueUrl}?Action=ListQueues`)
  const unknownQueue = await getJson(`${url}/?Action=GetQueueUrl&QueueName=none`)

  expect(unknownAction).toMatchObject({
    status: 400,
    body: {
      Error: {
        Code: 'InvalidAction',
        Message: 'The action ListQueues is not valid for this endpoint.',
      },
    },
  })
  expect(unknownQueue).toMatchObject({
    status: 400,
    body: { Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue' } },
  })
})

async function postForm(url: string, fields: Record<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return response.text()
}
