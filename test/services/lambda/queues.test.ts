import { join } from 'node:path'
import {
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'
import {
  longTimeout,
  readInvocations,
  startFunctionOfQueue,
  writeHandler,
} from './start-function.js'
import { startLambdaEndpoint } from './start-lambda-endpoint.js'

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:news'
const guideHandler = ['review=test/services/lambda/handlers/review.handler']

test('a queue sends a function the event of Lambda, and deletes the message', async () => {
  const { mturk, QueueUrl, listInvocations, listBodies, control } = await startFunctionOfQueue({
    lambda: guideHandler,
  })

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Transport: 'SQS',
        Destination: QueueUrl,
        Version: '2014-08-15',
        EventTypes: ['HITReviewable'],
      },
      TestEventType: 'HITReviewable',
    }),
  )
  const [invocation] = await listInvocations()

  const [delivery] = (await control.deliveries({ limit: 1 })).deliveries
  expect(invocation).toMatchObject({ status: 200, response: '{"approved":[]}' })
  expect(JSON.parse(invocation!.request)).toEqual({
    Records: [
      {
        messageId: delivery!.attempts[0]!.receipt,
        receiptHandle: expect.any(String),
        body: delivery!.payload,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: 'AIDAIXO4EZE6RHVSXIN4E',
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: 'us-east-1',
      },
    ],
  })
  expect(await listBodies()).toEqual([])
})

test('a function gets message attributes with their types', async () => {
  const { sqs, QueueUrl, listInvocations } = await startFunctionOfQueue({
    lambda: writeHandler('export const handler = () => {}'),
  })

  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'cat',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'animal' },
        picture: { DataType: 'Binary', BinaryValue: Buffer.from('cat') },
      },
    }),
  )

  const [invocation] = await listInvocations()
  const lists = { stringListValues: [], binaryListValues: [] }
  expect(JSON.parse(invocation!.request).Records).toMatchObject([
    {
      messageAttributes: {
        kind: { dataType: 'String', stringValue: 'animal', ...lists },
        picture: { dataType: 'Binary', binaryValue: 'Y2F0', ...lists },
      },
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ])
})

test('the function of Amazon’s guide approves what a queue reports as submitted, and gets that event too', async () => {
  const { mturk, QueueUrl, ...emulator } = await startFunctionOfQueue({ lambda: guideHandler })
  const { HITId, HITTypeId } = await emulator.createHit()
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Transport: 'SQS',
        Destination: QueueUrl,
        Version: '2014-08-15',
        EventTypes: ['AssignmentSubmitted', 'AssignmentApproved'],
      },
    }),
  )

  const assignmentId = await emulator.submitAssignment('A1WORKER', HITId!)

  expect(await emulator.listResponses()).toEqual([{ approved: [assignmentId] }, { approved: [] }])
  expect(await emulator.listAssignments([HITId!])).toMatchObject([{ AssignmentStatus: 'Approved' }])
  expect(emulator.queue.peek()).toEqual([])
})

test('messages of a function that fails stay, and go to the dead-letter queue in the end', async () => {
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:lost'
  const { queues, send, listBodies, listResponses } = await startFunctionOfQueue(
    { lambda: writeHandler('export const handler = () => { throw new RangeError("no cat") }') },
    {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    },
  )
  const lost = queues.create({ account: '000000000000', region: 'us-east-1', name: 'lost' })

  await send('dog')

  expect(await listBodies()).toEqual([])
  expect(lost.peek().map(({ body }) => body)).toEqual(['dog'])
  expect(await listResponses()).toMatchObject([
    { errorType: 'RangeError', errorMessage: 'no cat' },
    { errorType: 'RangeError', errorMessage: 'no cat' },
  ])
})

test('messages of a function that fails are hidden until their visibility timeout', async () => {
  const { queue, send, listBodies } = await startFunctionOfQueue({
    lambda: writeHandler('export const handler = () => process.exit(1)'),
  })

  await send('dog')

  expect(await listBodies()).toEqual(['dog'])
  expect(queue.count('in flight')).toBe(1)
})

const failures = (...items: readonly string[]) =>
  `({ batchItemFailures: [${items.map((item) => `{ ${item} }`).join()}] })`

test.each([
  ['an empty list', failures(), []],
  ['no list', '({ batchItemFailures: null })', []],
  ['an empty object', '({})', []],
  ['nothing', 'undefined', []],
  ['one message', failures('itemIdentifier: Records[1].messageId'), ['b']],
  ['an unknown message', failures('itemIdentifier: "cat"'), ['a', 'b', 'c']],
  [
    'one message and an unknown one',
    failures('itemIdentifier: Records[1].messageId', 'itemIdentifier: "cat"'),
    ['a', 'b', 'c'],
  ],
  ['an empty identifier', failures('itemIdentifier: ""'), ['a', 'b', 'c']],
  ['a null identifier', failures('itemIdentifier: null'), ['a', 'b', 'c']],
  ['another key', failures('messageId: Records[1].messageId'), ['a', 'b', 'c']],
  ['a text in place of the list', '({ batchItemFailures: "a" })', ['a', 'b', 'c']],
])(
  'after a function has reported %s as failed, the queue has what counts as failed',
  async (_, result, kept) => {
    const { sendBatch, listBodies } = await startFunctionOfQueue({
      lambda: writeHandler(`export const handler = ({ Records }) => ${result}`),
      lambdaQueue: ['news=review ReportBatchItemFailures'],
    })

    await sendBatch(['a', 'b', 'c'])

    expect(await listBodies()).toEqual(kept)
  },
)

