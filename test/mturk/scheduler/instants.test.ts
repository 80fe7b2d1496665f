import { readFileSync } from 'node:fs'
import {
  CreateQualificationTypeCommand,
  GetAssignmentCommand,
  GetHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator, timeAfter } from '../../support/setup.js'

test('a HIT can be accepted until the second in which it expires', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ LifetimeInSeconds: 3600, MaxAssignments: 3 })
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus

  await control.advance('PT59M59.999S')
  expect(await status()).toBe('Assignable')
  await control.accept('A1WORKER', HITId!)
  await control.advance('PT0.001S')

  expect(await status()).toBe('Unassignable')
  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('The HIT has expired.')
})

test('work can be submitted until the second of its deadline', async () => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ AssignmentDurationInSeconds: 600, MaxAssignments: 2 })
  const early = await control.accept('A1WORKER', HITId!)
  const late = await control.accept('A2WORKER', HITId!)
  expect(early.deadline).toBe(timeAfter(600).toISOString())

  await control.advance('PT9M59.999S')
  await control.submit('A1WORKER', early.id)
  await control.advance('PT0.001S')

  await expect(control.submit('A2WORKER', late.id)).rejects.toThrow('is Abandoned already')
})

test('work is approved in the second in which its delay is over, and at that time', async () => {
  const { mturk, createHit, submitAssignment, control } = await startTestEmulator()
  const { HITId } = await createHit({ AutoApprovalDelayInSeconds: 90 })
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  const current = async () =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!

  await control.advance('PT89.999S')
  expect(await current()).toMatchObject({
    AssignmentStatus: 'Submitted',
    AutoApprovalTime: timeAfter(90),
  })
  await control.advance('PT1H')

  expect(await current()).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: timeAfter(90),
  })
})

test('a qualification can be requested again from the second in which its retry delay ends', async () => {
  const { mturk, control } = await startTestEmulator()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'x',
      QualificationTypeStatus: 'Active',
      Test: readFileSync('fixtures/tests/cats.xml', 'utf8'),
      AnswerKey: readFileSync('fixtures/tests/cats-key.xml', 'utf8'),
      TestDurationInSeconds: 60,
      RetryDelayInSeconds: 3600,
    }),
  )
  const take = () =>
    control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: 'A1WORKER',
      body: {
        qualificationTypeId: QualificationType!.QualificationTypeId!,
        answers: {
          legs: 'four',
        },
      },
    })
  await take()

  await control.advance('PT59M59.999S')
  await expect(take()).rejects.toThrow('again 3600 seconds after')
  await control.advance('PT0.001S')

  await expect(take()).resolves.toMatchObject({ status: 'Granted' })
})

test('the answers of a test are accepted until the second in which its duration ends', async () => {
  const { mturk, control } = await startTestEmulator()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'x',
      QualificationTypeStatus: 'Active',
      Test: readFileSync('fixtures/tests/cats.xml', 'utf8'),
      TestDurationInSeconds: 60,
    }),
  )
  const id = QualificationType!.QualificationTypeId!
  for (const worker of ['A1WORKER', 'A2WORKER'])
    await control.request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
      id: worker,
      typeId: id,
    })
  const hand = (worker: string) =>
    control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: worker,
      body: { qualificationTypeId: id, answers: { legs: 'four' } },
    })

  await control.advance('PT59.999S')
  await expect(hand('A1WORKER')).resolves.toMatchObject({ status: 'Pending' })
  await control.advance('PT0.001S')

  await expect(hand('A2WORKER')).rejects.toThrow('The time for the test')
})

test('jobs that become due while the clock is advanced run in order, each at its own time', async () => {
  const { createHit, submitAssignment, control, subscribeQueue } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({
    MaxAssignments: 2,
    AssignmentDurationInSeconds: 600,
    AutoApprovalDelayInSeconds: 1200,
    LifetimeInSeconds: 900,
  })
  const { documents } = await subscribeQueue(HITTypeId!)
  await submitAssignment('A1WORKER', HITId!)
  await control.accept('A2WORKER', HITId!)

  await control.request('POST /_mturk/clock/advance', { body: { to: '2026-12-01T00:00:00Z' } })

  const current = (await documents()).flatMap((document) => JSON.parse(document).Events)
  expect(current.slice(3).map((event) => [event.EventType, event.EventTimestamp])).toEqual([
    ['AssignmentAbandoned', '2026-01-01T00:10:00Z'],
    ['HITExpired', '2026-01-01T00:15:00Z'],
    ['HITReviewable', '2026-01-01T00:15:00Z'],
    ['AssignmentApproved', '2026-01-01T00:20:00Z'],
    ['HITDisposed', '2026-05-01T00:15:00Z'],
  ])
})

test('while the clock runs, jobs run when they are due', async () => {
  const { createHit, submitAssignment, control, subscribeQueue } = await startTestEmulator({
    clock: undefined,
  })
  const { HITId, HITTypeId } = await createHit({ AutoApprovalDelayInSeconds: 1 })
  await subscribeQueue(HITTypeId!, ['AssignmentApproved'])

  await submitAssignment('A1WORKER', HITId!)

  const { complete } = await control.waitForDeliveries({
    eventType: 'AssignmentApproved',
    timeout: 60_000,
  })
  expect(complete).toBe(true)
})

test.each(['PT1H', 'P1D', 'P2W', 'P1DT2H3M4S', 'PT0.5S'])('%s is a duration', async (duration) => {
  const { control } = await startTestEmulator()

  await expect(control.advance(duration)).resolves.toMatchObject({ state: 'frozen' })
})

test.each(['', 'P', 'PT', '1h', 'P1Y', 'P1M', '-PT1H', 'PT1H2'])(
  '"%s" is none that the clock goes by',
  async (duration) => {
    const { control } = await startTestEmulator()

    await expect(control.advance(duration)).rejects.toThrow()
    expect((await control.clock()).now).toBe('2026-01-01T00:00:00.000Z')
  },
)

test('the clock does not go back', async () => {
  const { control } = await startTestEmulator()

  await expect(
    control.request('POST /_mturk/clock/advance', { body: { to: '2025-12-31T23:59:59Z' } }),
  ).rejects.toThrow(
    'The clock shows 2026-01-01T00:00:00.000Z and cannot be moved to "2025-12-31T23:59:59Z". Give a duration such as PT1H or P3D, or a later instant.',
  )
})
