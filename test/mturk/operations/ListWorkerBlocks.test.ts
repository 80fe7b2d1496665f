import {
  CreateWorkerBlockCommand,
  DeleteWorkerBlockCommand,
  ListWorkerBlocksCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket } from '../../support/market.js'

async function startBlocked() {
  const market = await startMarket()
  for (const WorkerId of ['A1WORKER', 'A2WORKER']) {
    await market.control.worker(WorkerId)
    await market.mturk.send(new CreateWorkerBlockCommand({ WorkerId, Reason: `of ${WorkerId}` }))
  }
  return market
}

test('lists who is blocked, in the order of blocking, and nobody who was let in again', async () => {
  const { mturk } = await startBlocked()
  const blocked = async () =>
    (await mturk.send(new ListWorkerBlocksCommand({}))).WorkerBlocks!.map(
      ({ WorkerId }) => WorkerId,
    )

  expect(await blocked()).toEqual(['A1WORKER', 'A2WORKER'])
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId: 'A1WORKER' }))

  expect(await blocked()).toEqual(['A2WORKER'])
})

test('refuses more than a hundred at once', async () => {
  const { mturk } = await startBlocked()

  await expect(mturk.send(new ListWorkerBlocksCommand({ MaxResults: 101 }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('answers each with its reason, and how many', async () => {
  const { mturk } = await startBlocked()

  expect(await mturk.send(new ListWorkerBlocksCommand({}))).toMatchObject({
    NumResults: 2,
    WorkerBlocks: [
      { WorkerId: 'A1WORKER', Reason: 'of A1WORKER' },
      { WorkerId: 'A2WORKER', Reason: 'of A2WORKER' },
    ],
  })
})
