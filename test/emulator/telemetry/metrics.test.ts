import {
  ApproveAssignmentCommand,
  GetHITCommand,
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { createRecordingLog } from '../../support/recording-log.js'
import { startTestEmulator } from '../../support/setup.js'

/** What `GET /_mturk/metrics` says, by name and labels as they are written. */
async function readMetrics({ endpoint }: { endpoint: string }): Promise<Record<string, number>> {
  const answer = await fetch(`${endpoint}/_mturk/metrics`)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter((line) => line && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at).replace('mturk_local_', ''), Number(line.slice(at + 1))]
    }),
  )
}

const testEvent = (Transport: 'Email' | 'SQS' | 'SNS', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'HITReviewable',
  })

test('calls are counted by operation and outcome, unknown operations as unknown', async () => {
  const emulator = await startTestEmulator()
  const { mturk, sqs, sns } = emulator
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await mturk.send(testEvent('SQS', QueueUrl!))
  await expect(mturk.send(testEvent('SQS', `${QueueUrl}2`))).rejects.toThrow()
  await expect(mturk.send(new GetHITCommand({ HITId: 'NOSUCH' }))).rejects.toThrow()
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:none'
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toThrow()
  for (const operation of ['Fly', 'Swim'])
    await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `MTurkRequesterServiceV20170117.${operation}` },
    })

  const figures = await readMetrics(emulator)

  const calls = Object.entries(figures).filter(([name]) => name.startsWith('calls_total'))
  const called = (service: string, operation: string, outcome: string) =>
    `calls_total{service="${service}",operation="${operation}",outcome="${outcome}"}`
  expect(Object.fromEntries(calls)).toEqual({
    [called('mturk', 'SendTestEventNotification', 'ok')]: 1,
    [called('mturk', 'SendTestEventNotification', 'failed')]: 1,
    [called('mturk', 'GetHIT', 'refused')]: 1,
    [called('mturk', 'unknown', 'refused')]: 2,
    [called('sqs', 'CreateQueue', 'ok')]: 1,
    [called('sns', 'Publish', 'refused')]: 1,
  })
  expect(
    figures['call_duration_seconds_count{service="mturk",operation="SendTestEventNotification"}'],
  ).toBe(2)
})

test('deliveries are counted by transport and outcome, with how long they took', async () => {
  const emulator = await startTestEmulator()
  const { mturk, queues, topics } = emulator
  const place = { account: '000000000000', region: 'us-east-1', name: 'news' }
  queues.create(place)
  const topic = topics.create(place)
  await mturk.send(testEvent('Email', 'a@example.com'))
  await mturk.send(testEvent('SQS', `${emulator.endpoint}/000000000000/news`))
  await mturk.send(testEvent('SNS', topic.arn))
  await expect(mturk.send(testEvent('SNS', `${topic.arn}2`))).rejects.toThrow()

  const figures = await readMetrics(emulator)

  expect(figures).toMatchObject({
    'deliveries_total{transport="Email",outcome="sent"}': 1,
    'deliveries_total{transport="SQS",outcome="sent"}': 1,
    'deliveries_total{transport="SNS",outcome="sent"}': 1,
    'deliveries_total{transport="SNS",outcome="failed"}': 1,
    'delivery_lag_seconds_count{transport="SNS"}': 1,
    'delivery_lag_seconds_bucket{le="+Inf",transport="Email"}': 1,
    deliveries_pending: 0,
    mails: 1,
    'queue_messages{account="000000000000",region="us-east-1",queue="news",state="ready"}': 1,
  })
})

test('a delivery that is retried counts as a failed attempt and as pending', async () => {
  const emulator = await startTestEmulator({ deliveryBackoff: 600_000 })
  const { mturk, endpoint } = emulator
  const { HITId, HITTypeId } = await emulator.createHit()
  const AssignmentId = await emulator.submitAssignment('A1WORKER', HITId!)
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Transport: 'SQS',
        Destination: `${endpoint}/000000000000/none`,
        Version: '2014-08-15',
        EventTypes: ['AssignmentApproved'],
      },
    }),
  )
  const attempted = new Promise((resolve) => emulator.marketplace.dispatcher.onChange(resolve))
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  await attempted

  const figures = await readMetrics(emulator)

  expect(figures).toMatchObject({
    'delivery_attempts_total{transport="SQS",outcome="failed"}': 1,
    deliveries_pending: 1,
  })
  expect(Object.keys(figures)).not.toContainEqual(expect.stringMatching(/^deliveries_total/))
})

