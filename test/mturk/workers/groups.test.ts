import {
  type QualificationRequirement,
  SendBonusCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { initialTime, startTestEmulator, timeAfter } from '../../support/setup.js'

const germansOnly: QualificationRequirement = {
  QualificationTypeId: '00000000000000000071',
  Comparator: 'EqualTo',
  LocaleValues: [{ Country: 'DE' }],
}

test('HITs of one type are one group, newest type first, page by page', async () => {
  const { control, createHit } = await startTestEmulator()
  for (const Title of ['a', 'b', 'b', 'c']) await createHit({ Title })

  const first = await control.request('GET /_mturk/workers/{id}/groups', {
    id: 'A1WORKER',
    limit: 2,
  })
  const second = await control.request('GET /_mturk/workers/{id}/groups', {
    id: 'A1WORKER',
    limit: 2,
    after: first.next,
  })

  expect(
    [first, second].map(({ groups }) => groups.map(({ title, hits }) => [title, hits])),
  ).toEqual([
    [
      ['c', 1],
      ['b', 2],
    ],
    [['a', 1]],
  ])
  expect(second).not.toHaveProperty('next')
})

test('groups with no available HITs and hidden groups are not listed', async () => {
  const { control, createHit, mturk } = await startTestEmulator()
  const taken = await createHit({ Title: 'taken' })
  await control.accept('A2WORKER', taken.HITId!)
  const { HITId } = await createHit({ Title: 'expired' })
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: initialTime }))
  const hidden = { ...germansOnly, ActionsGuarded: 'DiscoverPreviewAndAccept' as const }
  const { HITGroupId } = await createHit({ QualificationRequirements: [hidden] })

  expect(await control.request('GET /_mturk/workers/{id}/groups', { id: 'A1WORKER' })).toEqual({
    groups: [],
  })
  await expect(
    control.request('GET /_mturk/workers/{id}/groups/{groupId}', {
      id: 'A1WORKER',
      groupId: HITGroupId!,
    }),
  ).rejects.toThrow('There is no group')
  await control.putWorker('A1WORKER', { locale: { Country: 'DE' } })
  expect(
    (await control.request('GET /_mturk/workers/{id}/groups', { id: 'A1WORKER' })).groups,
  ).toHaveLength(1)
})

test('a group is opened by its own ID or its HIT type’s, and continues with the next HIT, wrapping around', async () => {
  const { control, createHit } = await startTestEmulator()
  const [first, second, third] = [await createHit(), await createHit(), await createHit()]
  await control.accept('A1WORKER', second.HITId!)
  const next = async (group: string, seen?: string) =>
    (
      await control.request('GET /_mturk/workers/{id}/groups/{groupId}', {
        id: 'A1WORKER',
        groupId: group,
        after: seen,
      })
    ).hitId

  expect(await next(first.HITGroupId!)).toBe(first.HITId)
  expect(await next(first.HITTypeId!, first.HITId)).toBe(third.HITId)
  expect(await next(first.HITTypeId!, third.HITId)).toBe(first.HITId)
  await expect(next('NONE')).rejects.toThrow('There is no group NONE.')
})

test('a group lists its requirements, with the worker’s values', async () => {
  const { control, createHit } = await startTestEmulator()
  const rate: QualificationRequirement = {
    QualificationTypeId: '000000000000000000L0',
    Comparator: 'GreaterThan',
    IntegerValues: [95],
  }
  const { HITGroupId } = await createHit({ QualificationRequirements: [germansOnly, rate] })

  const { requirements, ineligibilityReasons, hitId } = await control.request(
    'GET /_mturk/workers/{id}/groups/{groupId}',
    { id: 'A1WORKER', groupId: HITGroupId! },
  )

  expect(requirements).toEqual([
    {
      qualificationTypeId: germansOnly.QualificationTypeId,
      name: 'Worker_Locale',
      description: 'is DE',
      met: false,
      isRequestable: false,
    },
    {
      qualificationTypeId: rate.QualificationTypeId,
      name: 'Worker_PercentAssignmentsApproved',
      description: 'is greater than 95',
      met: true,
      workerValue: '100',
      isRequestable: false,
    },
  ])
  expect(ineligibilityReasons).toEqual([
    'You do not meet the requirement 00000000000000000071 EqualTo DE.',
  ])
  expect(hitId).toBeDefined()
})

test('a worker’s summary counts assignments and earnings, and shows the time', async () => {
  const { control, createHit, submitAssignment, mturk } = await startTestEmulator()
  const quick = await createHit({ AutoApprovalDelayInSeconds: 60, MaxAssignments: 2 })
  const AssignmentId = await submitAssignment('A1WORKER', quick.HITId!)
  await control.advance('PT60S')
  await submitAssignment('A1WORKER', (await createHit({ Reward: '1.5' })).HITId!)
  const bonus = { AssignmentId, WorkerId: 'A1WORKER', Reason: 'Good' }
  await mturk.send(new SendBonusCommand({ ...bonus, BonusAmount: '0.05' }))
  await mturk.send(new SendBonusCommand({ ...bonus, BonusAmount: '0.2' }))

  expect(await control.request('GET /_mturk/workers/{id}', { id: 'A1WORKER' })).toMatchObject({
    counts: { Accepted: 0, Submitted: 1, Approved: 1, Rejected: 0, Returned: 0, Abandoned: 0 },
    earnings: { rewards: '0.10', bonuses: '0.25', pending: '1.50' },
    now: timeAfter(60).toISOString(),
    clock: 'frozen',
    isEditable: true,
  })
  const { assignments } = await control.request('GET /_mturk/workers/{id}/assignments', {
    id: 'A1WORKER',
    status: 'Approved',
  })
  expect(assignments).toEqual([
    expect.objectContaining({
      id: AssignmentId,
      title: 'Draw a cat',
      reward: '0.10',
      bonus: '0.25',
    }),
  ])
  expect(
    await control.request('GET /_mturk/workers/{id}/assignments/{assignmentId}', {
      id: 'A1WORKER',
      assignmentId: AssignmentId,
    }),
  ).toEqual(assignments[0])
  await expect(
    control.request('GET /_mturk/workers/{id}/assignments/{assignmentId}', {
      id: 'A2WORKER',
      assignmentId: AssignmentId,
    }),
  ).rejects.toThrow('no assignment')
})
