import { type EventType, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { SubscribeCommand } from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import type { Delivery } from '../../src/index.js'
import { waitUntil } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

/** What became of each delivery, oldest first: how it stands, and each try with its faults. */
const summarizeDeliveries = (deliveries: readonly Delivery[]) =>
  deliveries
    .toReversed()
    .map(({ status, attempts }) => [
      status,
      ...attempts.map(({ outcome, faults = [] }) =>
        [outcome, ...faults.map(({ what }) => what)].join(' '),
      ),
    ])

type FaultOptions = NonNullable<Parameters<typeof startTestEmulator>[0]>

/** A HIT whose assignment events go to a queue. */
async function startWithSubscribedHit(
  fault: string | readonly string[],
  options: FaultOptions = {},
) {
  const emulator = await startTestEmulator({ fault: [fault].flat(), ...options })
  const { HITId, HITTypeId } = await emulator.createHit({ MaxAssignments: 100 })
  const { documents, receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!, [
    'AssignmentAccepted',
    'AssignmentSubmitted',
  ])
  const { control, deliveries } = emulator
  const accept = (worker = 'A1WORKER') => control.accept(worker, HITId!)
  const summarize = async () => {
    await emulator.waitUntilIdle({ includeRetries: true })
    return summarizeDeliveries(await deliveries.list())
  }
  return {
    ...emulator,
    HITId: HITId!,
    HITTypeId: HITTypeId!,
    accept,
    documents,
    receivedEventTypes,
    summarize,
  }
}

const eventDocIds = (documents: readonly string[]) =>
  documents.map((document) => JSON.parse(document).EventDocId)

test('a dropped delivery counts as sent and never arrives', async () => {
  const { accept, documents, summarize, deliveries, faults } = await startWithSubscribedHit(
    'drop transport=SQS nth=1',
  )

  await accept('A1WORKER')
  await accept('A2WORKER')

  expect(await summarize()).toEqual([
    ['sent', 'sent drop'],
    ['sent', 'sent'],
  ])
  const [second, first] = await deliveries.list()
  expect(await documents()).toEqual([second!.payload])
  expect(first!.attempts).toMatchObject([
    { receipt: 'dropped: it was never sent', faults: [{ rule: 'fault-1', what: 'drop' }] },
  ])
  expect(await deliveries.waitFor()).toEqual([JSON.parse(second!.payload)])
  await expect(deliveries.waitFor({ count: 2, timeout: 0 })).rejects.toThrow('1 of 2 deliveries')
  expect(faults.rules).toMatchObject([{ matched: 2, applied: 1 }])
})

test('a duplicate has the same EventDocId, and is one delivery', async () => {
  const { accept, documents, summarize } = await startWithSubscribedHit('duplicate transport=SQS')

  await accept()

  const [first, second, ...more] = await documents()
  expect([second, more]).toEqual([first, []])
  expect(await summarize()).toEqual([['sent', 'sent duplicate']])
})

test.each([
  ['error transport=SQS nth=1', 'The destination failed.'],
  ['error transport=SQS nth=1 error=QueueDoesNotExist message="Gone."', 'QueueDoesNotExist: Gone.'],
  ['throttle transport=SQS nth=1', 'ThrottlingException: Rate exceeded'],
  ['disconnect transport=SQS nth=1', 'The connection was cut (ECONNRESET).'],
  ['hang transport=SQS nth=1', 'No answer within 5 ms.'],
])('%s: the first attempt fails, the second does not', async (rule, error) => {
  const { accept, documents, summarize, deliveries } = await startWithSubscribedHit(rule, {
    deliveryTimeout: 5,
  })

  await accept()

  expect(await documents()).toHaveLength(1)
  expect((await summarize())[0]).toEqual(['sent', `failed ${rule.split(' ')[0]}`, 'sent'])
  expect((await deliveries.list())[0]!.attempts[0]).toMatchObject({ error })
})

test.each(['error', 'disconnect', 'hang'])(
  '%s after: it arrives twice, since the first result is lost',
  async (what) => {
    const { accept, documents, summarize, deliveries } = await startWithSubscribedHit(
      `${what} transport=SQS after nth=1`,
      { deliveryTimeout: 50 },
    )

    await accept()

    const [first, second, ...more] = eventDocIds(await documents())
    expect([second, more]).toEqual([first, []])
    expect(await summarize()).toEqual([['sent', `failed ${what}`, 'sent']])
    expect((await deliveries.list())[0]!.attempts[0]!.faults).toEqual([
      { rule: 'fault-1', what, phase: 'after' },
    ])
  },
)

test('a destination that always fails is given up, and the log names the rule', async () => {
  const { accept, documents, summarize } = await startWithSubscribedHit('error transport=SQS', {
    deliveryAttempts: 3,
  })

  await accept()

  expect(await documents()).toEqual([])
  expect(await summarize()).toEqual([['failed', 'failed error', 'failed error', 'failed error']])
})

test('a reordered delivery arrives after the next one', async () => {
  const { submitAssignment, HITId, receivedEventTypes, deliveries } = await startWithSubscribedHit(
    'reorder eventType=AssignmentAccepted milliseconds=600000',
  )

  await submitAssignment('A1WORKER', HITId)

  expect(await receivedEventTypes()).toEqual(['AssignmentSubmitted', 'AssignmentAccepted'])
  expect((await deliveries.list()).map(({ faults }) => faults)).toEqual([
    undefined,
    [{ rule: 'fault-1', what: 'reorder' }],
  ])
})

test('when all deliveries are reordered, each pair is swapped', async () => {
  const { accept, documents } = await startWithSubscribedHit(
    'reorder transport=SQS milliseconds=600000',
  )

  for (const n of [1, 2, 3, 4]) await accept(`A${n}WORKER`)

  const workers = (await documents()).map((text) => JSON.parse(text).Events[0].WorkerId)
  expect(workers).toEqual(['A2WORKER', 'A1WORKER', 'A4WORKER', 'A3WORKER'])
})

test('a reordered delivery without a successor is sent all the same', async () => {
  const { accept, receivedEventTypes } = await startWithSubscribedHit(
    'reorder transport=SQS milliseconds=2',
  )

  await accept()

  expect(await receivedEventTypes()).toEqual(['AssignmentAccepted'])
})

test('a batch puts several events into one payload', async () => {
  const { submitAssignment, createHit, subscribeQueue, deliveries } = await startTestEmulator({
    fault: ['batch eventType=AssignmentSubmitted milliseconds=1500'],
  })
  const { HITId, HITTypeId } = await createHit()
  const { documents } = await subscribeQueue(HITTypeId!, ['AssignmentSubmitted', 'HITReviewable'])

  await submitAssignment('A1WORKER', HITId!)

  const [document, ...more] = (await documents()).map((text) => JSON.parse(text))
  expect(more).toEqual([])
  expect(document.Events).toMatchObject([
    { EventType: 'AssignmentSubmitted' },
    { EventType: 'HITReviewable' },
  ])
  expect((await deliveries.list())[0]!.faults).toEqual([{ rule: 'fault-1', what: 'batch' }])
})

test('a delay also delays later deliveries, and all arrive in order', async () => {
  const { submitAssignment, HITId, receivedEventTypes, summarize } = await startWithSubscribedHit(
    'delay eventType=AssignmentAccepted milliseconds=20',
  )

  await submitAssignment('A1WORKER', HITId)

  expect(await receivedEventTypes()).toEqual(['AssignmentAccepted', 'AssignmentSubmitted'])
  expect(await summarize()).toEqual([
    ['sent', 'sent delay'],
    ['sent', 'sent'],
  ])
})

test('a long delay does not block shutdown', async () => {
  const { accept, close, faults } = await startWithSubscribedHit(
    'delay transport=SQS milliseconds=3600000',
  )
  await accept()
  await waitUntil(() => faults.rules[0]!.applied === 1)

  await close()
})

test('a fault affects one of many waiting deliveries', async () => {
  const { accept, documents, summarize } = await startWithSubscribedHit([
    'delay transport=SQS nth=1 milliseconds=100',
    'drop transport=SQS nth=4',
  ])

  for (let n = 1; n <= 6; n++) await accept(`A${n}WORKER`)

  const workers = (await documents()).map((text) => JSON.parse(text).Events[0].WorkerId)
  expect(workers).toEqual(['A1WORKER', 'A2WORKER', 'A3WORKER', 'A5WORKER', 'A6WORKER'])
  expect((await summarize()).map(([, firstTry]) => firstTry)).toEqual([
    ...['sent delay', 'sent', 'sent', 'sent drop', 'sent', 'sent'],
  ])
})

test.each([
  ['drop destination=*/000000000000/news', 0],
  ['drop destination=*/000000000000/other', 1],
  ['drop eventType=AssignmentAccepted', 0],
  ['drop eventType=AssignmentSubmitted', 1],
  ['drop transport=SNS', 1],
  ['drop transport=*', 0],
  ['drop transport=* account=123456789012', 1],
  ['drop transport=* from=PT1M', 1],
  ['drop transport=* to=PT1M', 0],
])('with %s, %i deliveries arrive', async (rule, count) => {
  const { accept, documents } = await startWithSubscribedHit(rule)

  await accept()

  expect(await documents()).toHaveLength(count)
})

test('the same seed affects the same deliveries', async () => {
  const run = async (seed: string) => {
    const rules = ['drop transport=SQS probability=0.3', 'duplicate transport=SQS probability=0.3']
    const { accept, summarize } = await startWithSubscribedHit(rules, { seed })
    for (let n = 1; n <= 30; n++) await accept(`A${n}WORKER`)
    return summarize()
  }

  const first = await run('one')

  expect(await run('one')).toEqual(first)
  expect(await run('two')).not.toEqual(first)
})

const testEvent = (
  Destination: string,
  Transport: 'Email' | 'SQS' | 'SNS',
  type: EventType = 'Ping',
) =>
  new SendTestEventNotificationCommand({
    Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: [] },
    TestEventType: type,
  })

