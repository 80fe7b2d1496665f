import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import type { Config, Logger } from '../../../src/index.js'
import { createTempFolder, startTestEmulator, type TestEmulator } from '../../support/setup.js'

export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:review'

/** Long enough for a busy machine. */
export const longTimeout = { lambdaTimeout: 120_000 }

/** A file with a handler; returns the setting that makes it the function `review`. */
export function writeHandler(source: string, fileName = 'app.mjs'): readonly string[] {
  const folder = createTempFolder()
  writeFileSync(join(folder, fileName), source)
  return [`review=${join(folder, fileName.replace(/\.\w+$/, ''))}.handler`]
}

/** Starts an emulator with a topic to which the function `review` is subscribed. */
export async function startFunctionOfTopic(
  options: Partial<Config>,
  attributes: Record<string, string> = {},
  logger?: Logger,
) {
  const emulator = await startTestEmulator({ ...longTimeout, ...options }, logger)
  const { sns } = emulator
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }))
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'lambda',
      Endpoint: functionArn,
      Attributes: attributes,
    }),
  )

  /** What the topic notes of its messages at the subscription. */
  const listOutcomes = async () => {
    await emulator.waitUntilIdle({ includeRetries: true })
    return emulator.topics
      .get(TopicArn!)
      .recentMessages.map(({ deliveries }) => deliveries.map(({ outcome }) => outcome).join())
  }
  const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn, Message }))
  return {
    ...emulator,
    TopicArn: TopicArn!,
    SubscriptionArn: SubscriptionArn!,
    publish,
    listOutcomes,
    ...readInvocations(emulator),
  }
}

/**
 * Starts an emulator with a queue whose messages the function `review` gets, once, unless it has another
 * visibility timeout.
 */
export async function startFunctionOfQueue(
  options: Partial<Config>,
  attributes: Record<string, string> = {},
  name = 'news',
) {
  const emulator = await startTestEmulator({
    ...longTimeout,
    lambdaQueue: [`${name}=review`],
    ...options,
  })
  const { sqs } = emulator
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: { VisibilityTimeout: '43200', ...attributes },
    }),
  )
  const queue = emulator.queues.getByUrl(QueueUrl!)
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
  /** Sends messages in one call, so that they are received together. */
  const sendBatch = (bodies: readonly string[], groups: readonly string[] = []) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: bodies.map((MessageBody, index) => ({
          Id: MessageBody,
          MessageBody,
          ...(groups[index] && {
            MessageGroupId: groups[index],
            MessageDeduplicationId: MessageBody,
          }),
        })),
      }),
    )
  /** The messages that the queue still has. */
  const listBodies = async () => {
    await emulator.waitUntilIdle({ includeRetries: true })
    return queue.peek().map(({ body }) => body)
  }
  return {
    ...emulator,
    QueueUrl: QueueUrl!,
    queue,
    send,
    sendBatch,
    listBodies,
    ...readInvocations(emulator),
  }
}

/** Functions that read what the function `review` was invoked with, and what came of it. */
export function readInvocations({
  control,
  waitUntilIdle,
}: Pick<TestEmulator, 'control' | 'waitUntilIdle'>) {
  /** The invocations until now, oldest first. */
  const listInvocations = async () => {
    await waitUntilIdle({ includeRetries: true })
    const { calls } = await control.request('GET /_mturk/calls', { operation: 'lambda:review' })
    const details = calls.map(({ requestId }) =>
      control.request('GET /_mturk/calls/{requestId}', { requestId }),
    )
    return (await Promise.all(details)).reverse()
  }
  /** What the function returned, or the error that it reported, each time. */
  const listResponses = async () =>
    (await listInvocations()).map(({ response }): unknown => JSON.parse(response))
  return { listInvocations, listResponses }
}
