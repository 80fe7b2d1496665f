import { join } from 'node:path'
import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { createMonotonicClock, WorldClock } from '../../src/core/clock.js'
import { ManualClock } from '../support/manual-clock.js'
import { createTempFolder, initialTime, startTestEmulator } from '../support/setup.js'

const timeAfterMs = (milliseconds: number) => new Date(initialTime.getTime() + milliseconds)

test('a running clock follows real time, and stays ahead of it after it was moved', () => {
  const realClock = new ManualClock(initialTime)
  const clock = new WorldClock(realClock)

  clock.moveTo(timeAfterMs(60_000))
  realClock.advanceBy(1000)

  expect(clock.now()).toEqual(timeAfterMs(61_000))
})

test('a frozen clock continues from its instant when it is started', () => {
  const realClock = new ManualClock(initialTime)
  const clock = new WorldClock(realClock)
  clock.freeze()
  realClock.advanceBy(1000)
  expect(clock.now()).toEqual(initialTime)

  clock.run()
  realClock.advanceBy(500)

  expect(clock.now()).toEqual(timeAfterMs(500))
})

test('setting the system clock back does not set the world back', () => {
  let realClock = timeAfterMs(60_000)
  const clock = new WorldClock({ now: () => realClock })
  const before = clock.now()

  realClock = initialTime

  expect(clock.now()).toEqual(before)
  expect(() => clock.moveTo(initialTime)).toThrow(/^The clock stands at .* and cannot go back\.$/)
})

test('a system clock that is set back an hour stops nothing, and one that is set forward is followed', () => {
  const realClock = new ManualClock(timeAfterMs(3_600_000))
  let shift = 0
  const clock = createMonotonicClock(
    { now: () => new Date(realClock.now().getTime() + shift) },
    () => realClock.now().getTime(),
  )
  expect(clock.now()).toEqual(timeAfterMs(3_600_000))

  shift = -3_600_000
  realClock.advanceBy(1000)
  expect(clock.now()).toEqual(timeAfterMs(3_601_000))

  shift = 3_600_000
  realClock.advanceBy(1000)
  expect(clock.now()).toEqual(timeAfterMs(7_202_000))
})

test('a system clock that is set back by a little is waited for', () => {
  const realClock = new ManualClock(initialTime)
  let shift = 0
  const clock = createMonotonicClock(
    { now: () => new Date(realClock.now().getTime() + shift) },
    () => realClock.now().getTime(),
  )

  shift = -500
  realClock.advanceBy(100)
  expect(clock.now()).toEqual(initialTime)

  realClock.advanceBy(500)
  expect(clock.now()).toEqual(timeAfterMs(100))
})

test('moving a running clock forward runs the jobs that become due', async () => {
  const { createHit, control, mturk } = await startTestEmulator({ clock: undefined })
  const { HITId } = await createHit()
  const before = await control.clock()

  const after = await control.advance('PT2H')

  expect([before.state, after.state]).toEqual(['running', 'running'])
  expect(before.upcomingJobs.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['expire', HITId],
    ['dispose', HITId],
  ])
  expect(after.upcomingJobs.map(({ kind }) => kind)).toEqual(['dispose'])
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Reviewable')
})

test('the control API freezes and starts the clock', async () => {
  const { control } = await startTestEmulator({ clock: undefined })

  const stopped = await control.request('PUT /_mturk/clock', { body: { state: 'frozen' } })
  const still = await control.clock()
  const going = await control.request('PUT /_mturk/clock', { body: { state: 'running' } })

  expect([stopped.state, still.now, going.state]).toEqual(['frozen', stopped.now, 'running'])
})

test('a persisted world continues at its last instant', async () => {
  const data = join(createTempFolder(), 'world.db')
  const before = await startTestEmulator({ data, clock: undefined })
  const { now } = await before.control.advance('P3D')
  await before.close()

  const after = await startTestEmulator({ data, clock: undefined })

  expect((await after.control.clock()).now >= now).toBe(true)
})

test('advancing a clock to an earlier instant leaves it as it is', () => {
  const realClock = new ManualClock(initialTime)
  const clock = new WorldClock(realClock)
  realClock.advanceBy(1000)

  clock.advanceTo(timeAfterMs(500))
  expect(clock.now()).toEqual(timeAfterMs(1000))
  clock.advanceTo(timeAfterMs(2000))

  expect(clock.now()).toEqual(timeAfterMs(2000))
})
