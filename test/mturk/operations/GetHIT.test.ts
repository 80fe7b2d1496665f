import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('the counts and the status of a HIT follow its assignments', async () => {
  const { mturk, createHit, control, submitAssignment } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 3, AutoApprovalDelayInSeconds: 3600 })
  const seen: (string | number | undefined)[][] = []
  const look = async () => {
    const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
    seen.push([
      HIT!.HITStatus,
      HIT!.NumberOfAssignmentsAvailable,
      HIT!.NumberOfAssignmentsPending,
      HIT!.NumberOfAssignmentsCompleted,
    ])
  }

  await look()
  await submitAssignment('A1WORKER', HITId!)
  await look()
  await control.accept('A2WORKER', HITId!)
  const third = await control.accept('A3WORKER', HITId!)
  await look()
  await control.returnAssignment('A3WORKER', third.id)
  await look()
  await submitAssignment('A3WORKER', HITId!)
  await look()
  await control.advance('PT10M')
  await look()
  await submitAssignment('A4WORKER', HITId!)
  await look()
  await control.advance('PT1H')
  await look()

  expect(seen).toEqual([
    ['Assignable', 3, 0, 0],
    ['Assignable', 2, 0, 0],
    ['Unassignable', 0, 2, 0],
    ['Assignable', 1, 1, 0],
    ['Unassignable', 0, 1, 0],
    ['Assignable', 1, 0, 0],
    ['Reviewable', 0, 0, 0],
    ['Reviewable', 0, 0, 3],
  ])
})

test('returns a disposed HIT too', async () => {
  const { mturk, createDisposedHit } = await startTestEmulator()
  const { HITId } = await createDisposedHit()

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT).toMatchObject({
    HITId,
    HITStatus: 'Disposed',
  })
})

test('refuses a HIT that does not exist, or is another requester’s', async () => {
  const { mturk, createHit, connectAs } = await startTestEmulator()
  const { HITId } = await createHit()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), HITId],
  ] as const)
    await expect(client.send(new GetHITCommand({ HITId: id }))).rejects.toMatchObject(
      expectedRequestError('HITDoesNotExist', `Hit ${id} does not exist.`),
    )
})

test('refuses an invalid ID', async () => {
  const { mturk } = await startTestEmulator()

  await expect(mturk.send(new GetHITCommand({ HITId: 'a hit' }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'a hit' at 'hITId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[A-Z0-9]+$",
  })
})

test('returns what creating it returned', async () => {
  const { mturk, createHit } = await startTestEmulator()
  const hit = await createHit({ RequesterAnnotation: 'batch 7' })

  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})
