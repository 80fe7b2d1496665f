import {
  CancelMessageMoveTaskCommand,
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

test('a move task is listed, and is completed before it could be cancelled', async () => {
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
