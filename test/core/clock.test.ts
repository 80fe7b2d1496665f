import { join } from 'node:path'
import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { steady, WorldClock } from '../../src/core/clock.js'
import { HandClock } from '../support/hand-clock.js'
import { startMarket, startOfTime } from '../support/market.js'
import { folder } from '../support/program.js'

const later = (milliseconds: number) => new Date(startOfTime.getTime() + milliseconds)

test('a clock that runs goes with the wall’s, and ahead of it once it was moved', () => {
  const wall = new HandClock(startOfTime)
  const clock = new WorldClock(wall)

  clock.moveTo(later(60_000))
  wall.pass(1000)

  expect(clock.now()).toEqual(later(61_000))
})

test('a clock that stands goes on from there when it is set going', () => {
  const wall = new HandClock(startOfTime)
  const clock = new WorldClock(wall)
  clock.freeze()
  wall.pass(1000)
  expect(clock.now()).toEqual(startOfTime)

  clock.run()
  wall.pass(500)

  expect(clock.now()).toEqual(later(500))
})

test('a wall clock that is set back does not take the world along', () => {
  let wall = later(60_000)
  const clock = new WorldClock({ now: () => wall })
  const before = clock.now()

  wall = startOfTime

  expect(clock.now()).toEqual(before)
  expect(() => clock.moveTo(startOfTime)).toThrow(/^The clock stands at .* and cannot go back\.$/)
})

test('a wall clock that is set back an hour stalls nobody, and one that is set ahead is followed', () => {
  const wall = new HandClock(later(3_600_000))
  let shift = 0
  const clock = steady({ now: () => new Date(wall.now().getTime() + shift) }, () =>
    wall.now().getTime(),
  )
  expect(clock.now()).toEqual(later(3_600_000))

  shift = -3_600_000
  wall.pass(1000)
  expect(clock.now()).toEqual(later(3_601_000))

  shift = 3_600_000
  wall.pass(1000)
  expect(clock.now()).toEqual(later(7_202_000))
})

test('a wall clock that is set back by a little is waited for', () => {
  const wall = new HandClock(startOfTime)
  let shift = 0
  const clock = steady({ now: () => new Date(wall.now().getTime() + shift) }, () =>
    wall.now().getTime(),
  )

  shift = -500
  wall.pass(100)
  expect(clock.now()).toEqual(startOfTime)

  wall.pass(500)
  expect(clock.now()).toEqual(later(100))
})

test('a world whose clock runs is set ahead, and what fell due on the way is met', async () => {
  const { createHit, control, mturk } = await startMarket({ clock: undefined })
  const { HITId } = await createHit()
  const before = await control.clock()

  const after = await control.advance('PT2H')

  expect([before.state, after.state]).toEqual(['running', 'running'])
  expect(before.next.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['expire', HITId],
    ['dispose', HITId],
  ])
  expect(after.next.map(({ kind }) => kind)).toEqual(['dispose'])
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Reviewable')
})

test('a clock is stopped and set going from outside', async () => {
  const { control } = await startMarket({ clock: undefined })

  const stopped = await control.setClock('frozen')
  const still = await control.clock()
  const going = await control.setClock('running')

  expect([stopped.state, still.now, going.state]).toEqual(['frozen', stopped.now, 'running'])
})

test('a world in a file goes on at the hour it had come to', async () => {
  const data = join(folder(), 'world.db')
  const before = await startMarket({ data, clock: undefined })
  const { now } = await before.control.advance('P3D')
  await before.close()

  const after = await startMarket({ data, clock: undefined })

  expect((await after.control.clock()).now >= now).toBe(true)
})

test('a clock that has come further by itself stays there when it is to reach an instant', () => {
  const wall = new HandClock(startOfTime)
  const clock = new WorldClock(wall)
  wall.pass(1000)

  clock.reach(later(500))
  expect(clock.now()).toEqual(later(1000))
  clock.reach(later(2000))

  expect(clock.now()).toEqual(later(2000))
})
