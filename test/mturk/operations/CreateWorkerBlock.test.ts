import { CreateWorkerBlockCommand, ListWorkerBlocksCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { createRecordingLog } from '../../support/recording-log.js'
import { startTestEmulator } from '../../support/setup.js'

async function startWithCreateWorkerBlock() {
  const emulator = await startTestEmulator()
  await emulator.control.putWorker('A1WORKER')
  const block = (WorkerId: string, Reason: string | undefined = 'spam', client = emulator.mturk) =>
    client.send(new CreateWorkerBlockCommand({ WorkerId, Reason }))
  const blocked = async (client = emulator.mturk) =>
    (await client.send(new ListWorkerBlocksCommand({}))).WorkerBlocks
  return { ...emulator, block, blocked }
}

test('keeps a worker from the requester’s HITs, with the reason', async () => {
  const { createHit, control, block } = await startWithCreateWorkerBlock()
  const { HITId } = await createHit()

  await block('A1WORKER')

  await expect(control.accept('A1WORKER', HITId!)).rejects.toThrow('The requester has blocked you.')
})

test('blocking twice keeps one block, with the last reason', async () => {
  const { block, blocked } = await startWithCreateWorkerBlock()

  await block('A1WORKER', 'spam')
  await block('A1WORKER', 'more spam')

  expect(await blocked()).toEqual([{ WorkerId: 'A1WORKER', Reason: 'more spam' }])
})

test('keeps no worker from another requester’s HITs', async () => {
  const { createHit, control, block, blocked, connectAs } = await startWithCreateWorkerBlock()
  const { HITId } = await createHit()
  const other = connectAs('123456789012')

  await block('A1WORKER', 'spam', other)

  expect([await blocked(), await blocked(other)]).toMatchObject([[], [{ WorkerId: 'A1WORKER' }]])
  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
})

test('refuses a worker who is unknown here, with the captured message', async () => {
  const { block, blocked } = await startWithCreateWorkerBlock()

  await expect(block('A9STRANGER')).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringMatching(
      /^The value "A9STRANGER" is not valid for the parameter WorkerId\. \(/,
    ),
  })
  expect(await blocked()).toEqual([])
})

test('the log and a header say how a worker becomes known', async () => {
  const log = createRecordingLog()
  const { mturk } = await startTestEmulator({}, log)

  const error = await mturk
    .send(new CreateWorkerBlockCommand({ WorkerId: 'A9STRANGER', Reason: 'spam' }))
    .catch((thrown) => thrown)

  const hint = expect.stringContaining('PUT /_mturk/workers/A9STRANGER')
  expect(error.$response.headers['x-mturk-local-hint']).toEqual(hint)
  expect(log.lines).toContainEqual(
    expect.objectContaining({ facts: expect.objectContaining({ hint }) }),
  )
})

test('refuses an invalid worker ID, and a missing reason', async () => {
  const { mturk, block } = await startWithCreateWorkerBlock()

  await expect(block('nonsense')).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'nonsense' at 'workerId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^A[A-Z0-9]+$",
  })
  await expect(
    mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: undefined })),
  ).rejects.toMatchObject({ message: expect.stringContaining("Value null at 'reason'") })
})

test('returns nothing', async () => {
  const { block } = await startWithCreateWorkerBlock()

  const { $metadata: _, ...answer } = await block('A1WORKER')

  expect(answer).toEqual({})
})
