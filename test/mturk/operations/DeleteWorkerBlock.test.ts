import { CreateWorkerBlockCommand, DeleteWorkerBlockCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithBlockedWorker() {
  const emulator = await startTestEmulator()
  await emulator.control.putWorker('A1WORKER')
  await emulator.mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'spam' }))
  const letIn = (WorkerId: string, Reason?: string) =>
    emulator.mturk.send(new DeleteWorkerBlockCommand({ WorkerId, Reason }))
  return { ...emulator, letIn }
}

test('unblocks a worker', async () => {
  const { createHit, control, letIn } = await startWithBlockedWorker()
  const { HITId } = await createHit()

  await letIn('A1WORKER', 'sorry')

  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
})

test('has no effect on a worker who is not blocked, or unknown', async () => {
  const { control, letIn } = await startWithBlockedWorker()
  await control.putWorker('A2WORKER')

  await expect(letIn('A2WORKER')).resolves.toBeDefined()
  await expect(letIn('A9STRANGER')).resolves.toBeDefined()
})

test('refuses a worker ID that is missing or invalid', async () => {
  const { mturk, letIn } = await startWithBlockedWorker()

  await expect(letIn('nonsense')).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(
    mturk.send(new DeleteWorkerBlockCommand({ WorkerId: undefined })),
  ).rejects.toMatchObject({ message: expect.stringContaining("Value null at 'workerId'") })
})

test('returns nothing, whether there was a block or not', async () => {
  const { letIn } = await startWithBlockedWorker()

  for (const worker of ['A1WORKER', 'A1WORKER']) {
    const { $metadata: _, ...answer } = await letIn(worker)
    expect(answer).toEqual({})
  }
})
