import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { createRecordingLog } from '../../support/recording-log.js'
import { startTestEmulator } from '../../support/setup.js'

async function startWithClosedStore() {
  const log = createRecordingLog()
  const emulator = await startTestEmulator({}, log)
  // A database that is gone while the emulator still runs.
  await emulator.marketplace.store.close()
  const loggedErrors = () => log.lines.filter(({ severity }) => severity === 'error')
  return { ...emulator, loggedErrors }
}

test('an internal error of a call is logged with the request ID, and hidden from the caller', async () => {
  const { mturk, loggedErrors } = await startWithClosedStore()

  const answer = await mturk.send(new GetHITCommand({ HITId: 'HIT1' })).catch((error) => error)

  expect(answer.message).not.toContain('open')
  expect(loggedErrors()).toEqual([
    {
      severity: 'error',
      message: expect.stringContaining('not open'),
      facts: { requestId: answer.$metadata.requestId, error: expect.any(Error) },
    },
  ])
})

test('an internal error of the control API is logged, as its response says', async () => {
  const { endpoint, loggedErrors } = await startWithClosedStore()

  const answer = await fetch(`${endpoint}/_mturk/deliveries`)

  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'InternalError', message: 'mturk-local failed; its log says why.' },
  ])
  expect(loggedErrors()).toEqual([
    expect.objectContaining({ message: expect.stringContaining('not open') }),
  ])
})
