import {
  ApproveAssignmentCommand,
  AssociateQualificationWithWorkerCommand,
  CreateAdditionalAssignmentsForHITCommand,
  CreateQualificationTypeCommand,
  DeleteHITCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { ControlRequest } from '../../../src/server/control/client.js'
import { externalQuestion, startTestEmulator, timeAfter } from '../../support/setup.js'

test('HITs of all requesters are listed newest first, by status, type and text', async () => {
  const { control, createHit, submitAssignment } = await startTestEmulator()
  const cat = await createHit()
  const dog = await createHit({ Title: 'Draw a dog', RequesterAnnotation: 'batch 7' })
  await submitAssignment('A1WORKER', cat.HITId!)

  const all = await control.request('GET /_mturk/hits', { total: true })
  const findIds = async (filter: ControlRequest<'GET /_mturk/hits'>) =>
    (await control.request('GET /_mturk/hits', filter)).hits.map(({ id }) => id)

  expect(all).toMatchObject({
    total: 2,
    hits: [
      { id: dog.HITId, title: 'Draw a dog', reward: '0.10', status: 'Assignable' },
      { id: cat.HITId, title: 'Draw a cat', status: 'Reviewable', submitted: 1 },
    ],
  })
  expect(all.hits[0]).not.toHaveProperty('question')
  expect(await findIds({ status: 'Reviewable' })).toEqual([cat.HITId])
  expect(await findIds({ hitTypeId: dog.HITTypeId })).toEqual([dog.HITId])
  expect(await findIds({ text: 'A DOG' })).toEqual([dog.HITId])
  expect(await findIds({ text: 'batch 7' })).toEqual([dog.HITId])
  expect(await findIds({ text: 'a cat', hitTypeId: dog.HITTypeId })).toEqual([])
  expect(await findIds({ account: '123456789012' })).toEqual([])
})

test('one HIT is returned with its history and its HIT type', async () => {
  const { control, createHit, mturk } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 1 })
  await control.advance('PT1M')
  await mturk.send(
    new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
  )
  await control.advance('PT1M')
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: timeAfter(0) }))
  await control.advance('PT1M')
  await mturk.send(new DeleteHITCommand({ HITId }))

  const { hit, hitType } = await control.request('GET /_mturk/hits/{id}', { id: HITId! })

  expect(hit).toMatchObject({ question: externalQuestion, status: 'Disposed' })
  expect(hit.history).toEqual([
    { type: 'HITCreated', at: timeAfter(0).toISOString() },
    { type: 'HITExtended', at: timeAfter(60).toISOString() },
    { type: 'HITExpired', at: timeAfter(120).toISOString() },
    { type: 'HITReviewable', at: timeAfter(120).toISOString() },
    { type: 'HITDisposed', at: timeAfter(180).toISOString() },
  ])
  expect(hitType).toMatchObject({ id: HITTypeId, title: 'Draw a cat', hitCount: 1 })
})

test('the assignments of a HIT are listed in every state', async () => {
  const { control, createHit, submitAssignment, mturk } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  const { id } = await control.accept('A2WORKER', HITId!)
  await control.accept('A3WORKER', HITId!)
  await control.advance('PT1M')
  await control.returnAssignment('A2WORKER', id)
  await control.advance('PT9M')

  const { assignments, total } = await control.request('GET /_mturk/hits/{id}/assignments', {
    id: HITId!,
    total: true,
  })

  expect(total).toBe(3)
  expect(assignments).toMatchObject([
    { workerId: 'A3WORKER', status: 'Abandoned', leaveTime: timeAfter(600).toISOString() },
    { workerId: 'A2WORKER', status: 'Returned', leaveTime: timeAfter(60).toISOString() },
    { workerId: 'A1WORKER', status: 'Approved', approvalTime: timeAfter(0).toISOString() },
  ])
  await expect(
    control.request('GET /_mturk/hits/{id}/assignments', { id: 'NOSUCHHIT' }),
  ).rejects.toThrow('There is no HIT NOSUCHHIT.')
})

test('a HIT type is returned with its notification settings and the names of its requirements', async () => {
  const { control, createHit, subscribeQueue, endpoint } = await startTestEmulator()
  const { HITTypeId } = await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: '00000000000000000071',
        Comparator: 'EqualTo',
        LocaleValues: [{ Country: 'DE' }],
      },
    ],
  })
  await createHit({ Title: 'Draw a dog' })
  await subscribeQueue(HITTypeId!, ['HITReviewable'])

  const view = await control.request('GET /_mturk/hit-types/{id}', { id: HITTypeId! })
  const { hitTypes } = await control.request('GET /_mturk/hit-types', {
    text: 'draw a CAT',
    total: true,
  })

  expect(view).toMatchObject({
    title: 'Draw a cat',
    hitCount: 1,
    qualificationRequirements: [{ name: 'Worker_Locale', Comparator: 'EqualTo' }],
    notification: {
      active: true,
      specification: {
        Transport: 'SQS',
        Destination: `${endpoint}/000000000000/news`,
        EventTypes: ['HITReviewable'],
      },
    },
  })
  expect(hitTypes).toEqual([view])
})

test('qualification types are listed with the workers who have them and the requests for them', async () => {
  const { control, mturk } = await startTestEmulator()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads German',
      Description: 'Reads it well',
      QualificationTypeStatus: 'Active',
    }),
  )
  const QualificationTypeId = QualificationType!.QualificationTypeId!
  await mturk.send(
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId,
      WorkerId: 'A1WORKER',
      IntegerValue: 90,
    }),
  )
  await control.request('POST /_mturk/workers/{id}/qualification-requests', {
    id: 'A2WORKER',
    body: { qualificationTypeId: QualificationTypeId },
  })

  const { qualificationTypes } = await control.request('GET /_mturk/qualification-types', {
    text: 'german',
  })
  const holders = await control.request('GET /_mturk/qualification-types/{id}/qualifications', {
    id: QualificationTypeId,
  })
  const requests = await control.request('GET /_mturk/qualification-types/{id}/requests', {
    id: QualificationTypeId,
    status: 'Pending',
  })

  expect(qualificationTypes).toEqual([
    await control.request('GET /_mturk/qualification-types/{id}', { id: QualificationTypeId }),
  ])
  expect(qualificationTypes).toMatchObject([
    { name: 'Reads German', grantedCount: 1, pendingCount: 1 },
  ])
  expect(holders.qualifications).toMatchObject([
    { workerId: 'A1WORKER', integerValue: 90, status: 'Granted' },
  ])
  expect(requests.requests).toMatchObject([{ workerId: 'A2WORKER', status: 'Pending' }])
})

test('pages of qualification types are read on with a cursor and an offset', async () => {
  const { control, mturk } = await startTestEmulator()
  for (const Name of ['a', 'b', 'c'])
    await mturk.send(
      new CreateQualificationTypeCommand({
        Name,
        Description: 'A letter',
        QualificationTypeStatus: 'Active',
      }),
    )
  const path = 'GET /_mturk/qualification-types'

  const { cursor } = await control.request(path, { limit: 1 })
  const page = await control.request(path, { limit: 1, after: cursor, offset: 1, total: true })

  expect([page.total, page.qualificationTypes.map(({ name }) => name)]).toEqual([3, ['b']])
})
