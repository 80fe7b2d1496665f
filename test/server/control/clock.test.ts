import { expect, test } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { ControlClient } from '../../../src/server/control/client.js'
import type { LiveEventView } from '../../../src/server/control/views.js'
import { createRecordingLog } from '../../support/recording-log.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

/** An emulator in which an advance has much to do: many simulated workers act each minute. */
async function startBusyEmulator() {
  const emulator = await startTestEmulator()
  await emulator.control.putCrowd('busy', { workers: 100, arrivalsPerHour: 6000 })
  return emulator
}

test('an advance shows its progress, and can be stopped where it is', async () => {
  const { control } = await startBusyEmulator()

  const advance = control.advance('P30D').catch((error: Error) => error.message)
  await expect.poll(async () => (await control.clock()).advance?.jobCount).toBeGreaterThan(0)
  const during = await control.clock()
  const after = await control.request('DELETE /_mturk/clock/advance')

  expect(during.advance).toMatchObject({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-31T00:00:00.000Z',
  })
  expect(await advance).toMatch(
    /^The advance was stopped at 2026-01-.*Z, before it reached 2026-01-31T00:00:00\.000Z\.$/,
  )
  expect(Date.parse(after.now)).toBeLessThan(Date.parse('2026-01-31T00:00:00Z'))
  expect((await control.clock()).advance).toBeUndefined()
})

test('freezing the clock stops an advance', async () => {
  const { control, clock } = await startBusyEmulator()
  await clock.run()

  const advance = clock.advance('P30D').catch((error: Error) => error.name)
  await expect.poll(async () => (await control.clock()).advance?.jobCount).toBeGreaterThan(0)
  await control.request('PUT /_mturk/clock', { body: { state: 'frozen' } })

  expect(await advance).toBe('AdvanceStoppedError')
  expect(await control.clock()).toMatchObject({ state: 'frozen' })
})

test('an advance without anything to stop is not disturbed by a stop', async () => {
  const { control } = await startTestEmulator()

  await control.request('DELETE /_mturk/clock/advance')
  const { now } = await control.advance('PT1H')

  expect(now).toBe('2026-01-01T01:00:00.000Z')
})

test('the stream reports the progress of an advance', async () => {
  const { control } = await startBusyEmulator()
  const types: LiveEventView['type'][] = []
  const stream = await control.stream()

  const advance = control.advance('P30D').catch(() => {})
  for await (const { type } of stream) {
    types.push(type)
    if (type === 'clock') break
  }
  const during = await control.clock()
  await control.request('DELETE /_mturk/clock/advance')
  await advance

  expect(types).toContain('clock')
  expect(during.advance).toBeDefined()
})

test('an emulator that is closed during an advance stops it first', async () => {
  const log = createRecordingLog()
  const emulator = await startEmulator({ clock: initialTime, seed: 'market' }, log)
  const control = new ControlClient(emulator.endpoint)
  await control.putCrowd('busy', { workers: 100, arrivalsPerHour: 6000 })

  const advance = emulator.clock.advance('P30D').catch((error: Error) => error.name)
  await expect.poll(async () => (await control.clock()).advance?.jobCount).toBeGreaterThan(0)
  await emulator.close()

  const errors = log.lines.filter(({ severity }) => severity === 'error')
  expect([await advance, errors]).toEqual(['AdvanceStoppedError', []])
})
