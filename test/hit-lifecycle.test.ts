import { join } from 'node:path'
import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  GetHITCommand,
  ListHITsCommand,
  RejectAssignmentCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { createTempFolder, externalQuestion, hitInput, startTestEmulator } from './support/setup.js'

/** Runs the whole life cycle of a HIT, with a subscription to every event. */
async function runHitLifecycle(): Promise<readonly string[]> {
  const { mturk, control, submitAssignment, subscribeQueue } = await startTestEmulator({
    seed: 'story',
  })
  const { Question: _, LifetimeInSeconds: __, ...typeOfWork } = hitInput
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({ ...typeOfWork, AutoApprovalDelayInSeconds: 1800 }),
  )
  const { documents } = await subscribeQueue(HITTypeId!)
  const { HIT } = await mturk.send(
    new CreateHITWithHITTypeCommand({
      HITTypeId,
      LifetimeInSeconds: 3600,
      MaxAssignments: 5,
      Question: externalQuestion,
    }),
  )
  const HITId = HIT!.HITId!

  const first = await submitAssignment('A1WORKER', HITId)
  const second = await control.accept('A2WORKER', HITId)
  await control.returnAssignment('A2WORKER', second.id)
  await control.accept('A3WORKER', HITId)
  await control.advance('PT10M')
  const fourth = await submitAssignment('A4WORKER', HITId)
  await mturk.send(
    new RejectAssignmentCommand({ AssignmentId: fourth, RequesterFeedback: 'No cat.' }),
  )
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: first }))
  await submitAssignment('A5WORKER', HITId)
  await control.advance('PT30M')
  await mturk.send(
    new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
  )
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))
  await mturk.send(new DeleteHITCommand({ HITId }))
  return documents()
}

test('the events of a HIT’s life cycle arrive in order, and are the same bytes with the same seed', async () => {
  const documents = await runHitLifecycle()

  const events = documents.map((document) => {
    const { Events, ...heading } = JSON.parse(document)
    const [{ EventType, EventTimestamp, AssignmentId, WorkerId }, ...more] = Events
    expect(more).toEqual([])
    expect(Object.keys(heading)).toEqual([
      'EventDocId',
      'SourceAccount',
      'CustomerId',
      'EventDocVersion',
    ])
    return [EventTimestamp.slice(11, 16), EventType, WorkerId, AssignmentId]
  })
  expect(events.map(([at, type, worker = '']) => `${at} ${type} ${worker}`.trim())).toEqual([
    '00:00 HITCreated',
    '00:00 AssignmentAccepted A1WORKER',
    '00:00 AssignmentSubmitted A1WORKER',
    '00:00 AssignmentAccepted A2WORKER',
    '00:00 AssignmentReturned A2WORKER',
    '00:00 AssignmentAccepted A3WORKER',
    '00:10 AssignmentAbandoned A3WORKER',
    '00:10 AssignmentAccepted A4WORKER',
    '00:10 AssignmentSubmitted A4WORKER',
    '00:10 AssignmentRejected A4WORKER',
    '00:10 AssignmentApproved A1WORKER',
    '00:10 AssignmentAccepted A5WORKER',
    '00:10 AssignmentSubmitted A5WORKER',
    '00:40 AssignmentApproved A5WORKER',
    '00:40 HITExtended',
    '00:40 HITExpired',
    '00:40 HITReviewable',
    '00:40 HITDisposed',
  ])
  // All events of a worker are about one assignment, and workers share none.
  const ids = new Map(events.flatMap(([, , worker, id]) => (worker ? [[worker, id]] : [])))
  expect(events.every(([, , worker, id]) => !worker || ids.get(worker) === id)).toBe(true)
  expect(new Set(ids.values()).size).toBe(5)
  expect(await runHitLifecycle()).toEqual(documents)
})

test('a HIT becomes reviewable when all assignments are submitted, and then sends no HITExpired', async () => {
  const { createHit, submitAssignment, control, subscribeQueue } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit()
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!, ['HITReviewable', 'HITExpired'])

  await submitAssignment('A1WORKER', HITId!)
  await control.advance('P2D')

  expect(await receivedEventTypes()).toEqual(['HITReviewable'])
})

test('an expired HIT becomes reviewable when its last assignment ends', async () => {
  const { createHit, control, subscribeQueue, mturk } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({ AssignmentDurationInSeconds: 7200 })
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!, [
    'HITReviewable',
    'HITExpired',
    'AssignmentAbandoned',
  ])
  await control.accept('A1WORKER', HITId!)

  await control.advance('PT1H')
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Unassignable')
  expect(await receivedEventTypes()).toEqual(['HITExpired'])
  await control.advance('PT1H')

  expect(await receivedEventTypes()).toEqual(['HITExpired', 'AssignmentAbandoned', 'HITReviewable'])
})

test('a data file restores state, scheduled jobs and the clock', async () => {
  const data = join(createTempFolder(), 'world.db')
  const before = await startTestEmulator({ data, seed: 'before' })
  const { HITId } = await before.createHit()
  await before.control.accept('A1WORKER', HITId!)
  const { NextToken } = await before.mturk.send(new ListHITsCommand({}))
  await before.close()

  const after = await startTestEmulator({ data, seed: 'after' })
  await after.control.advance('PT10M')

  const { HIT } = await after.mturk.send(new GetHITCommand({ HITId }))
  expect(HIT).toMatchObject({ HITStatus: 'Assignable', NumberOfAssignmentsPending: 0 })
  expect((await after.mturk.send(new ListHITsCommand({ NextToken }))).NumResults).toBe(0)
})

test('a data file that is opened again with the same seed repeats no ID', async () => {
  const data = join(createTempFolder(), 'world.db')
  const before = await startTestEmulator({ data })
  const { HITId: first } = await before.createHit()
  await before.close()

  const after = await startTestEmulator({ data })
  const { HITId: second } = await after.createHit()

  const { HITs } = await after.mturk.send(new ListHITsCommand({}))
  expect(HITs!.map(({ HITId }) => HITId)).toEqual([first, second])
})

test('with a seed, scheduled jobs produce the same bytes whatever else was called', async () => {
  const brought = async (busy: boolean) => {
    const { createHit, control, subscribeQueue, mturk } = await startTestEmulator()
    const { HITId, HITTypeId } = await createHit()
    const { documents } = await subscribeQueue(HITTypeId!, ['AssignmentAbandoned', 'HITExpired'])
    await control.accept('A1WORKER', HITId!)
    if (busy) for (const _ of [1, 2, 3]) await mturk.send(new GetHITCommand({ HITId }))
    if (busy) await createHit({ Title: 'Draw a dog' })
    await control.advance('P1D')
    return documents()
  }

  const documents = await brought(false)

  expect(documents).toHaveLength(2)
  expect(await brought(true)).toEqual(documents)
})