test('a failed test event is an InternalFailure for the caller, a dropped one a success', async () => {
  const emulator = await startTestEmulator({
    fault: ['error eventType=Ping message="Not today."', 'drop eventType=HITCreated'],
  })
  const { url, bodies } = emulator.queue('news')

  await expect(emulator.mturk.send(testEvent(url, 'SQS'))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: expect.stringContaining('Not today.'),
  })
  await emulator.mturk.send(testEvent(url, 'SQS', 'HITCreated'))

  expect(bodies()).toEqual([])
})

test('a duplicated mail arrives twice, over SMTP and in process', async () => {
  const mailServer = await startTestEmulator()
  const near = await startTestEmulator({ fault: ['duplicate transport=Email'] })
  const far = await startTestEmulator({
    fault: ['duplicate transport=Email'],
    smtp: mailServer.smtp,
  })

  await near.mturk.send(testEvent('jane@example.com', 'Email'))
  await far.mturk.send(testEvent('jane@example.com', 'Email'))

  expect([near.mailbox.all().length, mailServer.mailbox.all().length]).toEqual([2, 2])
})

test('a duplicated publication reaches subscribers twice', async () => {
  const emulator = await startTestEmulator({ fault: ['duplicate transport=SNS'] })
  const { url, waitForRequests } = await startWebhook()
  const { arn } = emulator.topic('news')
  await emulator.sns.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'http', Endpoint: url }))
  const [handshake] = await waitForRequests(1)
  await fetch(JSON.parse(handshake!.body).SubscribeURL)

  await emulator.mturk.send(testEvent(arn, 'SNS'))

  const [, first, second] = (await waitForRequests(3)).map(({ body }) => JSON.parse(body))
  expect(second.Message).toBe(first.Message)
  expect(second.MessageId).not.toBe(first.MessageId)
})