test('a queue has gauges until it is deleted', async () => {
  const emulator = await startTestEmulator()
  const { sqs, queues } = emulator
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  for (const DelaySeconds of [0, 0, 0, 900])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds }))
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
  const depth = async () =>
    Object.entries(await readMetrics(emulator))
      .filter(([name]) => name.startsWith('queue_messages'))
      .map(([name, value]) => `${/state="([^"]+)"/.exec(name)![1]}: ${value}`)

  expect(await depth()).toEqual(['ready: 2', 'in flight: 1', 'delayed: 1'])

  queues.delete(queues.all()[0]!)

  expect(await depth()).toEqual([])
})

test('evictions are counted, and the first one is logged', async () => {
  const log = createRecordingLog()
  const emulator = await startTestEmulator(
    { keepMails: 1, keepMessages: 2, keepDeliveries: 1, keepCalls: 1 },
    log,
  )
  const queue = emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'q' })
  for (let mail = 0; mail < 3; mail++)
    await emulator.mturk.send(testEvent('Email', 'a@example.com'))
  for (let message = 0; message < 7; message++) queue.send({ body: 'x', senderId: 'me' })

  expect(await readMetrics(emulator)).toMatchObject({
    'evicted_total{kind="mails"}': 2,
    'evicted_total{kind="queue-messages"}': 5,
    'evicted_total{kind="deliveries"}': 2,
    'evicted_total{kind="calls"}': 2,
  })
  expect(emulator.info().evicted).toMatchObject({
    deliveries: 2,
    mails: 2,
    calls: 2,
    queueMessages: 5,
  })
  expect(
    log.lines.filter(({ severity }) => severity === 'warn').map(({ message }) => message),
  ).toEqual([
    'The mailbox is full; the oldest entries are evicted',
    'The delivery log is full; the oldest entries are evicted',
    'The queue q is full; the oldest entries are evicted',
  ])
})

test('the process is measured from the first reading on, however often it is read', async () => {
  const emulator = await startTestEmulator()

  const readings = await Promise.all([
    readMetrics(emulator),
    readMetrics(emulator),
    readMetrics(emulator),
  ])

  for (const figures of readings)
    expect(figures).toMatchObject({
      'event_loop_delay_seconds{quantile="0.99"}': expect.toSatisfy(
        (delay: number) => delay >= 0 && delay < 1000,
      ),
      process_resident_memory_bytes: expect.any(Number),
      nodejs_heap_size_used_bytes: expect.any(Number),
    })
  expect(Object.values(readings[2]).filter(Number.isNaN)).toEqual([])
})

test('deliveries of a topic are counted and logged for each subscription', async () => {
  const log = createRecordingLog()
  const emulator = await startTestEmulator({}, log)
  const place = { account: '000000000000', region: 'us-east-1', name: 'news' }
  emulator.queues.create(place)
  const { arn: TopicArn } = emulator.topics.create(place)
  for (const name of ['news', 'none'])
    await emulator.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      }),
    )
  await emulator.sns.send(new PublishCommand({ TopicArn, Message: 'x' }))
  await emulator.waitUntilIdle()

  expect(await readMetrics(emulator)).toMatchObject({
    'topic_messages_total{protocol="sqs",outcome="sent"}': 1,
    'topic_messages_total{protocol="sqs",outcome="failed"}': 1,
  })
  const retries = log.lines.filter(({ facts }) => facts.topic === TopicArn)
  expect(retries.sort((a, b) => a.severity.localeCompare(b.severity))).toEqual([
    expect.objectContaining({ severity: 'info', message: 'Delivered to sqs subscription' }),
    expect.objectContaining({
      severity: 'warn',
      message: 'Could not deliver to sqs subscription',
      facts: expect.objectContaining({
        endpoint: 'arn:aws:sqs:us-east-1:000000000000:none',
        reason: expect.stringContaining('There is no queue'),
      }),
    }),
  ])
})

test('two emulators in one process have separate counters', async () => {
  const one = await startTestEmulator()
  const other = await startTestEmulator()
  await one.mturk.send(testEvent('Email', 'a@example.com'))

  expect((await readMetrics(one)).mails).toBe(1)
  expect(await readMetrics(other)).toMatchObject({ mails: 0 })
})
