import { expect, test } from 'vitest'
import type { Delivery } from '../../src/notifications/delivery.js'
import { deliveryLog } from '../../src/store/delivery-log.js'
import type { MessageBus } from '../../src/store/engine.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { makeDelivery, RecordingTransport, startDispatcher } from './start-dispatcher.js'

/** A store whose transactions can be made to fail. */
async function createFlakyStore() {
  const store = await sqlStore(sqlite(':memory:'))
  const state = { broken: false }
  const fragile: Store = {
    ...store,
    transaction: (work) =>
      state.broken ? Promise.reject(new Error('no room')) : store.transaction(work),
  }
  return { store: fragile, state }
}

test('a result that cannot be recorded is recorded later, without sending again', async () => {
  const { store, state } = await createFlakyStore()
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const errors: unknown[] = []
  const { dispatcher, commit, find } = await startDispatcher(
    receiver,
    {
      report: (error) => {
        errors.push(error)
        state.broken = false
      },
    },
    store,
  )

  await commit(makeDelivery('n'))
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['n'])
  expect(errors).toEqual([new Error('no room')])
  expect(await find('n')).toMatchObject({ status: 'sent', attempts: { length: 1 } })
})

test('a caller gets the result of a test event although it cannot be recorded', async () => {
  const { store, state } = await createFlakyStore()
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const { dispatcher } = await startDispatcher(receiver, {}, store)

  expect(await dispatcher.deliverAndWait(makeDelivery('test', { kind: 'test' }))).toMatchObject({
    status: 'sent',
  })
})

test('a dispatcher closes although nothing can be recorded, and leaves the delivery pending', async () => {
  const { store, state } = await createFlakyStore()
  let resolve = () => {}
  const tried = new Promise<void>((each) => {
    resolve = each
  })
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      state.broken = true
      return 'taken'
    },
  })
  const { dispatcher, commit, find } = await startDispatcher(
    receiver,
    { report: () => resolve() },
    store,
  )
  await commit(makeDelivery('n'))
  await tried

  await dispatcher.close(1000)

  state.broken = false
  expect(await find('n')).toMatchObject({ status: 'pending', attempts: [] })
})

test('deliveries enqueued after closing stay pending for the next process', async () => {
  const receiver = new RecordingTransport()
  const { dispatcher, commit, find } = await startDispatcher(receiver)
  await dispatcher.close()

  await commit(makeDelivery('late'))

  expect(receiver.documents).toEqual([])
  expect(await find('late')).toMatchObject({ status: 'pending' })
  expect(await dispatcher.deliverAndWait(makeDelivery('test', { kind: 'test' }))).toMatchObject({
    status: 'failed',
  })
})

test('two callers who redeliver the same delivery at once both get the result', async () => {
  const { dispatcher, commit, find } = await startDispatcher(new RecordingTransport())
  await commit(makeDelivery('n'))
  await dispatcher.waitUntilIdle()
  const sent = (await find('n'))!

  const both = await Promise.all([dispatcher.redeliver(sent), dispatcher.redeliver(sent)])

  expect(both).toMatchObject([{ status: 'sent' }, { status: 'sent' }])
})

/** The same store, with a bus as if processes shared it. */
const withSharedTransaction = (store: Store): Store => ({
  ...store,
  bus: { publish: async () => {}, now: async () => 1_000_000 } as unknown as MessageBus,
})

test('a delivery that another process has taken over is overwritten only when it was sent', async () => {
  const store = await sqlStore(sqlite(':memory:'))
  const put = (delivery: Delivery) => store.transaction((tx) => tx.deliveries.put(delivery))
  const log = deliveryLog(store, 1000, 'this')
  const find = (id: string) => store.transaction((tx) => tx.deliveries.find({ id }))
  await put(makeDelivery('tried', { owner: 'another' }))
  await put(makeDelivery('sent', { owner: 'another' }))

  const recorded = await log.record([
    makeDelivery('tried', { status: 'failed' }),
    makeDelivery('sent', { status: 'sent' }),
    makeDelivery('forgotten', { status: 'sent' }),
  ])

  expect(recorded.map(({ id }) => id)).toEqual(['sent'])
  expect(await find('tried')).toMatchObject({ status: 'pending', owner: 'another' })
  expect(await find('sent')).toMatchObject({ status: 'sent' })
  expect(await find('forgotten')).toBeUndefined()
})

test('pending deliveries of a dead process are taken over in batches, those of a live one are not', async () => {
  const store = withSharedTransaction(await sqlStore(sqlite(':memory:')))
  await store.transaction(async (tx) => {
    const process = { lease: 300, clockVersion: 0 }
    await tx.processes.put({ ...process, id: 'alive', aliveUntil: 1_000_100 })
    await tx.processes.put({ ...process, id: 'silent', aliveUntil: 999_999 })
    // Its last heartbeat was before the database's clock was set back by an hour.
    await tx.processes.put({ ...process, id: 'from the future', aliveUntil: 4_600_000 })
    await tx.deliveries.put(makeDelivery('a', { owner: 'alive' }))
    await tx.deliveries.put(makeDelivery('f', { owner: 'from the future' }))
    await tx.deliveries.putAll(
      Array.from({ length: 600 }, (_, index) => makeDelivery(`s${index}`, { owner: 'silent' })),
    )
  })
  const log = deliveryLog(store, 1000, 'this')

  const claimed = [await log.claim(), await log.claim(), await log.claim()]

  expect(claimed.map(({ length }) => length)).toEqual([500, 101, 0])
  expect(claimed[0]!.every(({ owner }) => owner === 'this')).toBe(true)
  expect(await store.transaction((tx) => tx.deliveries.count({ owner: 'alive' }))).toBe(1)
})

test('a delivery whose commit response was lost is found and sent once', async () => {
  const receiver = new RecordingTransport()
  const { store, dispatcher, find } = await startDispatcher(
    receiver,
    {},
    withSharedTransaction(await sqlStore(sqlite(':memory:'))),
  )
  await store.transaction((tx) => tx.deliveries.put(makeDelivery('n')))

  await Promise.all([dispatcher.recover(), dispatcher.recover()])
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['n'])
  expect(await find('n')).toMatchObject({ status: 'sent' })
})

test('a backoff set by a wrong clock is shortened when the delivery is taken over', async () => {
  const receiver = new RecordingTransport()
  const { store, dispatcher } = await startDispatcher(receiver)
  const inAnHour = new Date(Date.now() + 3_600_000)
  await store.transaction((tx) =>
    tx.deliveries.put(
      makeDelivery('n', { owner: 'one that was stopped', nextAttemptAt: inAnHour }),
    ),
  )

  await dispatcher.recover()
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['n'])
})
