import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  RejectAssignmentCommand,
  UpdateExpirationForHITCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, DeleteQueueCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startEmulator } from '../../src/index.js'
import { startTestEmulator } from '../support/setup.js'

test('no-events-after-expiry: assignments still accepted when a HIT expires send no events', async () => {
  const { createHit, control, subscribeQueue } = await startTestEmulator({
    quirk: ['no-events-after-expiry'],
  })
  const { HITId, HITTypeId } = await createHit({ AssignmentDurationInSeconds: 7200 })
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!)
  const { id } = await control.accept('A1WORKER', HITId!)

  await control.advance('PT1H')
  await control.submit('A1WORKER', id)

  expect(await receivedEventTypes()).toEqual(['AssignmentAccepted', 'HITExpired', 'HITReviewable'])
})

test('extension-lag: for a minute a new HIT can be expired, but not extended', async () => {
  const { createHit, control, mturk } = await startTestEmulator({ quirk: ['extension-lag'] })
  const { HITId } = await createHit()
  const extend = () =>
    mturk.send(
      new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
    )
  const moveTo = (ExpireAt: Date) =>
    mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt }))

  await expect(extend()).rejects.toMatchObject({ name: 'RequestError' })
  await expect(moveTo(new Date('2027-01-01'))).rejects.toMatchObject({ name: 'RequestError' })
  await moveTo(new Date(0))
  await control.advance('PT1M')
  await moveTo(new Date('2027-01-01'))
  await extend()
})

test('null-status: for a minute a submission cannot be decided, with the captured message', async () => {
  const { createHit, control, mturk, submitAssignment } = await startTestEmulator({
    quirk: ['null-status'],
  })
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  const unseen = {
    TurkErrorCode: 'AWS.MechanicalTurk.InvalidAssignmentState',
    message: expect.stringMatching(
      /^This operation can be called with a status of: null \(\d+ s\)$/,
    ),
  }

  await expect(mturk.send(new ApproveAssignmentCommand({ AssignmentId }))).rejects.toMatchObject(
    unseen,
  )
  await expect(
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: '' })),
  ).rejects.toMatchObject(unseen)
  await control.advance('PT1M')
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
})

test('duplicate-documents: each document is sent twice, with the same EventDocId', async () => {
  const { createHit, control, subscribeQueue } = await startTestEmulator({
    quirk: ['duplicate-documents'],
  })
  const { HITId, HITTypeId } = await createHit()
  const { documents } = await subscribeQueue(HITTypeId!)

  await control.accept('A1WORKER', HITId!)

  const [first, second, ...more] = await documents()
  expect([second, more]).toEqual([first, []])
})

test('batched-documents: simultaneous events share a document', async () => {
  const { createHit, submitAssignment, subscribeQueue } = await startTestEmulator({
    batchWindow: 1500,
  })
  const { HITId, HITTypeId } = await createHit()
  const { documents } = await subscribeQueue(HITTypeId!, ['AssignmentSubmitted', 'HITReviewable'])

  await submitAssignment('A1WORKER', HITId!)

  const [document, ...more] = (await documents()).map((text) => JSON.parse(text))
  expect(more).toEqual([])
  expect(document.Events).toMatchObject([
    { EventType: 'AssignmentSubmitted', WorkerId: 'A1WORKER' },
    { EventType: 'HITReviewable', HITId },
  ])
  expect(Object.keys(document)).toEqual([
    'Events',
    'EventDocId',
    'SourceAccount',
    'CustomerId',
    'EventDocVersion',
  ])
})

test('reused-assignment-ids: the next worker gets the returned ID', async () => {
  const { createHit, control } = await startTestEmulator({ quirk: ['reused-assignment-ids'] })
  const { HITId } = await createHit()
  const first = await control.accept('A1WORKER', HITId!)
  await control.returnAssignment('A1WORKER', first.id)

  const second = await control.accept('A2WORKER', HITId!)

  expect([second.id, second.workerId]).toEqual([first.id, 'A2WORKER'])
})

test('without the quirk the ID is new', async () => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit()
  const first = await control.accept('A1WORKER', HITId!)
  await control.returnAssignment('A1WORKER', first.id)

  expect((await control.accept('A2WORKER', HITId!)).id).not.toBe(first.id)
})

test('changed settings come into force after their delay, and the previous ones apply until then', async () => {
  const { createHit, control, subscribeQueue, mturk } = await startTestEmulator({
    settingsDelay: 300_000,
  })
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 9 })
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!, ['AssignmentAccepted'])

  await control.accept('A1WORKER', HITId!)
  expect(await receivedEventTypes()).toEqual([])
  await control.advance('PT5M')
  await control.accept('A2WORKER', HITId!)
  expect(await receivedEventTypes()).toEqual(['AssignmentAccepted'])

  await mturk.send(new UpdateNotificationSettingsCommand({ HITTypeId, Active: false }))
  await control.accept('A3WORKER', HITId!)
  expect(await receivedEventTypes()).toHaveLength(2)
  await control.advance('PT5M')
  await control.accept('A4WORKER', HITId!)
  expect(await receivedEventTypes()).toHaveLength(2)
})

test('an unknown quirk stops the start with the list of quirks', async () => {
  await expect(startEmulator({ quirk: ['slow' as 'null-status'] })).rejects.toThrow(
    'the option quirk cannot be "slow". Give some of no-events-after-expiry, extension-lag',
  )
})

test.each([
  ['without the quirk a queue can be purged at any time', [], undefined],
  [
    'purge-interval: a queue can be purged once in 60 seconds',
    ['purge-interval'],
    { name: 'PurgeQueueInProgress', $metadata: { httpStatusCode: 403 } },
  ],
] as const)('%s', async (_, quirk, error) => {
  const { sqs } = await startTestEmulator({ quirk })
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl }))
  await purge()

  const again = await purge().catch((refusal: unknown) => refusal)

  expect(again).toMatchObject(error ?? { $metadata: { httpStatusCode: 200 } })
})

test.each([
  ['without the quirk a queue can be created again at once', [], undefined],
  [
    'recreation-interval: a deleted queue can be created again after 60 seconds only',
    ['recreation-interval'],
    { name: 'QueueDeletedRecently', $metadata: { httpStatusCode: 400 } },
  ],
] as const)('%s', async (_, quirk, error) => {
  const { sqs } = await startTestEmulator({ quirk })
  const create = () => sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const { QueueUrl } = await create()
  await sqs.send(new DeleteQueueCommand({ QueueUrl }))

  const again = await create().catch((refusal: unknown) => refusal)

  expect(again).toMatchObject(error ?? { $metadata: { httpStatusCode: 200 } })
})
