import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import { Seats } from '../../src/core/limiter.js'
import { systemRandom } from '../../src/core/random.js'
import { queuesEndpoint } from '../../src/services/sqs/endpoint.js'
import { Queues } from '../../src/services/sqs/queues.js'
import { clientConfigFor } from './emulator.js'
import { HandClock } from './hand-clock.js'
import { serve } from './serve.js'

/** Queues behind a port, on a wall whose clock is moved by hand. */
export async function startQueues({ keep = 1000, seats = 100 } = {}) {
  const clock = new HandClock()
  const dropped: string[] = []
  const queues = new Queues({
    clock,
    timer: clock,
    random: systemRandom,
    keep,
    seats: new Seats(seats),
    region: 'us-east-1',
    letGo: ({ id }, count, why) => void dropped.push(`${id.name}: ${count} ${why}`),
  })
  const { url, close } = await serve(
    queuesEndpoint(queues, { clock, baseUrl: () => 'http://unused' }),
  )
  const sqs = new SQSClient(clientConfigFor(url))
  onTestFinished(async () => {
    sqs.destroy()
    await close()
  })
  const create = async (QueueName: string, Attributes?: Record<string, string>) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!
  const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))
  const receive = async (QueueUrl: string, more: object = {}) =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? []
  const remove = (QueueUrl: string, ReceiptHandle: string | undefined) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  return { clock, dropped, queues, sqs, url, create, send, receive, remove }
}

/** Yields to whatever is under way until the thing is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => setImmediate(resolve))
}
