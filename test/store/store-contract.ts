import { expect, onTestFinished, test } from 'vitest'
import type { Delivery } from '../../src/notifications/delivery.js'
import { deleteDeliveriesFinishedBy } from '../../src/store/clear.js'
import type { Store } from '../../src/store/store.js'
import { saveTicket, takeTicket } from '../../src/store/tickets.js'

const delivery: Delivery = {
  id: 'd1',
  account: '000000000000',
  transport: 'SQS',
  destination: 'http://localhost/000000000000/news',
  kind: 'life-cycle',
  eventTypes: ['HITCreated'],
  eventDocId: '0'.repeat(40),
  payload: '{}',
  subject: '29000000',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  status: 'pending',
  attempts: [
    { at: new Date('2026-01-02T03:04:06Z'), milliseconds: 3, outcome: 'failed', error: 'no' },
  ],
  enqueuedAt: new Date('2026-01-02T03:04:05.678Z'),
  nextAttemptAt: new Date('2026-01-02T03:04:08Z'),
}

const deliveriesNumbered = (count: number): Delivery[] =>
  Array.from({ length: count }, (_, index) => ({ ...delivery, id: `d${index + 1}` }))

/** What every store must do. Each store's own test file calls this once. */
export function storeContract(open: () => Promise<Store>): void {
  const openStore = async (): Promise<Store> => {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }

  const put = (store: Store, ...deliveries: readonly Delivery[]) =>
    store.transaction(async (tx) => {
      for (const each of deliveries) await tx.deliveries.put(each)
    })

  test('returns what was stored, with instants restored', async () => {
    const store = await openStore()

    await put(store, delivery)

    expect(await store.transaction((tx) => tx.deliveries.find({ id: 'd1' }))).toEqual(delivery)
  })

  test('finds nothing for an unknown key', async () => {
    const store = await openStore()

    expect(await store.transaction((tx) => tx.deliveries.find({ id: 'd1' }))).toBeUndefined()
  })

  test('replaces a record with the same key and keeps its position', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(3))

    await put(store, { ...delivery, id: 'd2', status: 'sent' })

    const listed = await store.transaction((tx) => tx.deliveries.list({}, { limit: 10 }))
    expect(listed.map(({ record }) => [record.id, record.status])).toEqual([
      ['d1', 'pending'],
      ['d2', 'sent'],
      ['d3', 'pending'],
    ])
  })

  test('a ticket is taken once, for its path, before it expires', async () => {
    const store = await openStore()
    const now = new Date('2026-01-02T03:04:05Z')
    const expiresAt = new Date('2026-01-02T03:04:35Z')
    const ticket = { id: 'a', scope: 'all', path: '/page?x=1', expiresAt } as const
    await saveTicket(store, ticket, now)

    const elsewhere = await takeTicket(store, { id: 'a', path: '/page' }, now)
    const late = await takeTicket(store, ticket, expiresAt)
    const taken = await Promise.all(Array.from({ length: 5 }, () => takeTicket(store, ticket, now)))

    expect([elsewhere, late]).toEqual([undefined, undefined])
    expect(taken.filter(Boolean)).toEqual([ticket])
  })

  test('forgets expired tickets when another is stored', async () => {
    const store = await openStore()
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds))
    const ticket = { scope: 'all', path: '/page' } as const

    await saveTicket(store, { ...ticket, id: 'a', expiresAt: at(30) }, at(0))
    await saveTicket(store, { ...ticket, id: 'b', expiresAt: at(60) }, at(30))

    expect(await store.transaction((tx) => tx.tickets.pluck({}, 'id'))).toEqual(['b'])
  })

  test('stores several records at once, new and existing, in order', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(2))

    await store.transaction((tx) =>
      tx.deliveries.putAll(deliveriesNumbered(250).map((each) => ({ ...each, status: 'sent' }))),
    )

    const listed = await store.transaction((tx) => tx.deliveries.list({ status: 'sent' }))
    expect(listed.map(({ record }) => record.id)).toEqual(
      deliveriesNumbered(250).map(({ id }) => id),
    )
  })

  test('sees its own changes before they are committed', async () => {
    const store = await openStore()

    const found = await store.transaction(async (tx) => {
      await tx.deliveries.put(delivery)
      return tx.deliveries.find({ id: 'd1' })
    })

    expect(found).toEqual(delivery)
  })

  test('rolls back a transaction that throws', async () => {
    const store = await openStore()

    const broken = store.transaction(async (tx) => {
      await tx.deliveries.put(delivery)
      throw new Error('half way')
    })

    await expect(broken).rejects.toThrow('half way')
    expect(await store.transaction((tx) => tx.deliveries.find({ id: 'd1' }))).toBeUndefined()
  })

  test('continues after a transaction that throws', async () => {
    const store = await openStore()
    await store.transaction(() => Promise.reject(new Error('no'))).catch(() => {})

    await put(store, delivery)

    expect(await store.transaction((tx) => tx.deliveries.count({}))).toBe(1)
  })

  test('serializes transactions that start together', async () => {
    const store = await openStore()
    await put(store, { ...delivery, subject: '0' })

    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (tx) => {
          const { subject, ...rest } = (await tx.deliveries.find({ id: 'd1' }))!
          await tx.deliveries.put({ ...rest, subject: String(Number(subject) + 1) })
        }),
      ),
    )

    const counted = await store.transaction((tx) => tx.deliveries.find({ id: 'd1' }))
    expect(counted?.subject).toBe('20')
  })

  test('lists from any offset', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(10))

    const page = await store.transaction((tx) =>
      tx.deliveries.list({}, { limit: 2, offset: 3, newestFirst: true }),
    )

    expect(page.map(({ record }) => record.id)).toEqual(['d7', 'd6'])
  })

  test('finds records that contain a text or do not, ignoring case', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(3), {
      ...delivery,
      id: 'd4',
      payload: 'Half_way 50% done!',
    })
    const ids = (record: { contains?: string[]; excludes?: string[] }) =>
      store.transaction(async (tx) =>
        (await tx.deliveries.list({ record }, { limit: 10 })).map(({ record }) => record.id),
      )

    expect(await ids({ contains: ['50% DONE!', 'half_'] })).toEqual(['d4'])
    expect(await ids({ contains: ['halfxway'] })).toEqual([])
    expect(await ids({ excludes: ['"d2"', 'HALF'] })).toEqual(['d1', 'd3'])
    expect(
      await store.transaction((tx) => tx.deliveries.count({ record: { excludes: ['half'] } })),
    ).toBe(3)
  })

  test('lists all pages without gaps or repetitions', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(7))

    const seen: string[] = []
    let after: number | undefined
    for (;;) {
      const page = await store.transaction((tx) => tx.deliveries.list({}, { limit: 3, after }))
      if (page.length === 0) break
      seen.push(...page.map(({ record }) => record.id))
      after = page.at(-1)!.position
    }

    expect(seen).toEqual(['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'])
  })

  test('lists the newest first from any position', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(5))

    const [, second] = await store.transaction((tx) =>
      tx.deliveries.list({}, { limit: 2, newestFirst: true }),
    )
    const rest = await store.transaction((tx) =>
      tx.deliveries.list({}, { limit: 9, after: second!.position, newestFirst: true }),
    )

    expect([second!.record.id, ...rest.map(({ record }) => record.id)]).toEqual([
      'd4',
      'd3',
      'd2',
      'd1',
    ])
  })

  test('searches by value, by several values and by range', async () => {
    const store = await openStore()
    await put(
      store,
      { ...delivery, id: 'a', status: 'sent' },
      { ...delivery, id: 'b', status: 'failed' },
      { ...delivery, id: 'c', status: 'pending' },
    )

    const counts = await store.transaction(async (tx) => [
      await tx.deliveries.count({ status: 'sent' }),
      await tx.deliveries.count({ status: ['sent', 'failed'] }),
      await tx.deliveries.count({ status: [] }),
      await tx.deliveries.count({ id: { from: 'b' } }),
      await tx.deliveries.count({ id: { to: 'b' }, status: 'sent' }),
    ])

    expect(counts).toEqual([1, 2, 0, 2, 1])
  })

  test('plucks one column, with exclusions', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(5))

    const [all, few, rest] = await store.transaction(async (tx) => [
      await tx.deliveries.pluck({ status: 'pending' }, 'id'),
      await tx.deliveries.pluck({}, 'id', 2),
      await tx.deliveries.pluck({ id: { not: ['d1', 'd3', 'd5'] } }, 'id'),
    ])

    expect([all, few, rest]).toEqual([
      ['d1', 'd2', 'd3', 'd4', 'd5'],
      ['d1', 'd2'],
      ['d2', 'd4'],
    ])
  })

  test('groups by columns, those with the newest record last', async () => {
    const store = await openStore()
    await put(
      store,
      { ...delivery, id: 'd1', destination: 'a' },
      { ...delivery, id: 'd2', destination: 'b' },
      { ...delivery, id: 'd3', destination: 'b', status: 'sent' },
      { ...delivery, id: 'd4', destination: 'a' },
      { ...delivery, id: 'd5', destination: 'c', status: 'failed' },
    )

    const groups = await store.transaction((tx) =>
      tx.deliveries.group({ status: ['pending', 'sent'] }, ['destination', 'status']),
    )

    expect(groups.map(({ values, count }) => ({ ...values, count }))).toEqual([
      { destination: 'b', status: 'pending', count: 1 },
      { destination: 'b', status: 'sent', count: 1 },
      { destination: 'a', status: 'pending', count: 2 },
    ])
    expect(groups[2]!.position).toBeGreaterThan(groups[1]!.position)
  })

  test('replaces a record on a condition, and returns whether it did', async () => {
    const store = await openStore()
    await put(store, { ...delivery, owner: 'this' })

    const replaced = await store.transaction(async (tx) => [
      await tx.deliveries.replace({ ...delivery, subject: '1' }, { owner: 'another' }),
      await tx.deliveries.replace({ ...delivery, owner: 'this', subject: '2' }, { owner: 'this' }),
      await tx.deliveries.replace({ ...delivery, id: 'none' }, {}),
    ])

    const rows = await store.transaction((tx) => tx.deliveries.list({}, { limit: 9 }))
    expect([replaced, rows.map(({ record }) => record.subject)]).toEqual([
      [false, true, false],
      ['2'],
    ])
  })

  test('deletes the deliveries finished by an instant, and none that is pending', async () => {
    const store = await openStore()
    const [attempt] = delivery.attempts
    const tried = (at: string) => [attempt!, { ...attempt!, at: new Date(at) }]
    await put(
      store,
      { ...delivery, id: 'pending' },
      { ...delivery, id: 'sent before', status: 'sent', attempts: tried('2026-01-03T00:00:00Z') },
      { ...delivery, id: 'sent after', status: 'sent', attempts: tried('2026-01-05T00:00:00Z') },
      { ...delivery, id: 'failed before', status: 'failed' },
      { ...delivery, id: 'never tried', status: 'failed', attempts: [] },
    )

    const forgotten = await deleteDeliveriesFinishedBy(store, Date.parse('2026-01-04T00:00:00Z'))

    const left = await store.transaction((tx) => tx.deliveries.pluck({}, 'id'))
    expect([forgotten, left]).toEqual([2, ['pending', 'sent after', 'never tried']])
  })

  test('removes a record by its key, and all matches', async () => {
    const store = await openStore()
    await put(store, ...deliveriesNumbered(5))

    const removed = await store.transaction(async (tx) => {
      await tx.deliveries.remove({ id: 'd1' })
      return tx.deliveries.removeAll({ id: { from: 'd3' } })
    })

    expect(removed).toBe(3)
    expect(await store.transaction((tx) => tx.deliveries.count({}))).toBe(1)
  })

  test('stores texts that look like SQL, like dates or like binary data', async () => {
    const store = await openStore()
    const odd = {
      ...delivery,
      id: `'); drop table deliveries; --`,
      subject: '2026-01-01T00:00:00.000Z',
      document: '\u0000\ud83d\ude00"',
    }

    await put(store, odd)

    expect(await store.transaction((tx) => tx.deliveries.find({ id: odd.id }))).toEqual(odd)
  })
}
