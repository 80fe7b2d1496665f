import { readFileSync } from 'node:fs'
import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  GetFileUploadURLCommand,
  GetHITCommand,
  ListHITsCommand,
  ListHITsForQualificationTypeCommand,
  ListReviewableHITsCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { startTestEmulator, startWithSubmittedAssignment } from '../../support/setup.js'

const stateError = (state: string) =>
  expectedRequestError(
    'InvalidHITState',
    `This HIT is currently in the state '${state}'.  This operation can be called with a status of: Reviewing, Reviewable`,
  )

async function startWithDeletableHit() {
  const emulator = await startWithSubmittedAssignment()
  const { mturk, HITId } = emulator
  const remove = (id = HITId) => mturk.send(new DeleteHITCommand({ HITId: id }))
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus
  return { ...emulator, remove, status }
}

test('disposes of a reviewed HIT, which GetHIT still returns and no list contains', async () => {
  const { mturk, approve, remove, status } = await startWithDeletableHit()
  await approve()

  await remove()

  expect(await status()).toBe('Disposed')
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
  expect((await mturk.send(new ListReviewableHITsCommand({}))).NumResults).toBe(0)
})

test('disposes of a HIT that is being reviewed', async () => {
  const { mturk, HITId, reject, remove, status } = await startWithDeletableHit()
  await reject()
  await mturk.send(new UpdateHITReviewStatusCommand({ HITId }))

  await remove()

  expect(await status()).toBe('Disposed')
})

test('disposes at once of an expired HIT without assignments', async () => {
  const { mturk, createHit, remove } = await startWithDeletableHit()
  const { HITId } = await createHit()
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))

  await expect(remove(HITId)).resolves.toBeDefined()
})

test('refuses while the HIT can be accepted or worked on', async () => {
  const { createHit, control, remove } = await startWithDeletableHit()
  const { HITId } = await createHit()

  await expect(remove(HITId)).rejects.toMatchObject(stateError('Assignable'))
  await control.accept('A1WORKER', HITId!)
  await expect(remove(HITId)).rejects.toMatchObject(stateError('Unassignable'))
})

test('refuses while work is not reviewed, with the service’s contradictory message', async () => {
  const { remove } = await startWithDeletableHit()

  await expect(remove()).rejects.toMatchObject(stateError('Reviewable'))
})

test('refuses a second time', async () => {
  const { approve, remove } = await startWithDeletableHit()
  await approve()
  await remove()

  await expect(remove()).rejects.toMatchObject(stateError('Disposed'))
})

test('refuses a HIT that does not exist, or is another requester’s', async () => {
  const { HITId, remove, connectAs } = await startWithDeletableHit()

  await expect(remove('3NONE')).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(
    connectAs('123456789012').send(new DeleteHITCommand({ HITId })),
  ).rejects.toMatchObject(expectedRequestError('HITDoesNotExist'))
})

test('reports the disposal to the subscription', async () => {
  const { approve, remove, receivedEventTypes } = await startWithDeletableHit()
  await approve()

  await remove()

  expect(await receivedEventTypes()).toEqual(['AssignmentApproved', 'HITDisposed'])
})

test('returns nothing', async () => {
  const { approve, remove } = await startWithDeletableHit()
  await approve()

  const { $metadata: _, ...answer } = await remove()

  expect(answer).toEqual({})
})

test('removes the HIT from the lists by qualification', async () => {
  const { mturk, createDisposedHit, createHit, control } = await startTestEmulator()
  await control.putWorker('A1WORKER', { adult: true })
  const QualificationTypeId = '00000000000000000060'
  const asking = {
    QualificationRequirements: [
      { QualificationTypeId, Comparator: 'EqualTo' as const, IntegerValues: [1] },
    ],
  }
  const { HITId } = await createHit(asking)
  await createDisposedHit(asking)

  const { HITs, NumResults } = await mturk.send(
    new ListHITsForQualificationTypeCommand({ QualificationTypeId }),
  )

  expect([NumResults, HITs!.map((hit) => hit.HITId)]).toEqual([1, [HITId]])
})

test('deletes uploaded files, so that their links stop working', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')
  const { HITId } = await createHit({ Question })
  const { id: AssignmentId } = await control.accept('A1WORKER', HITId!)
  await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id: 'A1WORKER',
    assignmentId: AssignmentId,
    question: 'picture',
    file: 'a cat',
    type: 'image/png',
  })
  await control.submit('A1WORKER', AssignmentId)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  const ask = () =>
    mturk.send(new GetFileUploadURLCommand({ AssignmentId, QuestionIdentifier: 'picture' }))
  const { FileUploadURL } = await ask()

  await mturk.send(new DeleteHITCommand({ HITId }))

  await expect(ask()).rejects.toMatchObject(expectedParameterError('QuestionIdentifier'))
  expect((await fetch(FileUploadURL!)).status).toBe(403)
})
