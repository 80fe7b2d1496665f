import {
  CreateHITTypeCommand,
  GetHITCommand,
  UpdateHITTypeOfHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { hitTypeInput, startTestEmulator } from '../../support/setup.js'

async function startWithHitTypes() {
  const emulator = await startTestEmulator()
  const { mturk } = emulator
  const before = await emulator.createHit()
  const HITId = before.HITId!
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({ ...hitTypeInput, Title: 'Draw a dog', Reward: '0.20' }),
  )
  const change = (more: object = {}) =>
    mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId, ...more }))
  const hit = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!
  return { ...emulator, before, HITId, HITTypeId: HITTypeId!, change, hit }
}

test('changes the HIT’s type, with all its properties', async () => {
  const { before, HITTypeId, change, hit } = await startWithHitTypes()

  await change()

  const after = await hit()
  expect(after).toMatchObject({ HITTypeId, Title: 'Draw a dog', Reward: '0.20' })
  expect(after.HITGroupId).not.toBe(before.HITGroupId)
  expect(after.Expiration).toEqual(before.Expiration)
})

test('a HIT whose assignments were all returned can change its type', async () => {
  const { HITId, HITTypeId, control, change, hit } = await startWithHitTypes()
  const { id } = await control.accept('A1WORKER', HITId)
  await control.returnAssignment('A1WORKER', id)

  await change()

  expect((await hit()).HITTypeId).toBe(HITTypeId)
})

test('refuses a HIT with accepted or submitted assignments', async () => {
  const { HITId, control, change } = await startWithHitTypes()
  const { id } = await control.accept('A1WORKER', HITId)

  await expect(change()).rejects.toMatchObject(expectedRequestError('InvalidHITState'))
  await control.submit('A1WORKER', id)

  await expect(change()).rejects.toMatchObject(
    expectedRequestError(
      'InvalidHITState',
      `The HIT type of HIT ${HITId} cannot be changed after work was accepted.`,
    ),
  )
})

test('refuses a HIT that is disposed', async () => {
  const { createDisposedHit, change } = await startWithHitTypes()
  const { HITId } = await createDisposedHit()

  await expect(change({ HITId })).rejects.toMatchObject(expectedRequestError('InvalidHITState'))
})

test('refuses a HIT and a type that do not exist', async () => {
  const { change } = await startWithHitTypes()

  await expect(change({ HITId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(change({ HITTypeId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.'),
  )
})

test('reports no event; later events are sent to the subscription of the new type', async () => {
  const { before, HITId, HITTypeId, control, change, subscribeQueue } = await startWithHitTypes()
  const old = await subscribeQueue(before.HITTypeId!, undefined, 'old')
  const fresh = await subscribeQueue(HITTypeId, undefined, 'fresh')

  await change()
  await control.accept('A1WORKER', HITId)

  expect([await old.receivedEventTypes(), await fresh.receivedEventTypes()]).toEqual([
    [],
    ['AssignmentAccepted'],
  ])
  expect(JSON.parse((await fresh.documents())[0]!).Events[0]).toMatchObject({ HITTypeId })
})

test('returns nothing', async () => {
  const { change } = await startWithHitTypes()

  const { $metadata: _, ...answer } = await change()

  expect(answer).toEqual({})
})
