import {
  CreateAdditionalAssignmentsForHITCommand,
  type CreateHITCommandInput,
  GetHITCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRangeError, expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

async function startWithHit(more: Partial<CreateHITCommandInput> = {}) {
  const emulator = await startTestEmulator()
  const { mturk } = emulator
  const { HITId, HITTypeId } = await emulator.createHit(more)
  const { receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const add = (NumberOfAdditionalAssignments: number, UniqueRequestToken?: string, id = HITId) =>
    mturk.send(
      new CreateAdditionalAssignmentsForHITCommand({
        HITId: id,
        NumberOfAdditionalAssignments,
        UniqueRequestToken,
      }),
    )
  const hit = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!
  return { ...emulator, HITId: HITId!, add, hit, receivedEventTypes }
}

test('lets more workers accept a HIT', async () => {
  const { add, hit } = await startWithHit({ MaxAssignments: 2 })

  await add(3)

  expect(await hit()).toMatchObject({ MaxAssignments: 5, NumberOfAssignmentsAvailable: 5 })
})

test('makes a reviewable HIT assignable again', async () => {
  const { HITId, submitAssignment, add, hit } = await startWithHit()
  await submitAssignment('A1WORKER', HITId)
  expect((await hit()).HITStatus).toBe('Reviewable')

  await add(1)

  expect((await hit()).HITStatus).toBe('Assignable')
})

test('an expired HIT stays reviewable, until its expiration is moved too', async () => {
  const { mturk, HITId, control, add, hit } = await startWithHit()
  await control.advance('PT1H')

  await add(1)
  expect((await hit()).HITStatus).toBe('Reviewable')
  await mturk.send(
    new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date('2026-02-01T00:00:00Z') }),
  )

  expect((await hit()).HITStatus).toBe('Assignable')
})

test('a token extends once, for a day to the second', async () => {
  const { control, add, hit } = await startWithHit({ LifetimeInSeconds: 31_536_000 })
  const used = {
    message: expect.stringContaining('The idempotency token "once" has already been processed.'),
  }

  await add(1, 'once')
  await expect(add(1, 'once')).rejects.toMatchObject(used)
  await control.advance('PT23H59M59S')
  await expect(add(1, 'once')).rejects.toMatchObject(used)
  await control.advance('PT1S')
  await add(1, 'once')

  expect((await hit()).MaxAssignments).toBe(3)
})

test('refuses to increase nine assignments to ten, and increases ten to eleven', async () => {
  const few = await startWithHit({ MaxAssignments: 8 })
  const many = await startWithHit({ MaxAssignments: 10 })
  await few.add(1)

  await expect(few.add(1)).rejects.toMatchObject(
    expectedRequestError('InvalidMaximumAssignmentsIncrease'),
  )
  await many.add(1)

  expect([(await few.hit()).MaxAssignments, (await many.hit()).MaxAssignments]).toEqual([9, 11])
})

test.each([0, -1, 1_000_000_001])('refuses %d assignments', async (count) => {
  const { add } = await startWithHit()

  await expect(add(count)).rejects.toMatchObject(
    expectedRangeError('NumberOfAdditionalAssignments', count, 1, 1_000_000_000),
  )
})

test('refuses a HIT that does not exist, or is disposed', async () => {
  const { add, createDisposedHit } = await startWithHit()
  const { HITId } = await createDisposedHit()

  await expect(add(1, undefined, '3NONE')).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(add(1, undefined, HITId)).rejects.toMatchObject(
    expectedRequestError('InvalidHITState'),
  )
})

test('reports the extension to the subscription', async () => {
  const { add, receivedEventTypes } = await startWithHit()

  await add(1)

  expect(await receivedEventTypes()).toEqual(['HITExtended'])
})

test('returns nothing', async () => {
  const { add } = await startWithHit()

  const { $metadata: _, ...answer } = await add(1)

  expect(answer).toEqual({})
})
