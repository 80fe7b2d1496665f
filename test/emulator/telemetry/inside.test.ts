import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startBench } from '../../support/emulator.js'
import { heardLog } from '../../support/heard-log.js'

async function startBroken() {
  const log = heardLog()
  const bench = await startBench({}, log)
  // A database that is gone while the emulator still runs.
  await bench.world.store.close()
  const told = () => log.lines.filter(({ severity }) => severity === 'error')
  return { ...bench, told }
}

test('what fails inside a call is told with the ID that its caller got, and not to the caller', async () => {
  const { mturk, told } = await startBroken()

  const answer = await mturk.send(new GetHITCommand({ HITId: 'HIT1' })).catch((error) => error)

  expect(answer.message).not.toContain('open')
  expect(told()).toEqual([
    {
      severity: 'error',
      says: expect.stringContaining('not open'),
      facts: { requestId: answer.$metadata.requestId, error: expect.any(Error) },
    },
  ])
})

test('what fails inside the control API is in the log, as its answer says', async () => {
  const { endpoint, told } = await startBroken()

  const answer = await fetch(`${endpoint}/_mturk/deliveries`)

  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'InternalError', message: 'mturk-local failed; its log says why.' },
  ])
  expect(told()).toEqual([expect.objectContaining({ says: expect.stringContaining('not open') })])
})
