import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import { Limiter } from '../../../src/core/limiter.js'
import { systemRandom } from '../../../src/core/random.js'
import { createSqsEndpoint } from '../../../src/services/sqs/endpoint.js'
import { Queues } from '../../../src/services/sqs/queues.js'
import { createClientConfig } from '../../support/clients.js'
import { ManualClock } from '../../support/manual-clock.js'
import { serveAwsService } from './serve-aws-service.js'

/** Starts the SQS endpoint on a port of its own, with a clock that the test advances. */
export async function startSqs({
  keep: maxMessages = 1000,
  keepBytes: maxBytes = 10_000_000,
  seats: maxWaiters = 100,
  limitsRecreation = false,
} = {}) {
  const clock = new ManualClock()
  const dropped: string[] = []
  const queues = new Queues({
    clock,
    timer: clock,
    random: systemRandom,
    maxMessages,
    maxBytes,
    limiter: new Limiter(maxWaiters),
    region: 'us-east-1',
    limitsRecreation,
    onEvicted: ({ id }, count, why) => void dropped.push(`${id.name}: ${count} ${why}`),
  })
  const { url, close } = await serveAwsService(
    createSqsEndpoint(queues, { baseUrl: (origin) => origin ?? 'http://unused' }),
  )
  const sqs = new SQSClient(createClientConfig(url))
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
  const deleteMessage = (QueueUrl: string, ReceiptHandle: string | undefined) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  return { clock, dropped, queues, sqs, url, create, send, receive, deleteMessage }
}
