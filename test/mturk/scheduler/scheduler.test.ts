import { expect, test } from 'vitest'
import { steady, WorldClock } from '../../../src/core/clock.js'
import { wallTimer } from '../../../src/core/timer.js'
import { nextDeadline } from '../../../src/mturk/scheduler/advance-clock.js'
import { Alarm } from '../../../src/mturk/scheduler/scheduler.js'
import type { Store } from '../../../src/store/store.js'
import { HandClock } from '../../support/hand-clock.js'
import { startMarket } from '../../support/market.js'

test('what falls due while the last look is on its way back is met before its change is over', async () => {
  const { world, createHit } = await startMarket()
  const { HITId } = await createHit()
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  const farAway: Store = {
    ...world.store,
    async transaction(work) {
      const result = await world.store.transaction(work)
      await held
      return result
    },
  }
  const alarm = new Alarm(world.clock as WorldClock, wallTimer, () => {})
  const starting = alarm.start({ ...world, store: farAway })
  const now = world.clock.now()
  const due = { account: '000000000000', kind: 'expire', subject: HITId!, at: now } as const
  // By now the first look has seen nothing, and its answer has not come yet.
  await world.store.transaction((tx) => tx.deadlines.put(due))

  const heard = alarm.hear(now)
  answer()
  await Promise.all([starting, heard])

  expect(await nextDeadline(world, now)).toBeUndefined()
  alarm.stop()
})

test('a wall clock that is set ahead by an hour brings what falls due in it, and none stalls it', async () => {
  const { world, createHit } = await startMarket()
  const { HITId } = await createHit()
  await world.store.transaction((tx) => tx.deadlines.removeAll({}))
  const wall = new HandClock(world.clock.now())
  let shift = 0
  const clock = new WorldClock(
    steady({ now: () => new Date(wall.now().getTime() + shift) }, () => wall.now().getTime()),
  )
  const alarm = new Alarm(clock, wall, () => {})
  const changed = { ...world, clock, alarm: (due: Date) => alarm.hear(due) }
  await alarm.start(changed)
  const falls = async (after: number) => {
    const at = new Date(clock.now().getTime() + after)
    const due = { account: '000000000000', kind: 'expire', subject: HITId!, at } as const
    await world.store.transaction((tx) => tx.deadlines.put(due))
    await alarm.hear(at)
  }
  const met = async () => {
    while (await nextDeadline(world, clock.now())) await new Promise(setImmediate)
  }

  await falls(3_600_000)
  shift = 3_600_000
  wall.pass(10_000)
  await met()

  await falls(60_000)
  shift = 0
  for (let seconds = 0; seconds < 60; seconds += 10) wall.pass(10_000)
  await met()
  alarm.stop()
})

test('what could not be met, because the store failed, is met when it can be', async () => {
  const { world, createHit } = await startMarket()
  const { HITId } = await createHit()
  await world.store.transaction((tx) => tx.deadlines.removeAll({}))
  const wall = new HandClock(world.clock.now())
  const clock = new WorldClock(wall)
  let broken = false
  const store: Store = {
    ...world.store,
    transaction: (work) =>
      broken ? Promise.reject(new Error('no room')) : world.store.transaction(work),
  }
  const faults: unknown[] = []
  const alarm = new Alarm(clock, wall, (error) => faults.push(error))
  await alarm.start({ ...world, clock, store, alarm: (due) => alarm.hear(due) })
  broken = true
  const at = clock.now()
  const due = { account: '000000000000', kind: 'expire', subject: HITId!, at } as const
  await world.store.transaction((tx) => tx.deadlines.put(due))

  await alarm.hear(at)
  expect(faults).toEqual([new Error('no room')])
  // Another that falls due later does not take the place of the next try.
  await alarm.hear(new Date(at.getTime() + 3_600_000))
  broken = false
  wall.pass(1000)
  while (await nextDeadline(world, at)) await new Promise(setImmediate)
  alarm.stop()
})
