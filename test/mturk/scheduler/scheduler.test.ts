import { expect, test } from 'vitest'
import { createMonotonicClock, WorldClock } from '../../../src/core/clock.js'
import { realTimer } from '../../../src/core/timer.js'
import { findNextJob } from '../../../src/mturk/scheduler/advance-clock.js'
import { Scheduler } from '../../../src/mturk/scheduler/scheduler.js'
import type { Store } from '../../../src/store/store.js'
import { ManualClock } from '../../support/manual-clock.js'
import { startTestEmulator } from '../../support/setup.js'

test('a job that becomes due during the last check runs before the change resolves', async () => {
  const { marketplace, createHit } = await startTestEmulator()
  const { HITId } = await createHit()
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  const farAway: Store = {
    ...marketplace.store,
    async transaction(work) {
      const result = await marketplace.store.transaction(work)
      await held
      return result
    },
  }
  const alarm = new Scheduler(marketplace.clock as WorldClock, realTimer, () => {})
  const starting = alarm.start({ ...marketplace, store: farAway })
  const now = marketplace.clock.now()
  const due = { account: '000000000000', kind: 'expire', subject: HITId!, at: now } as const
  // The first check has found nothing, and has not resolved yet.
  await marketplace.store.transaction((tx) => tx.scheduledJobs.put(due))

  const notified = alarm.notify(now)
  answer()
  await Promise.all([starting, notified])

  expect(await findNextJob(marketplace, now)).toBeUndefined()
  alarm.stop()
})

test('when the system clock is set ahead by an hour, the jobs of that hour run', async () => {
  const { marketplace, createHit } = await startTestEmulator()
  const { HITId } = await createHit()
  await marketplace.store.transaction((tx) => tx.scheduledJobs.removeAll({}))
  const realClock = new ManualClock(marketplace.clock.now())
  let shift = 0
  const clock = new WorldClock(
    createMonotonicClock({ now: () => new Date(realClock.now().getTime() + shift) }, () =>
      realClock.now().getTime(),
    ),
  )
  const alarm = new Scheduler(clock, realClock, () => {})
  const changed = { ...marketplace, clock, alarm: (due: Date) => alarm.notify(due) }
  await alarm.start(changed)
  const falls = async (after: number) => {
    const at = new Date(clock.now().getTime() + after)
    const due = { account: '000000000000', kind: 'expire', subject: HITId!, at } as const
    await marketplace.store.transaction((tx) => tx.scheduledJobs.put(due))
    await alarm.notify(at)
  }
  const met = async () => {
    while (await findNextJob(marketplace, clock.now())) await new Promise(setImmediate)
  }

  await falls(3_600_000)
  shift = 3_600_000
  realClock.advanceBy(10_000)
  await met()

  await falls(60_000)
  shift = 0
  for (let seconds = 0; seconds < 60; seconds += 10) realClock.advanceBy(10_000)
  await met()
  alarm.stop()
})

test('a job that failed because the store failed runs again later', async () => {
  const { marketplace, createHit } = await startTestEmulator()
  const { HITId } = await createHit()
  await marketplace.store.transaction((tx) => tx.scheduledJobs.removeAll({}))
  const realClock = new ManualClock(marketplace.clock.now())
  const clock = new WorldClock(realClock)
  let broken = false
  const store: Store = {
    ...marketplace.store,
    transaction: (work) =>
      broken ? Promise.reject(new Error('no room')) : marketplace.store.transaction(work),
  }
  const errors: unknown[] = []
  const alarm = new Scheduler(clock, realClock, (error) => errors.push(error))
  await alarm.start({ ...marketplace, clock, store, notifyScheduler: (due) => alarm.notify(due) })
  broken = true
  const at = clock.now()
  const due = { account: '000000000000', kind: 'expire', subject: HITId!, at } as const
  await marketplace.store.transaction((tx) => tx.scheduledJobs.put(due))

  await alarm.notify(at)
  expect(errors).toEqual([new Error('no room')])
  // A job that is due later does not replace the retry.
  await alarm.notify(new Date(at.getTime() + 3_600_000))
  broken = false
  realClock.advanceBy(1000)
  while (await findNextJob(marketplace, at)) await new Promise(setImmediate)
  alarm.stop()
})

test('a start waits some seconds for what was due while it was stopped, and the rest runs later', async () => {
  const { marketplace, createHit } = await startTestEmulator()
  const { HITId } = await createHit()
  const at = marketplace.clock.now()
  const due = { account: '000000000000', kind: 'expire', subject: HITId!, at } as const
  await marketplace.store.transaction((tx) => tx.scheduledJobs.put(due))
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  const slow: Store = {
    ...marketplace.store,
    transaction: (work) => held.then(() => marketplace.store.transaction(work)),
  }
  const realClock = new ManualClock(at)
  const scheduler = new Scheduler(new WorldClock(realClock), realClock, () => {})

  const starting = scheduler.start({ ...marketplace, store: slow })
  realClock.advanceBy(10_000)
  await starting
  expect(await findNextJob(marketplace, at)).toMatchObject({ subject: HITId })

  answer()
  while (await findNextJob(marketplace, at)) await new Promise(setImmediate)
  scheduler.stop()
})
