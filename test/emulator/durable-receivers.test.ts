import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  AddPermissionCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

/** A process on a data file, which `restart` kills and replaces. */
async function startOnFile(settings: readonly string[] = []) {
  const data = join(createTempFolder(), 'world.db')
  const start = async (settings: readonly string[]) => {
    const { endpoint, kill } = await startCli(['--data', data, ...settings])
    const sqs = new SQSClient(createClientConfig(endpoint))
    const sns = new SNSClient(createClientConfig(endpoint))
    onTestFinished(() => {
      sqs.destroy()
      sns.destroy()
    })
    const control = new ControlClient(endpoint)
    const url = (name: string) => `${endpoint}/000000000000/${name}`
    return {
      ...{ endpoint, kill, sqs, sns, control, url },
      async restart(newSettings = settings) {
        await kill()
        return start(newSettings)
      },
    }
  }
  return start(settings)
}

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`

test('a killed emulator has its queues again, with attributes, policies, tags and move tasks', async () => {
  const { sqs, url, restart } = await startOnFile()
  await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }))
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 })
  await sqs.send(
    new CreateQueueCommand({
      QueueName: 'news',
      Attributes: { VisibilityTimeout: '0', RedrivePolicy },
      tags: { team: 'red' },
    }),
  )
  await sqs.send(new CreateQueueCommand({ QueueName: 'gone' }))
  await sqs.send(
    new AddPermissionCommand({
      QueueUrl: url('news'),
      Label: 'send',
      AWSAccountIds: ['111111111111'],
      Actions: ['SendMessage'],
    }),
  )
  await sqs.send(new SendMessageCommand({ QueueUrl: url('news'), MessageBody: 'unreadable' }))
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: url('news') }))
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: url('news') }))
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead') }))
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url('gone') }))
  const describe = async (sqs: SQSClient, url: (name: string) => string) => ({
    queues: (await sqs.send(new ListQueuesCommand())).QueueUrls!.map((each) =>
      new URL(each).pathname.slice(1),
    ),
    attributes: (
      await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url('news'), AttributeNames: ['All'] }),
      )
    ).Attributes,
    tags: (await sqs.send(new ListQueueTagsCommand({ QueueUrl: url('news') }))).Tags,
    tasks: (
      await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead'), MaxResults: 10 }))
    ).Results,
  })
  const before = await describe(sqs, url)

  const after = await restart()

  expect(await describe(after.sqs, after.url)).toEqual(before)
  expect(before).toMatchObject({
    queues: ['000000000000/dead', '000000000000/news'],
    attributes: { ApproximateNumberOfMessages: '1', Policy: expect.stringContaining('send') },
    tags: { team: 'red' },
    tasks: [{ ApproximateNumberOfMessagesMoved: 1 }],
  })
})

test('a killed emulator has its messages again: ready, delayed and in flight, with receive counts and handles', async () => {
  const { sqs, url, restart } = await startOnFile()
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const send = (MessageBody: string, DelaySeconds?: number) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: url('news'),
        MessageBody,
        DelaySeconds,
        MessageAttributes: { kind: { DataType: 'String', StringValue: MessageBody } },
      }),
    )
  const receive = (client: SQSClient, QueueUrl: string) =>
    client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    )
  for (const body of ['first', 'second']) await send(body)
  const { Messages: [first, second] = [] } = await receive(sqs, url('news'))
  await send('ready')
  await send('delayed', 900)

  const after = await restart()
  const counts = await after.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: after.url('news'), AttributeNames: ['All'] }),
  )
  await after.sqs.send(
    new DeleteMessageCommand({
      QueueUrl: after.url('news'),
      ReceiptHandle: first!.ReceiptHandle,
    }),
  )
  await after.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: after.url('news'),
      ReceiptHandle: second!.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  )

  expect(counts.Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '2',
    ApproximateNumberOfMessagesDelayed: '1',
  })
  const { Messages } = await receive(after.sqs, after.url('news'))
  expect(Messages).toMatchObject([
    {
      ...{ Body: 'second', MessageId: second!.MessageId },
      MessageAttributes: { kind: { StringValue: 'second' } },
      Attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: second!.Attributes!.SentTimestamp,
        ApproximateFirstReceiveTimestamp: second!.Attributes!.ApproximateFirstReceiveTimestamp,
      },
    },
    { Body: 'ready', Attributes: { ApproximateReceiveCount: '1' } },
  ])

  const final = await after.restart()
  const { Attributes } = await final.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: final.url('news'), AttributeNames: ['All'] }),
  )
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '2',
    ApproximateNumberOfMessagesDelayed: '1',
  })
})

test('a FIFO queue keeps its order, its groups in flight and its deduplication when it is killed', async () => {
  const { sqs, url, restart } = await startOnFile()
  await sqs.send(
    new CreateQueueCommand({ QueueName: 'news.fifo', Attributes: { FifoQueue: 'true' } }),
  )
  const send = (client: SQSClient, QueueUrl: string, body: string, MessageGroupId: string) =>
    client.send(
      new SendMessageCommand({
        ...{ QueueUrl, MessageBody: body, MessageGroupId, MessageDeduplicationId: body },
      }),
    )
  const first = await send(sqs, url('news.fifo'), 'a1', 'a')
  await send(sqs, url('news.fifo'), 'a2', 'a')
  const { Messages: [inFlight] = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url('news.fifo') }),
  )
  await send(sqs, url('news.fifo'), 'b1', 'b')

  const after = await restart()
  const duplicate = await send(after.sqs, after.url('news.fifo'), 'a1', 'a')
  const last = await send(after.sqs, after.url('news.fifo'), 'b2', 'b')
  const receive = async () => {
    const { Messages = [] } = await after.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: after.url('news.fifo'), MaxNumberOfMessages: 10 }),
    )
    return Messages.map(({ Body }) => Body)
  }
  const others = await receive()
  await after.sqs.send(
    new DeleteMessageCommand({
      QueueUrl: after.url('news.fifo'),
      ReceiptHandle: inFlight!.ReceiptHandle,
    }),
  )

  expect(duplicate).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  })
  expect(BigInt(last.SequenceNumber!)).toBeGreaterThan(BigInt(first.SequenceNumber!) + 1n)
  expect(others).toEqual(['b1', 'b2'])
  expect(await receive()).toEqual(['a2'])
})

test('a purged queue stays empty when the emulator is killed', async () => {
  const { sqs, url, restart } = await startOnFile()
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await sqs.send(new SendMessageCommand({ QueueUrl: url('news'), MessageBody: 'before' }))
  await sqs.send(new PurgeQueueCommand({ QueueUrl: url('news') }))
  await sqs.send(new SendMessageCommand({ QueueUrl: url('news'), MessageBody: 'after' }))

  const { control } = await restart()

  const [queue] = (await control.request('GET /_mturk/queues')).queues
  expect(queue!.messages.map(({ body }) => body)).toEqual(['after'])
})

test('a move task goes on after a kill', async () => {
  const { sqs, url, restart } = await startOnFile()
  for (const QueueName of ['dead', 'destination'])
    await sqs.send(new CreateQueueCommand({ QueueName }))
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 })
  await sqs.send(new CreateQueueCommand({ QueueName: 'news', Attributes: { RedrivePolicy } }))
  for (const MessageBody of ['first', 'second'])
    await sqs.send(new SendMessageCommand({ QueueUrl: url('dead'), MessageBody }))
  await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: arn('dead'),
      DestinationArn: arn('destination'),
      MaxNumberOfMessagesPerSecond: 1,
    }),
  )

  const after = await restart()

  await expect
    .poll(
      async () =>
        (await after.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead') }))).Results,
    )
    .toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 }])
  const { queues } = await after.control.request('GET /_mturk/queues')
  const destination = queues.find(({ name }) => name === 'destination')
  expect(destination!.messages.map(({ body }) => body)).toEqual(['second', 'first'])
})

test('a killed emulator knows which queues were deleted recently, and the DeduplicationScope that applies', async () => {
  const { sqs, url, restart } = await startOnFile(['--quirk', 'recreation-interval'])
  await sqs.send(new CreateQueueCommand({ QueueName: 'gone' }))
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url('gone') }))
  await sqs.send(
    new CreateQueueCommand({ QueueName: 'news.fifo', Attributes: { FifoQueue: 'true' } }),
  )
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: url('news.fifo'),
      Attributes: { DeduplicationScope: 'messageGroup' },
    }),
  )

  const after = await restart()
  const send = (MessageGroupId: string) =>
    after.sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl: after.url('news.fifo'), MessageBody: 'same', MessageGroupId },
        MessageDeduplicationId: 'same',
      }),
    )

  await expect(after.sqs.send(new CreateQueueCommand({ QueueName: 'gone' }))).rejects.toMatchObject(
    { name: 'QueueDeletedRecently' },
  )
  expect((await send('b')).MessageId).toBe((await send('a')).MessageId)
})

test('a killed emulator has its topics and subscriptions again, and sends what was on its way', async () => {
  const webhook = await startWebhook([200, 500])
  const { sns, sqs, url, restart } = await startOnFile()
  await sqs.send(new CreateQueueCommand({ QueueName: 'copies' }))
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({
      Name: 'news',
      Attributes: { DisplayName: 'News' },
      Tags: [{ Key: 'team', Value: 'red' }],
    }),
  )
  const subscribe = (Protocol: string, Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true }))
  const hook = await subscribe('http', webhook.url)
  const [confirmation] = await webhook.waitForRequests(1)
  await subscribe('email', 'later@example.com')
  const copies = await subscribe('sqs', arn('copies'))
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: copies.SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"kind":["wanted"]}',
    }),
  )
  await sns.send(
    new ConfirmSubscriptionCommand({ TopicArn, Token: JSON.parse(confirmation!.body).Token }),
  )
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: hook.SubscriptionArn,
      AttributeName: 'DeliveryPolicy',
      AttributeValue:
        '{"healthyRetryPolicy":{"numRetries":1,"minDelayTarget":3600,"maxDelayTarget":3600}}',
    }),
  )
  await sns.send(new PublishCommand({ TopicArn, Message: 'refused once' }))
  await webhook.waitForRequests(2)
  const describe = async (sns: SNSClient) => ({
    attributes: (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes,
    tags: (await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags,
    subscriptions: (await sns.send(new ListSubscriptionsCommand())).Subscriptions,
    filter: (
      await sns.send(
        new GetSubscriptionAttributesCommand({ SubscriptionArn: copies.SubscriptionArn }),
      )
    ).Attributes,
  })
  const before = await describe(sns)

  const after = await restart()

  expect(await describe(after.sns)).toEqual(before)
  const [, refused, again] = await webhook.waitForRequests(3)
  expect(JSON.parse(again!.body).MessageId).toBe(JSON.parse(refused!.body).MessageId)
  const wanted = { kind: { DataType: 'String', StringValue: 'wanted' } }
  await after.sns.send(new PublishCommand({ TopicArn, Message: 'not for copies' }))
  await after.sns.send(
    new PublishCommand({ TopicArn, Message: 'for copies', MessageAttributes: wanted }),
  )
  const { Messages } = await after.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: after.url('copies'), WaitTimeSeconds: 20 }),
  )
  expect(Messages!.map(({ Body }) => JSON.parse(Body!).Message)).toEqual(['for copies'])
  // What was signed before the kill can still be verified.
  const { pathname } = new URL(JSON.parse(refused!.body).SigningCertURL)
  expect((await fetch(after.endpoint + pathname)).status).toBe(200)
  expect(url('copies')).not.toBe(after.url('copies'))
})

test('the confirmation of a subscription that was on its way is sent after a kill', async () => {
  const webhook = await startWebhook([500])
  const { sns, restart } = await startOnFile()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: webhook.url }))
  await webhook.waitForRequests(1)

  const after = await restart()

  const [before, again] = await webhook.waitForRequests(2)
  const { Token } = JSON.parse(again!.body)
  expect(Token).toBe(JSON.parse(before!.body).Token)
  await after.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))
})

test('a killed emulator has its mails again, and its fault rules with their counts', async () => {
  const { control, sqs, restart } = await startOnFile([
    '--fault',
    'error operation=sqs:ListQueues nth=1',
  ])
  const { smtp } = await control.request('GET /_mturk/info')
  const { hostname: host, port } = new URL(smtp)
  const mailer = createTransport({ host, port: Number(port) })
  onTestFinished(() => mailer.close())
  await mailer.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'One', text: 'ö' })
  await control.request('POST /_mturk/faults', {
    body: { what: 'throttle', where: { operation: 'sqs:ListQueues' }, when: { nth: 4 } },
  })
  await expect(sqs.send(new ListQueuesCommand())).rejects.toThrow()
  await sqs.send(new ListQueuesCommand())
  const describe = async (control: ControlClient) => {
    const { mails } = await control.request('GET /_mturk/mailbox')
    return {
      mails,
      mail: await control.request('GET /_mturk/mailbox/{id}', { id: mails[0]!.id }),
      faults: await control.request('GET /_mturk/faults'),
    }
  }
  const before = await describe(control)

  const after = await restart()

  expect(before.mail.text).toBe('ö')
  expect(await describe(after.control)).toEqual(before)
  await after.sqs.send(new ListQueuesCommand())
  await expect(after.sqs.send(new ListQueuesCommand())).rejects.toThrow('throttl')

  const other = await after.restart(['--fault', 'error operation=sqs:ListQueues nth=9'])
  expect(await other.control.request('GET /_mturk/faults')).toMatchObject({
    rules: [{ when: { nth: [9] }, matched: 0 }],
  })
})

test('an init file adds nothing to receivers that a data file has', async () => {
  const init = join(createTempFolder(), 'world.json')
  const seed = {
    queues: [{ name: 'news', attributes: { VisibilityTimeout: '5' } }, { name: 'deleted' }],
    topics: [{ name: 'changes', subscriptions: [{ protocol: 'sqs', endpoint: arn('news') }] }],
    faults: ['error operation=CreateHIT'],
  }
  writeFileSync(init, JSON.stringify(seed))
  const { sqs, control, url, restart } = await startOnFile(['--init', init])
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url('deleted') }))
  await sqs.send(
    new CreateQueueCommand({ QueueName: 'more', Attributes: { VisibilityTimeout: '7' } }),
  )
  await control.request('DELETE /_mturk/faults')
  writeFileSync(
    init,
    JSON.stringify({ ...seed, queues: [{ name: 'news', attributes: { VisibilityTimeout: '6' } }] }),
  )
  const describe = async (control: ControlClient) => ({
    // Their URLs have the port, which is another after the restart.
    queues: (await control.request('GET /_mturk/queues')).queues.map(
      ({ url: _, ...queue }) => queue,
    ),
    topics: await control.request('GET /_mturk/topics'),
    faults: await control.request('GET /_mturk/faults'),
  })
  const before = await describe(control)

  const after = await restart()

  expect(before.queues.map(({ name }) => name)).toEqual(['more', 'news'])
  expect(await describe(after.control)).toEqual(before)
})

test('after a reset, a data file has no queues, topics, mails or fault rules', async () => {
  const { sqs, sns, control, restart } = await startOnFile()
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await sns.send(new CreateTopicCommand({ Name: 'changes' }))
  await control.request('POST /_mturk/faults', {
    body: { what: 'error', where: { operation: 'CreateHIT' } },
  })
  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })

  const after = await restart()

  expect(await after.control.request('GET /_mturk/queues')).toMatchObject({ queues: [] })
  expect(await after.control.request('GET /_mturk/topics')).toMatchObject({ topics: [] })
  expect(await after.control.request('GET /_mturk/faults')).toMatchObject({ rules: [] })
})

test('what a topic has on its way at an orderly end is sent after the next start', async () => {
  const data = join(createTempFolder(), 'world.db')
  const webhook = await startWebhook([200, 500])
  const { topics, topic, close } = await startTestEmulator({ data })
  const { arn } = topics.subscribe(topics.get(topic('changes').arn), '000000000000', {
    protocol: 'http',
    endpoint: webhook.url,
    attributes: {
      DeliveryPolicy:
        '{"healthyRetryPolicy":{"numRetries":1,"minDelayTarget":3600,"maxDelayTarget":3600}}',
    },
  })
  topics.confirmDirectly(topics.subscription(arn))
  const { id } = topics.publish(topic('changes').arn, { message: 'refused once' })
  await webhook.waitForRequests(2)
  await close()

  await startTestEmulator({ data })

  const [, , again] = await webhook.waitForRequests(3)
  expect(JSON.parse(again!.body).MessageId).toBe(id)
})

test('receivers survive an orderly end, and IDs of a seed do not repeat', async () => {
  const data = join(createTempFolder(), 'world.db')
  const first = await startTestEmulator({ data, seed: 'same' })
  const url = first.queue('news').url
  const send = async ({ mturk }: Pick<typeof first, 'mturk'>) =>
    mturk.send(
      new SendTestEventNotificationCommand({
        Notification: {
          ...{ Transport: 'SQS', Destination: url, Version: '2014-08-15' },
          EventTypes: ['HITCreated'],
        },
        TestEventType: 'HITCreated',
      }),
    )
  await send(first)
  await first.close()

  const second = await startTestEmulator({ data, seed: 'same' })
  await send(second)

  const [queue] = second.queues.all()
  const ids = queue!.peek().map(({ id }) => id)
  expect(new Set(ids).size).toBe(2)
})
