import { expect, test } from 'vitest'
import type { Delivery } from '../../src/notifications/delivery.js'
import { deliveryLog } from '../../src/store/delivery-log.js'
import type { Bus } from '../../src/store/engine.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { courierWith, news, Receiver } from '../support/courier.js'

/** A store that can be broken: whatever is asked of it then fails. */
async function breakable() {
  const store = await sqlStore(sqlite(':memory:'))
  const state = { broken: false }
  const fragile: Store = {
    ...store,
    transaction: (work) =>
      state.broken ? Promise.reject(new Error('no room')) : store.transaction(work),
  }
  return { store: fragile, state }
}

test('what cannot be written down is not sent again for that, and is written down when it can be', async () => {
  const { store, state } = await breakable()
  const receiver = new Receiver({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const faults: unknown[] = []
  const { courier, commit, find } = await courierWith(
    receiver,
    {
      report: (error) => {
        faults.push(error)
        state.broken = false
      },
    },
    store,
  )

  await commit(news('n'))
  await courier.settled()

  expect(receiver.came).toEqual(['n'])
  expect(faults).toEqual([new Error('no room')])
  expect(await find('n')).toMatchObject({ status: 'sent', attempts: { length: 1 } })
})

test('who waits for a test is told how it went, though it cannot be written down', async () => {
  const { store, state } = await breakable()
  const receiver = new Receiver({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const { courier } = await courierWith(receiver, {}, store)

  expect(await courier.carry(news('test', { kind: 'test' }))).toMatchObject({ status: 'sent' })
})

test('a courier that ends while nothing can be written down ends, and leaves it pending', async () => {
  const { store, state } = await breakable()
  let resolve = () => {}
  const tried = new Promise<void>((each) => {
    resolve = each
  })
  const receiver = new Receiver({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const { courier, commit, find } = await courierWith(receiver, { report: () => resolve() }, store)
  await commit(news('n'))
  await tried

  await courier.close(1000)

  state.broken = false
  expect(await find('n')).toMatchObject({ status: 'pending', attempts: [] })
})

test('what was made after the end stays pending for whoever comes next', async () => {
  const receiver = new Receiver()
  const { courier, commit, find } = await courierWith(receiver)
  await courier.close()

  await commit(news('late'))

  expect(receiver.came).toEqual([])
  expect(await find('late')).toMatchObject({ status: 'pending' })
  expect(await courier.carry(news('test', { kind: 'test' }))).toMatchObject({ status: 'failed' })
})

test('two who send the same again at once are both told', async () => {
  const { courier, commit, find } = await courierWith(new Receiver())
  await commit(news('n'))
  await courier.settled()
  const sent = (await find('n'))!

  const both = await Promise.all([courier.redeliver(sent), courier.redeliver(sent)])

  expect(both).toMatchObject([{ status: 'sent' }, { status: 'sent' }])
})

/** The same store as another process sees it, who shares it. */
const shared = (store: Store): Store => ({
  ...store,
  bus: { call: async () => {}, now: async () => 1_000_000 } as unknown as Bus,
})

test('a delivery that another has taken over is not written over, unless it was sent', async () => {
  const store = await sqlStore(sqlite(':memory:'))
  const put = (delivery: Delivery) => store.transaction((tx) => tx.deliveries.put(delivery))
  const log = deliveryLog(store, 1000, 'this')
  const find = (id: string) => store.transaction((tx) => tx.deliveries.find({ id }))
  await put(news('tried', { owner: 'another' }))
  await put(news('sent', { owner: 'another' }))

  const kept = await log.record([
    news('tried', { status: 'failed' }),
    news('sent', { status: 'sent' }),
    news('forgotten', { status: 'sent' }),
  ])

  expect(kept.map(({ id }) => id)).toEqual(['sent'])
  expect(await find('tried')).toMatchObject({ status: 'pending', owner: 'another' })
  expect(await find('sent')).toMatchObject({ status: 'sent' })
  expect(await find('forgotten')).toBeUndefined()
})

test('what is pending of one who is silent is taken over, some at a time; of one who is alive it is not', async () => {
  const store = shared(await sqlStore(sqlite(':memory:')))
  await store.transaction(async (tx) => {
    const process = { lease: 300, clock: 0 }
    await tx.processes.put({ ...process, id: 'alive', aliveUntil: 1_000_100 })
    await tx.processes.put({ ...process, id: 'silent', aliveUntil: 999_999 })
    // It spoke before the database's clock was set back by an hour, and not since.
    await tx.processes.put({ ...process, id: 'from the future', aliveUntil: 4_600_000 })
    await tx.deliveries.put(news('a', { owner: 'alive' }))
    await tx.deliveries.put(news('f', { owner: 'from the future' }))
    await tx.deliveries.putAll(
      Array.from({ length: 600 }, (_, index) => news(`s${index}`, { owner: 'silent' })),
    )
  })
  const log = deliveryLog(store, 1000, 'this')

  const claimed = [await log.claim(), await log.claim(), await log.claim()]

  expect(claimed.map(({ length }) => length)).toEqual([500, 101, 0])
  expect(claimed[0]!.every(({ owner }) => owner === 'this')).toBe(true)
  expect(await store.transaction((tx) => tx.deliveries.count({ owner: 'alive' }))).toBe(1)
})

test('what was committed while its answer was lost is found and sent, once', async () => {
  const receiver = new Receiver()
  const { store, courier, find } = await courierWith(
    receiver,
    {},
    shared(await sqlStore(sqlite(':memory:'))),
  )
  await store.transaction((tx) => tx.deliveries.put(news('n')))

  await Promise.all([courier.resume(), courier.resume()])
  await courier.settled()

  expect(receiver.came).toEqual(['n'])
  expect(await find('n')).toMatchObject({ status: 'sent' })
})

test('a pause that was set by a wrong clock is cut short by whoever takes it over', async () => {
  const receiver = new Receiver()
  const { store, courier } = await courierWith(receiver)
  const inAnHour = new Date(Date.now() + 3_600_000)
  await store.transaction((tx) =>
    tx.deliveries.put(news('n', { owner: 'one that was stopped', nextAttemptAt: inAnHour })),
  )

  await courier.resume()
  await courier.settled()

  expect(receiver.came).toEqual(['n'])
})
