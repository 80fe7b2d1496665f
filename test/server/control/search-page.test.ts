import { expect, onTestFinished, test } from 'vitest'
import type { Delivery } from '../../../src/notifications/delivery.js'
import { findDeliveries, waitForDeliveries } from '../../../src/server/control/delivery-query.js'
import { hitTypeRoutes } from '../../../src/server/control/routes/hit-types.js'
import { hitRoutes } from '../../../src/server/control/routes/hits.js'
import { qualificationRoutes } from '../../../src/server/control/routes/qualifications.js'
import { searchPage } from '../../../src/server/control/search-page.js'
import { sqlStore } from '../../../src/store/sql-store.js'
import { sqlite } from '../../../src/store/sqlite.js'
import type { Repository, Store, Transaction } from '../../../src/store/store.js'

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

test.each([
  ['short', 0.0005, [500, 2000, 8000, 20_000]],
  ['long', 0.02, [500, 500, 500, 500]],
  ['very long', 1, [500, 250, 250, 250]],
])(
  'slices of %s rows take about ten milliseconds each, but are not too short',
  async (_, msPerRow, expected) => {
    const store = await createLongLog()
    const sizes: number[] = []
    const recordSlices = ({ deliveries }: Transaction) =>
      ({
        list({ position, ...where }: { position?: { from: number; to: number } }, page: never) {
          if (position) sizes.push(position.to - position.from + 1)
          return deliveries.list({ ...where, position }, page)
        },
      }) as Repository<Delivery, 'id', never>

    const { items } = await searchPage(
      store,
      recordSlices,
      { record: { contains: ['no such word'] } },
      { limit: 50 },
      () => () => sizes.at(-1)! * msPerRow,
    )

    expect(items).toEqual([])
    expect(sizes.slice(0, 4)).toEqual(expected)
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThanOrEqual(12_000)
  },
)

/** Counts the transactions of a search. */
async function countTransactions(store: Store, search: (counted: Store) => unknown) {
  let count = 0
  const counted = Object.create(store, {
    transaction: {
      value: (work: (tx: Transaction) => Promise<unknown>) => {
        count++
        return store.transaction(work)
      },
    },
  })
  await search(counted)
  return count
}

test.each([
  ['of an account', { account: '111111111111' }],
  ['to a destination', { destination: 'other' }],
  ['of a status and a transport', { status: 'failed', transport: 'SNS' }],
] as const)(
  'deliveries %s are searched in slices, since no index finds them',
  async (_, filter) => {
    const store = await createLongLog()

    const count = await countTransactions(store, (counted) =>
      findDeliveries({ store: counted }, filter, { limit: 50 }),
    )

    expect(count).toBeGreaterThanOrEqual(5)
  },
)

test('an index finds deliveries of a status in one transaction', async () => {
  const store = await createLongLog()

  const count = await countTransactions(store, (counted) =>
    findDeliveries({ store: counted }, { status: 'failed' }, { limit: 50 }),
  )

  expect(count).toBe(1)
})

test.each([
  ['HIT types', hitTypeRoutes[0]],
  ['HITs, by the text of their HIT types', hitRoutes[0]],
  ['qualification types', qualificationRoutes[0]],
])('a text is searched for in slices of many %s', async (_, { handle }) => {
  const store = await sqlStore(sqlite(':memory:'))
  onTestFinished(() => store.close())
  const records = Array.from({ length: 12_000 }, (_, index) => ({
    ...{ account: '000000000000', id: `3T${index}`, fingerprint: `${index}`, title: 'hay' },
    ...{ name: `hay ${index}`, status: 'Active', createdAt: new Date(index * 1000) },
    ...{ qualificationRequirements: [], isRequestable: true },
  })) as never
  await store.transaction(async (tx) => {
    await tx.hitTypes.putAll(records)
    await tx.qualificationTypes.putAll(records)
  })

  const count = await countTransactions(store, (counted) =>
    handle({ query: { text: 'no such word', limit: 50 } } as never, { store: counted } as never),
  )

  expect(count).toBeGreaterThanOrEqual(5)
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