test('a report of failures counts only if the settings ask for it', async () => {
  const { sendBatch, listBodies } = await startFunctionOfQueue({
    lambda: writeHandler(
      `export const handler = ({ Records }) => ${failures('itemIdentifier: Records[1].messageId')}`,
    ),
  })

  await sendBatch(['a', 'b', 'c'])

  expect(await listBodies()).toEqual([])
})

test('a batch has as many messages as the settings say', async () => {
  const { sendBatch, listResponses } = await startFunctionOfQueue({
    lambda: writeHandler('export const handler = ({ Records }) => Records.length'),
    lambdaQueue: [`${queueArn}=review BatchSize=2`],
  })

  await sendBatch(['a', 'b', 'c', 'd', 'e'])

  expect(await listResponses()).toEqual([2, 2, 1])
})

test('a group of a FIFO queue is handled in order, and waits behind a message that failed', async () => {
  const { sendBatch, listBodies, listResponses } = await startFunctionOfQueue(
    {
      lambda: writeHandler(`
        export const handler = ({ Records }) => {
          const bodies = Records.map(({ body }) => body)
          if (bodies.includes('b')) throw new Error('not b')
          return bodies
        }`),
      lambdaQueue: ['news.fifo=review BatchSize=1'],
    },
    { FifoQueue: 'true' },
    'news.fifo',
  )

  await sendBatch(['a', 'b', 'c', 'x', 'y'], ['cats', 'cats', 'cats', 'dogs', 'dogs'])

  expect(await listBodies()).toEqual(['b', 'c'])
  expect(await listResponses()).toMatchObject([['a'], ['x'], { errorMessage: 'not b' }, ['y']])
})

test('a queue that is created again is consumed again', async () => {
  const { sqs, QueueUrl, send, listBodies, listResponses, queues, waitUntilIdle } =
    await startFunctionOfQueue({
      lambda: writeHandler('export const handler = ({ Records }) => Records[0].body'),
    })
  await send('cat')
  expect(await listBodies()).toEqual([])

  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await send('dog')
  await waitUntilIdle()

  expect(queues.getByUrl(QueueUrl).peek()).toEqual([])
  expect(await listResponses()).toEqual(['cat', 'dog'])
})

test('a queue invokes a function by the Invoke API, and waits for the result', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint({ status: 200, body: 'null' })
  const { send, listBodies } = await startFunctionOfQueue({ lambdaEndpoint })

  await send('cat')

  expect(await listBodies()).toEqual([])
  expect(requests).toMatchObject([
    {
      url: '/2015-03-31/functions/review/invocations',
      headers: { 'x-amz-invocation-type': 'RequestResponse' },
    },
  ])
})

test('messages wait for an endpoint that cannot take them yet', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint(
    { status: 503 },
    { status: 429 },
    { status: 200, body: '{}' },
  )
  const { send, listBodies } = await startFunctionOfQueue(
    { lambdaEndpoint },
    { VisibilityTimeout: '43200' },
  )

  await send('cat')

  expect(await listBodies()).toEqual([])
  expect(requests).toHaveLength(3)
})

test('a message that a function had when the emulator ended is handled after the next start', async () => {
  const data = join(createTempFolder(), 'world.db')
  const lambdaQueue = ['news=review']
  const first = await startFunctionOfQueue(
    { data, lambda: writeHandler('export const handler = () => new Promise(() => {})') },
    { VisibilityTimeout: '0' },
  )
  const received = new Promise<void>((resolve) => {
    first.queues.changed.on((queue) => {
      if (queue.count('in flight') + queue.count('ready') > 0) resolve()
    })
  })
  await first.send('cat')
  await received
  await first.close()

  const second = await startTestEmulator({
    ...longTimeout,
    data,
    lambdaQueue,
    lambda: writeHandler('export const handler = ({ Records }) => Records[0].body'),
  })

  expect(await readInvocations(second).listResponses()).toEqual(['cat'])
  expect(second.queues.findByArn(queueArn)!.peek()).toEqual([])
})

test.each(['news', 'news=review BatchSize=11', 'news=review Batch=1', 'news=re view', '=review'])(
  'the setting “%s” is refused',
  async (text) => {
    await expect(startEmulator({ lambdaQueue: [text] })).rejects.toMatchObject({
      name: 'SettingError',
      message: `the option lambdaQueue cannot be "${text}". Give a queue and a function, such as news=review or "news=review BatchSize=5 ReportBatchItemFailures".`,
    })
  },
)
