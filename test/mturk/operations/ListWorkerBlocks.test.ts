import {
  CreateWorkerBlockCommand,
  DeleteWorkerBlockCommand,
  ListWorkerBlocksCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithBlockedWorkers() {
  const emulator = await startTestEmulator()
  for (const WorkerId of ['A1WORKER', 'A2WORKER']) {
    await emulator.control.putWorker(WorkerId)
    await emulator.mturk.send(new CreateWorkerBlockCommand({ WorkerId, Reason: `of ${WorkerId}` }))
  }
  return emulator
}

test('lists blocked workers in order of blocking, without unblocked ones', async () => {
  const { mturk } = await startWithBlockedWorkers()
  const blocked = async () =>
    (await mturk.send(new ListWorkerBlocksCommand({}))).WorkerBlocks!.map(
      ({ WorkerId }) => WorkerId,
    )

  expect(await blocked()).toEqual(['A1WORKER', 'A2WORKER'])
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId: 'A1WORKER' }))

  expect(await blocked()).toEqual(['A2WORKER'])
})

test('refuses more than a hundred at once', async () => {
  const { mturk } = await startWithBlockedWorkers()

  await expect(mturk.send(new ListWorkerBlocksCommand({ MaxResults: 101 }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('returns each block with its reason, and their number', async () => {
  const { mturk } = await startWithBlockedWorkers()

  expect(await mturk.send(new ListWorkerBlocksCommand({}))).toMatchObject({
    NumResults: 2,
    WorkerBlocks: [
      { WorkerId: 'A1WORKER', Reason: 'of A1WORKER' },
      { WorkerId: 'A2WORKER', Reason: 'of A2WORKER' },
    ],
  })
})
