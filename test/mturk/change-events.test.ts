import {
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  CreateWorkerBlockCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import type { LiveEvent } from '../../src/server/control/live-feed.js'
import { eventsOfTypes, followLiveEvents } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

const isCallOf = (name: string) => (event: object) =>
  (event as LiveEvent).type === 'call' &&
  (event as Extract<LiveEvent, { type: 'call' }>).call.operation === name
const isType = (type: LiveEvent['type']) => (event: { type: string }) => event.type === type

async function startWithStream(options: Parameters<typeof startTestEmulator>[0] = {}) {
  const emulator = await startTestEmulator(options)
  return { ...emulator, readUntil: await followLiveEvents(emulator.control) }
}

test('a HIT and its type are announced when they are made, before the call’s answer is logged', async () => {
  const { createHit, readUntil } = await startWithStream()

  const { HITId, HITTypeId } = await createHit()

  expect(await readUntil(isCallOf('CreateHIT'))).toEqual([
    { type: 'hit-type', hitType: { id: HITTypeId } },
    { type: 'hit', hit: { id: HITId, hitTypeId: HITTypeId, account: '000000000000' } },
    expect.objectContaining({ type: 'call' }),
  ])
})

test('accepting and submitting announces the assignment and its HIT, each once', async () => {
  const { createHit, control, readUntil } = await startWithStream()
  const { HITId, HITTypeId } = await createHit()
  await readUntil(isCallOf('CreateHIT'))
  const hit = { type: 'hit', hit: { id: HITId, hitTypeId: HITTypeId, account: '000000000000' } }

  const { id } = await control.accept('A1WORKER', HITId!)
  const accepted = await readUntil(isType('hit'))
  await control.submit('A1WORKER', id, { drawing: 'miaow' })
  const submitted = await readUntil(isType('hit'))

  const assignment = { type: 'assignment', assignment: { id, hitId: HITId } }
  expect(accepted).toEqual([{ type: 'worker', worker: { id: 'A1WORKER' } }, assignment, hit])
  expect(submitted).toEqual([assignment, hit])
})

test('what a deadline changes is announced, and that the clock was moved', async () => {
  const { createHit, control, readUntil } = await startWithStream()
  const { HITId } = await createHit()
  await readUntil(isCallOf('CreateHIT'))

  await control.advance('PT1H')

  expect(await readUntil(isType('clock'))).toEqual([
    expect.objectContaining({ type: 'hit', hit: expect.objectContaining({ id: HITId }) }),
    { type: 'clock' },
  ])
})

test('a call that is refused announces nothing', async () => {
  const { mturk, control, createHit, readUntil } = await startWithStream()
  await control.putWorker('A1WORKER')
  await readUntil(isType('worker'))

  await expect(createHit({ Reward: 'much' })).rejects.toThrow()
  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'No.' }))

  const events = await readUntil(isCallOf('CreateWorkerBlock'))
  expect(events.filter(({ type }) => type !== 'call')).toEqual([
    { type: 'worker', worker: { id: 'A1WORKER' } },
  ])
})

test('notification settings, qualifications and crowds are announced', async () => {
  const { mturk, createHit, control, readUntil } = await startWithStream()
  const { HITTypeId } = await createHit()
  await control.putWorker('A1WORKER')
  await readUntil(isType('worker'))

  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Destination: 'me@example.com',
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: ['HITCreated'],
      },
    }),
  )
  const settings = await readUntil(isCallOf('UpdateNotificationSettings'))
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'Knows cats',
      QualificationTypeStatus: 'Active',
    }),
  )
  const typeId = QualificationType!.QualificationTypeId!
  const madeType = await readUntil(isCallOf('CreateQualificationType'))
  await mturk.send(
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId: typeId,
      WorkerId: 'A1WORKER',
    }),
  )
  const granted = await readUntil(isCallOf('AssociateQualificationWithWorker'))
  await control.putCrowd('all', { workers: 2 })
  const crowd = await readUntil(isType('crowd'))

  expect(eventsOfTypes(settings, 'hit-type')).toEqual([
    { type: 'hit-type', hitType: { id: HITTypeId } },
  ])
  expect(eventsOfTypes(madeType, 'qualification')).toEqual([
    { type: 'qualification', qualification: { typeId } },
  ])
  expect(eventsOfTypes(granted, 'qualification')).toEqual([
    { type: 'qualification', qualification: { typeId, workerId: 'A1WORKER' } },
  ])
  expect(eventsOfTypes(crowd, 'crowd')).toEqual([{ type: 'crowd', crowd: { name: 'all' } }])
})

test('a queue is announced when it is made, received from, deleted from and removed', async () => {
  const { sqs, readUntil } = await startWithStream()
  const next = () => readUntil(isType('queue'))

  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const events = [...(await next())]
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }))
  events.push(...(await next()))
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
  events.push(...(await next()))
  const { ReceiptHandle } = Messages![0]!
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  events.push(...(await next()))
  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  events.push(...(await next()))

  const queue = 'arn:aws:sqs:us-east-1:000000000000:q'
  expect(eventsOfTypes(events, 'queue')).toEqual(Array(5).fill({ type: 'queue', queue }))
})

test('a topic is announced when it and its subscriptions are made and removed', async () => {
  const { sns, readUntil } = await startWithStream()
  const next = () => readUntil(isType('topic'))

  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't' }))
  const events = [...(await next())]
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:q',
      ReturnSubscriptionArn: true,
    }),
  )
  events.push(...(await next()))
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }))
  events.push(...(await next()))
  await sns.send(new DeleteTopicCommand({ TopicArn }))
  events.push(...(await next()))

  expect(eventsOfTypes(events, 'topic')).toEqual(Array(4).fill({ type: 'topic', topic: TopicArn }))
})

test('fault rules are announced when they change and when they are counted', async () => {
  const { mturk, control, readUntil } = await startWithStream()

  await control.request('POST /_mturk/faults', {
    body: { what: 'throttle', where: { operation: 'CreateWorkerBlock' } },
  })
  const made = await readUntil(isType('fault'))
  await expect(
    mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'No.' })),
  ).rejects.toThrow()
  const counted = await readUntil(isType('fault'))

  expect([made.at(-1), counted.at(-1)]).toEqual([{ type: 'fault' }, { type: 'fault' }])
})
