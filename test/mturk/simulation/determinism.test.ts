import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Config } from '../../../src/index.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'

const allOutcomes = {
  returnRate: 0.2,
  abandonRate: 0.2,
  errorRate: 0.2,
  workers: 6,
  arrivalsPerHour: 20,
}

/** An emulator with HITs and a crowd that has not started. */
async function startWithCrowd(seed: string, options: Partial<Config> = {}) {
  const emulator = await startTestEmulator(options)
  const { HITTypeId } = await emulator.createHits(8, { AutoApprovalDelayInSeconds: 3600 })
  await emulator.subscribeQueue(HITTypeId)
  await emulator.control.putCrowd('everybody', { ...allOutcomes, seed })
  return emulator
}

const runThreeDays = async (seed: string) => {
  const { control, listPayloads } = await startWithCrowd(seed)
  await control.advance('P3D')
  return listPayloads()
}

test('with a seed a crowd does the same each time, byte for byte', async () => {
  const documents = await runThreeDays('one')

  const happened = new Set(documents.map((each) => JSON.parse(each).Events[0].EventType))
  expect([...happened].sort()).toEqual([
    'AssignmentAbandoned',
    'AssignmentAccepted',
    'AssignmentApproved',
    'AssignmentReturned',
    'AssignmentSubmitted',
    'HITReviewable',
  ])
  expect(await runThreeDays('one')).toEqual(documents)
  expect(await runThreeDays('another')).not.toEqual(documents)
})

test('the number of steps in which the clock is advanced makes no difference', async () => {
  const documents = await runThreeDays('one')
  const { control, listPayloads } = await startWithCrowd('one')

  for (let hours = 0; hours < 72; hours += 3) await control.advance('PT3H')

  expect(await listPayloads()).toEqual(documents)
})

test('a restart in the middle changes nothing in what a crowd does', async () => {
  const documents = await runThreeDays('one')
  const data = join(createTempFolder(), 'world.db')
  const before = await startWithCrowd('one', { data })
  await before.control.advance('PT40M')
  expect((await before.control.crowd('everybody')).workerStates.working).toBeGreaterThan(0)
  await before.waitUntilIdle()
  await before.close()

  const after = await startTestEmulator({ data, deliveryAttempts: 1 })
  await after.control.request('POST /_mturk/clock/advance', {
    body: { to: '2026-01-04T00:00:00Z' },
  })

  expect(await after.listPayloads()).toEqual(documents)
})

test('without a seed the crowd gets one, with which its work can be repeated', async () => {
  const { control } = await startTestEmulator()
  const first = await control.putCrowd('first', { workers: 2 })
  const workersOf = async (name: string) =>
    (await control.request('GET /_mturk/crowds/{name}/workers', { name })).workers.map(
      ({ id }) => id,
    )
  const ids = await workersOf('first')
  await control.request('DELETE /_mturk/crowds/{name}', { name: 'first' })

  await control.putCrowd('first', { workers: 2, seed: first.settings.seed })

  expect(await workersOf('first')).toEqual(ids)
})

test('other activity in the marketplace does not change what a simulated worker draws', async () => {
  const turnsOf = async (busy: boolean) => {
    const { control, createHits } = await startWithCrowd('one')
    if (busy) for (let hours = 0; hours < 3; hours++) await control.advance('PT1S')
    if (busy) await control.putWorker('A1OTHER')
    await createHits(1)
    await control.request('POST /_mturk/clock/advance', { body: { to: '2026-01-01T05:00:00Z' } })
    return (
      await control.request('GET /_mturk/crowds/{name}/workers', { name: 'everybody' })
    ).workers.map(({ id, stats }) => [id, stats])
  }

  expect(await turnsOf(true)).toEqual(await turnsOf(false))
})
