import {
  CreateHITTypeCommand,
  GetHITCommand,
  UpdateHITTypeOfHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk, typeOfWork } from '../../support/market.js'

async function startRetyping() {
  const market = await startMarket()
  const { mturk } = market
  const before = await market.createHit()
  const HITId = before.HITId!
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({ ...typeOfWork, Title: 'Draw a dog', Reward: '0.20' }),
  )
  const change = (more: object = {}) =>
    mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId, ...more }))
  const hit = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!
  return { ...market, before, HITId, HITTypeId: HITTypeId!, change, hit }
}

test('makes a HIT of another type, with all that this one says', async () => {
  const { before, HITTypeId, change, hit } = await startRetyping()

  await change()

  const after = await hit()
  expect(after).toMatchObject({ HITTypeId, Title: 'Draw a dog', Reward: '0.20' })
  expect(after.HITGroupId).not.toBe(before.HITGroupId)
  expect(after.Expiration).toEqual(before.Expiration)
})

test('a HIT that was given back by all can change its type', async () => {
  const { HITId, HITTypeId, control, change, hit } = await startRetyping()
  const { id } = await control.accept('A1WORKER', HITId)
  await control.giveBack('A1WORKER', id)

  await change()

  expect((await hit()).HITTypeId).toBe(HITTypeId)
})

test('refuses a HIT that somebody has accepted, or whose work was submitted', async () => {
  const { HITId, control, change } = await startRetyping()
  const { id } = await control.accept('A1WORKER', HITId)

  await expect(change()).rejects.toMatchObject(turk('InvalidHITState'))
  await control.submit('A1WORKER', id)

  await expect(change()).rejects.toMatchObject(
    turk(
      'InvalidHITState',
      `The HIT type of HIT ${HITId} cannot be changed after work was accepted.`,
    ),
  )
})

test('refuses a HIT that is disposed', async () => {
  const { disposed, change } = await startRetyping()
  const { HITId } = await disposed()

  await expect(change({ HITId })).rejects.toMatchObject(turk('InvalidHITState'))
})

test('refuses a HIT and a type that do not exist', async () => {
  const { change } = await startRetyping()

  await expect(change({ HITId: '3NONE' })).rejects.toMatchObject(
    turk('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(change({ HITTypeId: '3NONE' })).rejects.toMatchObject(
    turk('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.'),
  )
})

test('tells nothing by itself; from now on news goes to who subscribed to the new type', async () => {
  const { before, HITId, HITTypeId, control, change, listenTo } = await startRetyping()
  const old = await listenTo(before.HITTypeId!, undefined, 'old')
  const fresh = await listenTo(HITTypeId, undefined, 'fresh')

  await change()
  await control.accept('A1WORKER', HITId)

  expect([await old.told(), await fresh.told()]).toEqual([[], ['AssignmentAccepted']])
  expect(JSON.parse((await fresh.documents())[0]!).Events[0]).toMatchObject({ HITTypeId })
})

test('answers nothing', async () => {
  const { change } = await startRetyping()

  const { $metadata: _, ...answer } = await change()

  expect(answer).toEqual({})
})
