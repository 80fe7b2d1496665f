import { expect, test } from 'vitest'
import type { WorldClock } from '../../src/clock/clock.js'
import { wallTimer } from '../../src/clock/timer.js'
import { nextDeadline } from '../../src/deadlines/advance.js'
import { Alarm } from '../../src/deadlines/alarm.js'
import type { Store } from '../../src/store/store.js'
import { startMarket } from '../support/market.js'

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
