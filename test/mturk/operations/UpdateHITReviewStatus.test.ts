import { GetHITCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startWithSubmittedAssignment } from '../../support/setup.js'

async function startWithReviewableHit() {
  const emulator = await startWithSubmittedAssignment()
  const { mturk, HITId } = emulator
  const mark = (Revert?: boolean, id = HITId) =>
    mturk.send(new UpdateHITReviewStatusCommand({ HITId: id, Revert }))
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus
  return { ...emulator, mark, status }
}

test('moves a reviewable HIT to Reviewing, and back', async () => {
  const { mark, status } = await startWithReviewableHit()

  await mark()
  const under = await status()
  await mark(true)

  expect([under, await status()]).toEqual(['Reviewing', 'Reviewable'])
})

test('a HIT stays in Reviewing while its work is reviewed', async () => {
  const { approve, mark, status } = await startWithReviewableHit()
  await mark(false)

  await approve()

  expect(await status()).toBe('Reviewing')
})

test('refuses a HIT that is in another status', async () => {
  const { createHit, mark } = await startWithReviewableHit()
  const { HITId } = await createHit()
  const inState = (state: string, open: string) =>
    expectedRequestError(
      'InvalidHITState',
      `This HIT is currently in the state '${state}'.  This operation can be called with a status of: ${open}`,
    )

  await expect(mark(false, HITId)).rejects.toMatchObject(inState('Assignable', 'Reviewable'))
  await expect(mark(true)).rejects.toMatchObject(inState('Reviewable', 'Reviewing'))
  await mark()
  await expect(mark()).rejects.toMatchObject(inState('Reviewing', 'Reviewable'))
})

test('refuses a HIT that does not exist', async () => {
  const { mark } = await startWithReviewableHit()

  await expect(mark(false, '3NONE')).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
})

test('reports no event', async () => {
  const { mark, receivedEventTypes } = await startWithReviewableHit()

  await mark()
  await mark(true)

  expect(await receivedEventTypes()).toEqual([])
})

test('returns nothing', async () => {
  const { mark } = await startWithReviewableHit()

  const { $metadata: _, ...answer } = await mark()

  expect(answer).toEqual({})
})
