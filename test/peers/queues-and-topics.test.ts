import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'
import { localStack, miniStack, moto, newPython, python, type SqsSnsPeer } from './clouds.js'
import { findPython } from './peer.js'

async function startCloud(make: () => Promise<SqsSnsPeer>) {
  const cloud = await make()
  onTestFinished(() => cloud.stop())
  await cloud.start()
  const config = {
    ...createClientConfig(cloud.endpoint, '000000000000'),
    maxAttempts: 3,
  }
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false })
  const sns = new SNSClient(config)
  onTestFinished(() => {
    sqs.destroy()
    sns.destroy()
  })
  const { mturk } = await startTestEmulator({
    sqsEndpoint: cloud.endpoint,
    snsEndpoint: cloud.endpoint,
  })
  const makeQueue = async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    )
    return { url: QueueUrl!, arn: Attributes!.QueueArn! }
  }
  const receive = async (QueueUrl: string) => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10, MaxNumberOfMessages: 10 }),
    )
    return Messages.map(({ Body }) => JSON.parse(Body!))
  }
  const send = (Transport: 'SQS' | 'SNS', Destination: string) =>
    mturk.send(
      new SendTestEventNotificationCommand({
        Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
        TestEventType: 'AssignmentSubmitted',
      }),
    )
  return { cloud, sqs, sns, makeQueue, receive, send }
}

const document = {
  EventDocVersion: '2014-08-15',
  Events: [
    { EventType: 'AssignmentSubmitted', HITId: '12345678901234567890' },
    { EventType: 'AssignmentSubmitted', HITId: '12345678901234567890' },
  ],
}

const hasMiniStack = (await findPython(10)) !== undefined
if (!python) console.log('Not run: moto needs Python 3.9 or newer, which is not on this machine.')
if (!newPython)
  console.log('Not run: LocalStack needs Python 3.13 or newer, which is not on this machine.')
if (!hasMiniStack)
  console.log('Not run: MiniStack needs Python 3.10 or newer, which is not on this machine.')

describe.each([
  ...(newPython ? [['LocalStack 4.14.0', localStack] as const] : []),
  ...(python ? [['moto 5.2.1', moto] as const] : []),
  ...(hasMiniStack ? [['MiniStack 1.5.33', miniStack] as const] : []),
])('%s', (_, make) => {
  test('receives a test event in a queue, also after a restart', async () => {
    const { cloud, makeQueue, receive, send } = await startCloud(make)

    const { url } = await makeQueue()
    await send('SQS', url)
    expect(await receive(url)).toMatchObject([document])

    await cloud.stop()
    await expect(send('SQS', url)).rejects.toMatchObject({ name: 'InternalFailure' })

    await cloud.start()
    const again = await makeQueue()
    await send('SQS', again.url)
    expect(await receive(again.url)).toMatchObject([document])
  }, 900_000)

  test('accepts a production queue’s URL', async () => {
    const { makeQueue, receive, send } = await startCloud(make)
    const { url, arn } = await makeQueue()
    const account = arn.split(':')[4]

    await send('SQS', `https://sqs.us-east-1.amazonaws.com/${account}/news`)

    expect(await receive(url)).toMatchObject([document])
  }, 900_000)

  test('forwards a test event from a topic to a queue', async () => {
    const { sns, makeQueue, receive, send } = await startCloud(make)
    const { url, arn } = await makeQueue()
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }))

    await send('SNS', TopicArn!)

    const [envelope] = await receive(url)
    expect(envelope).toMatchObject({
      Type: 'Notification',
      Subject: expect.stringMatching(/^\d{13}$/),
    })
    expect(JSON.parse(envelope.Message)).toMatchObject(document)
  }, 900_000)
})

test.skipIf(!newPython)(
  'LocalStack passes a test event from a topic on to a web hook',
  async () => {
    const { sns, send } = await startCloud(localStack)
    const hook = await startWebhook()
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url }))
    const [confirmation] = await hook.waitForRequests(1)
    const { Token } = JSON.parse(confirmation!.body)
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))

    await send('SNS', TopicArn!)

    const [, notification] = await hook.waitForRequests(2)
    expect(JSON.parse(JSON.parse(notification!.body).Message)).toMatchObject(document)
  },
  900_000,
)
