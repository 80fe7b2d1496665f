import { expect, onTestFinished, test } from 'vitest'
import type { Delivery } from '../../../src/notifications/delivery.js'
import { findDeliveries, waitForDeliveries } from '../../../src/server/control/delivery-query.js'
import { sqlStore } from '../../../src/store/sql-store.js'
import { sqlite } from '../../../src/store/sqlite.js'

/** A log of 12,000 deliveries, of which every thousandth has the word. */
async function createLongLog() {
  const store = await sqlStore(sqlite(':memory:'))
  onTestFinished(() => store.close())
  const deliveries = Array.from({ length: 12_000 }, (_, index) => ({
    ...{ id: `d${index + 1}`, account: '000000000000', status: 'sent', transport: 'SQS' },
    ...{ destination: 'q', attempts: [], createdAt: new Date(index * 1000) },
    payload: index % 1000 === 999 ? 'needle' : 'hay',
  })) as unknown as readonly Delivery[]
  await store.transaction((tx) => tx.deliveries.putAll(deliveries))
  return store
}

const getIds = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id)
const needles = Array.from({ length: 12 }, (_, index) => `d${(12 - index) * 1000}`)

test('a call is answered while a text is searched for in a long log', async () => {
  const store = await createLongLog()
  const finished: string[] = []

  const searching = findDeliveries({ store }, { text: 'no such word' }, { limit: 50, total: true })
  await Promise.all([
    searching.then(() => finished.push('search')),
    store.transaction((tx) => tx.hits.count({})).then(() => finished.push('call')),
  ])

  expect(finished).toEqual(['call', 'search'])
  expect(await searching).toEqual({ deliveries: [], total: 0 })
})

test('the pages of a search are complete, whatever their size', async () => {
  const store = await createLongLog()
  const search = (page: object) => findDeliveries({ store }, { text: 'NEEDLE' }, page as never)

  const all = await search({ limit: 50, total: true })
  const first = await search({ limit: 5, total: true })
  const second = await search({ limit: 5, after: first.next, total: true })
  const third = await search({ limit: 5, after: second.next })
  const jumped = await search({ limit: 2, after: all.cursor, offset: 7 })

  expect([getIds(all.deliveries), all.total, all.next]).toEqual([needles, 12, undefined])
  expect([getIds(first.deliveries), first.total]).toEqual([needles.slice(0, 5), 12])
  expect([getIds(second.deliveries), second.total]).toEqual([needles.slice(5, 10), 7])
  expect([getIds(third.deliveries), third.next]).toEqual([needles.slice(10), undefined])
  expect(getIds(jumped.deliveries)).toEqual(needles.slice(7, 9))
})

test('what has arrived is found by a wait whose timeout is shorter than the search', async () => {
  const store = await createLongLog()
  const timer = {
    after(_delay: number, callback: () => void) {
      callback()
      return () => undefined
    },
  }
  const dispatcher = { onChange: () => () => undefined, onGap: () => () => undefined } as never

  const { complete, deliveries } = await waitForDeliveries(
    { store, dispatcher, timer },
    { text: 'needle', count: 13, timeout: 0 },
    new AbortController().signal,
  )

  expect([complete, getIds(deliveries)]).toEqual([false, needles.toReversed()])
})
