import {
  type CreateHITCommandInput,
  GetHITCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRangeError, expectedRequestError } from '../../support/clients.js'
import { initialTime, startTestEmulator, timeAfter } from '../../support/setup.js'

async function startWithHit(more: Partial<CreateHITCommandInput> = {}) {
  const emulator = await startTestEmulator()
  const { mturk } = emulator
  const { HITId, HITTypeId } = await emulator.createHit(more)
  const { receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const expire = (ExpireAt: Date, id = HITId) =>
    mturk.send(new UpdateExpirationForHITCommand({ HITId: id, ExpireAt }))
  const hit = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!
  return { ...emulator, HITId: HITId!, expire, hit, receivedEventTypes }
}

test('moves the expiration into the future, to the second', async () => {
  const { control, expire, hit } = await startWithHit()

  await expire(timeAfter(7200))
  expect((await hit()).Expiration).toEqual(timeAfter(7200))
  await control.advance('PT1H59M59S')
  expect((await hit()).HITStatus).toBe('Assignable')
  await control.advance('PT1S')

  expect((await hit()).HITStatus).toBe('Reviewable')
})

test('an instant in the past expires the HIT now, and keeps its count of available assignments', async () => {
  const { control, expire, hit } = await startWithHit({ MaxAssignments: 3 })
  await control.advance('PT1M')

  await expire(new Date(0))

  expect(await hit()).toMatchObject({
    HITStatus: 'Reviewable',
    Expiration: timeAfter(60),
    NumberOfAssignmentsAvailable: 3,
  })
})

test('an expired HIT with accepted assignments waits for them, and cannot be accepted', async () => {
  const { HITId, control, expire, hit } = await startWithHit({ MaxAssignments: 2 })
  const { id } = await control.accept('A1WORKER', HITId)

  await expire(initialTime)

  expect((await hit()).HITStatus).toBe('Unassignable')
  await expect(control.accept('A2WORKER', HITId)).rejects.toThrow('The HIT has expired.')
  await control.submit('A1WORKER', id)
  expect((await hit()).HITStatus).toBe('Reviewable')
})

test('an expired HIT is assignable again when its expiration is moved on, and expires again', async () => {
  const { control, expire, hit, receivedEventTypes } = await startWithHit()
  await expire(initialTime)

  await expire(timeAfter(60))
  expect((await hit()).HITStatus).toBe('Assignable')
  await control.advance('PT1M')

  expect(await receivedEventTypes()).toEqual([
    'HITExpired',
    'HITReviewable',
    'HITExpired',
    'HITReviewable',
  ])
})

test.each([
  ['11 seconds later', 3611, 11],
  ['earlier, but not past', 1800, -1800],
  ['the same', 3600, 0],
  ['more than a year later', 3600 + 31_536_001, 31_536_001],
])('refuses an expiration that is %s, with the captured message', async (_, seconds, increment) => {
  const { expire, hit } = await startWithHit()

  await expect(expire(timeAfter(seconds))).rejects.toMatchObject(
    expectedRangeError('ExpirationIncrementInSeconds', increment, 60, 31_536_000),
  )
  expect((await hit()).Expiration).toEqual(timeAfter(3600))
})

test('refuses the same instant for a day, with the captured message, and expires a HIT as often as asked', async () => {
  const { HITId, control, expire } = await startWithHit()
  const to = new Date('2026-07-04T20:26:06Z')
  const again = expectedRequestError(
    'IdempotencyTokenAlreadyProcessed',
    `The idempotency token "${HITId}Sat Jul 04 20:26:06 UTC 2026" has already been processed.`,
  )
  await expire(to)

  await expect(expire(to)).rejects.toMatchObject(again)
  await expire(initialTime)
  await expire(initialTime)
  await expect(expire(to)).rejects.toMatchObject(again)
  await control.advance('P1D')

  await expire(to)
})

test('refuses a HIT that does not exist, is another requester’s, or is disposed', async () => {
  const { HITId, expire, createDisposedHit, connectAs } = await startWithHit()
  const gone = await createDisposedHit()

  await expect(expire(initialTime, '3NONE')).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(
    connectAs('123456789012').send(
      new UpdateExpirationForHITCommand({ HITId, ExpireAt: initialTime }),
    ),
  ).rejects.toMatchObject(expectedRequestError('HITDoesNotExist'))
  await expect(expire(initialTime, gone.HITId)).rejects.toMatchObject(
    expectedRequestError('InvalidHITState'),
  )
})

test('refuses a missing ExpireAt', async () => {
  const { mturk, HITId } = await startWithHit()

  const answer = mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: undefined }))

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value null at 'expireAt'"),
  })
})

test('reports HITExpired and then HITReviewable; nothing when the expiration is moved into the future', async () => {
  const { expire, receivedEventTypes } = await startWithHit()

  await expire(timeAfter(7200))
  expect(await receivedEventTypes()).toEqual([])
  await expire(initialTime)

  expect(await receivedEventTypes()).toEqual(['HITExpired', 'HITReviewable'])
})

test('returns nothing', async () => {
  const { expire } = await startWithHit()

  const { $metadata: _, ...answer } = await expire(initialTime)

  expect(answer).toEqual({})
})
