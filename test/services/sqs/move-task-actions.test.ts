import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startSqs } from './start-sqs.js'

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`
const all = { MessageSystemAttributeNames: ['All'], VisibilityTimeout: 0 }

/** A FIFO queue with a message in its dead-letter queue. */
async function startWithDeadLetterQueue() {
  const world = await startSqs()
  const { create, send, receive, clock } = world
  const fifo = { FifoQueue: 'true' }
  const dead = await create('dead.fifo', fifo)
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: queueArn('dead.fifo'),
    maxReceiveCount: 1,
  })
  const queue = await create('q.fifo', { ...fifo, RedrivePolicy })
  const sent = await send(queue, 'poison', { MessageGroupId: 'g', MessageDeduplicationId: 'd' })
  await receive(queue)
  clock.advanceBy(30_000)
  await receive(queue)
  return { ...world, dead, queue, sent }
}

test('a dead letter keeps its ID and names its source', async () => {
  const { receive, dead, sent } = await startWithDeadLetterQueue()

  expect(await receive(dead, all)).toMatchObject([
    {
      MessageId: sent.MessageId,
      Attributes: { DeadLetterQueueSourceArn: queueArn('q.fifo'), MessageGroupId: 'g' },
    },
  ])
})

test('it is moved back in spite of deduplication', async () => {
  const { receive, sqs, dead, queue, sent } = await startWithDeadLetterQueue()

  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queueArn('dead.fifo') }))

  expect(await receive(dead)).toEqual([])
  const [back] = await receive(queue, all)
  expect(back).toMatchObject({ MessageId: sent.MessageId, Body: 'poison' })
  expect(back?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined()
})

test('a move task without a rate is listed, and is completed before it could be cancelled', async () => {
  const { sqs, clock } = await startWithDeadLetterQueue()
  const SourceArn = queueArn('dead.fifo')

  const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }))

  expect(Results).toEqual([
    {
      Status: 'COMPLETED',
      SourceArn,
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 1,
      StartedTimestamp: clock.now().getTime(),
    },
  ])
  await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

/** A dead-letter queue with three messages, and an empty queue. */
async function startWithThreeDeadLetters() {
  const world = await startSqs()
  const { create, send, sqs, receive } = world
  const dead = await create('dead')
  const destination = await create('destination')
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: queueArn('dead'),
    maxReceiveCount: 1,
  })
  await create('q', { RedrivePolicy })
  for (const body of ['first', 'second', 'third']) await send(dead, body)
  const start = (MaxNumberOfMessagesPerSecond: number) =>
    sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: queueArn('dead'),
        DestinationArn: queueArn('destination'),
        MaxNumberOfMessagesPerSecond,
      }),
    )
  const task = async () => {
    const { Results } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: queueArn('dead') }),
    )
    return Results![0]!
  }
  const bodies = async (queue: string) =>
    (await receive(queue, { MaxNumberOfMessages: 10, VisibilityTimeout: 0 })).map(
      ({ Body }) => Body,
    )
  return { ...world, dead, destination, start, task, bodies }
}

test('a move task moves no more messages in a second than it may', async () => {
  const { start, task, bodies, destination, clock } = await startWithThreeDeadLetters()

  const { TaskHandle } = await start(1)
  const movedAtOnce = await bodies(destination)
  const whileRunning = await task()
  clock.advanceBy(1000)
  const movedAfterASecond = await bodies(destination)
  clock.advanceBy(1000)

  expect(movedAtOnce).toEqual(['first'])
  expect(whileRunning).toMatchObject({
    Status: 'RUNNING',
    TaskHandle,
    MaxNumberOfMessagesPerSecond: 1,
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 3,
  })
  expect(movedAfterASecond).toEqual(['first', 'second'])
  expect(await bodies(destination)).toEqual(['first', 'second', 'third'])
  expect(await task()).toMatchObject({
    Status: 'COMPLETED',
    ApproximateNumberOfMessagesMoved: 3,
    ApproximateNumberOfMessagesToMove: 3,
  })
})

test('a cancelled move task leaves the other messages where they are', async () => {
  const { start, task, bodies, dead, sqs, clock } = await startWithThreeDeadLetters()
  const { TaskHandle } = await start(1)

  const cancelled = await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))
  clock.advanceBy(10_000)

  expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(1)
  expect(await task()).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 1 })
  expect(await bodies(dead)).toEqual(['second', 'third'])
  expect((await start(500)).TaskHandle).not.toBe(TaskHandle)
})

test('a move task fails when its destination is deleted', async () => {
  const { start, task, bodies, dead, destination, sqs, clock } = await startWithThreeDeadLetters()
  await start(1)

  await sqs.send(new DeleteQueueCommand({ QueueUrl: destination }))
  clock.advanceBy(1000)

  expect(await task()).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    ApproximateNumberOfMessagesMoved: 1,
  })
  expect(await bodies(dead)).toEqual(['second', 'third'])
})

test('a move task ends with its queue', async () => {
  const { start, dead, sqs, clock } = await startWithThreeDeadLetters()
  await start(1)

  await sqs.send(new DeleteQueueCommand({ QueueUrl: dead }))

  expect(clock.hasPendingTimers).toBe(false)
})

test.each([0, 501])('%i messages per second are refused', async (rate) => {
  const { start } = await startWithThreeDeadLetters()

  await expect(start(rate)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
})

test.each([
  ['a queue that is not a dead-letter queue', 'q.fifo', undefined, 'InvalidParameterValue'],
  ['a queue that does not exist', 'none', undefined, 'ResourceNotFoundException'],
  ['a destination that does not exist', 'dead.fifo', 'none', 'ResourceNotFoundException'],
])('nothing is moved from or to %s', async (_, source, destination, name) => {
  const { sqs, receive, dead } = await startWithDeadLetterQueue()

  const answer = sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: queueArn(source),
      DestinationArn: destination && queueArn(destination),
    }),
  )

  await expect(answer).rejects.toMatchObject({ name })
  expect(await receive(dead)).toHaveLength(1)
})