test('deliveries to an external queue get the same faults', async () => {
  const remote = await startTestEmulator()
  const { url, bodies } = remote.queue('news')
  const { mturk, deliveries } = await startTestEmulator({
    sqsEndpoint: remote.endpoint,
    fault: ['disconnect transport=SQS after'],
  })

  await expect(mturk.send(testEvent(url, 'SQS'))).rejects.toMatchObject({ name: 'InternalFailure' })

  expect(bodies()).toHaveLength(1)
  expect(summarizeDeliveries(await deliveries.list())).toEqual([['failed', 'failed disconnect']])
})

test('a worker’s request can drop its own notifications only', async () => {
  const { HITId, control, endpoint, receivedEventTypes, deliveries } = await startWithSubscribedHit(
    [],
  )
  const { id } = await control.accept('A1WORKER', HITId)
  const other = await control.accept('A2WORKER', HITId)

  const answer = await fetch(`${endpoint}/_mturk/workers/A1WORKER/assignments/${id}/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mturk-local-fault': 'drop' },
    body: '{}',
  })
  await control.submit('A2WORKER', other.id)

  expect(answer.status).toBe(200)
  expect(await receivedEventTypes()).toEqual([
    'AssignmentAccepted',
    'AssignmentAccepted',
    'AssignmentSubmitted',
  ])
  expect((await deliveries.list())[1]).toMatchObject({
    attempts: [{ faults: [{ rule: 'request-1', what: 'drop' }] }],
    requestFaults: [{ id: 'request-1', what: 'drop' }],
  })
})

test('a request that moves the clock can inject faults into what becomes due', async () => {
  const { createHit, control, subscribeQueue, endpoint } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit()
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!, ['AssignmentAbandoned'])
  await control.accept('A1WORKER', HITId!)

  await fetch(`${endpoint}/_mturk/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mturk-local-fault': 'duplicate' },
    body: '{"by":"PT1H"}',
  })

  expect(await receivedEventTypes()).toEqual(['AssignmentAbandoned', 'AssignmentAbandoned'])
})

test('nth in a request’s own rules counts the attempts of each delivery', async () => {
  const { HITId, endpoint, documents, summarize } = await startWithSubscribedHit([])

  await fetch(`${endpoint}/_mturk/workers/A1WORKER/accept`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-mturk-local-fault': 'error transport=* nth=1; disconnect transport=* after nth=2',
    },
    body: JSON.stringify({ hitId: HITId }),
  })

  expect(await documents()).toHaveLength(2)
  expect(await summarize()).toEqual([['sent', 'failed error', 'failed disconnect', 'sent']])
})

test('a control request with invalid rules is refused and changes nothing', async () => {
  const { HITId, endpoint, documents } = await startWithSubscribedHit([])

  const answer = await fetch(`${endpoint}/_mturk/workers/A1WORKER/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mturk-local-fault': 'explode' },
    body: JSON.stringify({ hitId: HITId }),
  })

  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { message: expect.stringContaining('what cannot be "explode".') },
  ])
  expect(await documents()).toEqual([])
})
