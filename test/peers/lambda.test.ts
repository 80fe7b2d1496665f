import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UpdateNotificationSettingsCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { has } from './peer.js'
import {
  buildRuntimeInterfaceEmulator,
  runtimeInterfaceEmulator,
} from './runtime-interface-emulator.js'

const hasGo = await has('go')
if (!hasGo)
  console.log(
    'Not run: the Runtime Interface Emulator is built by Go, which is not on this machine.',
  )

/** Starts an emulator with a function at the Runtime Interface Emulator, whose only name is `function`. */
async function startWithFunction(file: string) {
  const port = await freePort()
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
  const lambda = await runtimeInterfaceEmulator(file, {
    ...keys,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  })
  onTestFinished(() => lambda.stop())
  await lambda.start()
  const emulator = await startTestEmulator({
    port,
    lambdaEndpoint: lambda.endpoint,
    lambdaQueue: ['news=function ReportBatchItemFailures'],
  })
  const { sns, sqs } = emulator
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }))
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'lambda',
      Endpoint: 'arn:aws:lambda:us-east-1:000000000000:function:function',
    }),
  )
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  return { ...emulator, TopicArn: TopicArn!, QueueUrl: QueueUrl! }
}

function writeHandler(source: string): string {
  const file = join(createTempFolder(), 'app.mjs')
  writeFileSync(file, source)
  return file
}

describe.skipIf(!hasGo)('the Runtime Interface Emulator', () => {
  beforeAll(buildRuntimeInterfaceEmulator)

  test.each(['SNS', 'SQS'] as const)(
    'runs the function of Amazon’s guide, which %s invokes',
    async (Transport) => {
      const { mturk, TopicArn, QueueUrl, ...emulator } = await startWithFunction(
        'test/services/lambda/handlers/review.mjs',
      )
      const { HITId, HITTypeId } = await emulator.createHit()
      await mturk.send(
        new UpdateNotificationSettingsCommand({
          HITTypeId,
          Notification: {
            Transport,
            Destination: Transport === 'SNS' ? TopicArn : QueueUrl,
            Version: '2014-08-15',
            EventTypes: ['AssignmentSubmitted'],
          },
        }),
      )

      await emulator.submitAssignment('A1WORKER', HITId!)
      await emulator.waitUntilIdle({ includeRetries: true })

      expect(await emulator.listAssignments([HITId!])).toMatchObject([
        { AssignmentStatus: 'Approved' },
      ])
      expect(emulator.queues.getByUrl(QueueUrl).peek()).toEqual([])
    },
  )

  test.each([
    ['throws', 'throw new RangeError("no cat")', 'RangeError: no cat'],
    ['ends its process', 'process.exit(1)', 'Runtime.ExitError: '],
  ])('a message for a function that %s has failed in the function', async (_, source, error) => {
    const { sns, TopicArn, topics, waitUntilIdle } = await startWithFunction(
      writeHandler(`export const handler = async () => { ${source} }`),
    )

    await sns.send(new PublishCommand({ TopicArn, Message: 'cat' }))
    await waitUntilIdle({ includeRetries: true })

    const [message] = topics.get(TopicArn).recentMessages
    expect(message!.deliveries).toMatchObject([
      { outcome: expect.stringContaining(`failed in the function: ${error}`) },
    ])
  })

  test('failures of a batch are reported by item', async () => {
    const { sqs, QueueUrl, queues, waitUntilIdle } = await startWithFunction(
      writeHandler(`
        export const handler = async ({ Records }) => ({
          batchItemFailures: Records.filter(({ body }) => body === 'dog').map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        })`),
    )

    for (const MessageBody of ['cat', 'dog', 'cow'])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    await waitUntilIdle({ includeRetries: true })

    expect(queues.getByUrl(QueueUrl).peek()).toMatchObject([{ body: 'dog' }])
  })
})
