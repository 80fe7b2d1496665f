import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Timer, wallTimer } from '../../src/core/timer.js'
import { courierWith, news, Receiver } from '../support/courier.js'
import { startBench } from '../support/emulator.js'
import { folder } from '../support/program.js'

const never = () => new Promise<string>(() => {})

test('what goes to one destination goes in order', async () => {
  const receiver = new Receiver()
  const { courier, commit } = await courierWith(receiver)

  await commit(...Array.from({ length: 25 }, (_, index) => news(`n${index}`)))
  await courier.settled()

  expect(receiver.came).toEqual(Array.from({ length: 25 }, (_, index) => `n${index}`))
})

test('a delivery that was taken is written down with its receipt', async () => {
  const { courier, commit, find } = await courierWith(new Receiver())

  await commit(news('n'))
  await courier.settled()

  expect(await find('n')).toMatchObject({
    status: 'sent',
    attempts: [{ outcome: 'sent', receipt: 'receipt of n' }],
  })
})

test('a failure is tried again, and what came later stays behind it', async () => {
  let refusals = 2
  const receiver = new Receiver({
    'queue-a': async () => {
      if (refusals-- > 0) throw new Error('not now')
      return 'taken'
    },
  })
  const { courier, commit, find } = await courierWith(receiver)

  await commit(news('first'), news('second'))
  await courier.settled()

  expect(receiver.came).toEqual(['first', 'first', 'first', 'second'])
  expect((await find('first'))?.attempts.map(({ error, receipt }) => error ?? receipt)).toEqual([
    'not now',
    'not now',
    'taken',
  ])
})

test('after its last try a delivery is given up, and the next has its turn', async () => {
  const receiver = new Receiver({
    'queue-a': async () => {
      throw new Error('never')
    },
  })
  const { courier, commit, find } = await courierWith(receiver)

  await commit(news('first'), news('second'))
  await courier.settled()

  expect([await find('first'), await find('second')]).toMatchObject([
    { status: 'failed', attempts: { length: 3 } },
    { status: 'failed', attempts: { length: 3 } },
  ])
})

test('a destination that hangs delays no other', async () => {
  const receiver = new Receiver({ 'queue-a': never })
  const { courier, commit, find } = await courierWith(receiver, { timeout: 60_000 })
  const arrived = new Promise<void>((resolve) => {
    courier.onChange(({ id }) => id === 'b3' && resolve())
  })

  await commit(news('a1'), ...['b1', 'b2', 'b3'].map((id) => news(id, { destination: 'queue-b' })))
  await arrived

  expect(receiver.came).toEqual(['a1', 'b1', 'b2', 'b3'])
  expect(await find('a1')).toMatchObject({ status: 'pending' })
})

test('a try that takes too long is over, and says so', async () => {
  const { courier, commit, find } = await courierWith(new Receiver({ 'queue-a': never }), {
    timeout: 5,
    tries: 1,
  })

  await commit(news('n'))
  await courier.settled()

  expect(await find('n')).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'No answer within 5 ms.' }],
  })
})

test('a test is tried once, at once, though its line rests after a failure', async () => {
  const receiver = new Receiver({
    'queue-a': async () => {
      throw new Error('refused')
    },
  })
  const ringsNever: Timer = {
    after: (delay, wake) => (delay > 5000 ? () => {} : wallTimer.after(delay, wake)),
  }
  const { courier, commit } = await courierWith(receiver, {
    firstPause: 1_000_000,
    longestPause: 1_000_000,
    timer: ringsNever,
  })
  const failedOnce = new Promise<void>((resolve) => {
    courier.onChange(({ id }) => id === 'real' && resolve())
  })
  await commit(news('real'))
  await failedOnce

  const after = await courier.carry(news('test', { kind: 'test' }))

  expect(after).toMatchObject({ status: 'failed', attempts: [{ error: 'refused' }] })
  expect(receiver.came).toEqual(['real', 'test'])
})

test('what waits together goes together where the transport can', async () => {
  const batches: string[][] = []
  const receiver = new Receiver()
  receiver.sendBatch = async (parcels) => {
    batches.push(parcels.map(({ document }) => document))
    return parcels.map(({ document }) =>
      document === 'n3'
        ? { status: 'rejected' as const, reason: new Error('not this one') }
        : { status: 'fulfilled' as const, value: 'taken' },
    )
  }
  const { courier, commit, find } = await courierWith(receiver, { tries: 1 })

  await commit(...Array.from({ length: 12 }, (_, index) => news(`n${index}`)))
  await courier.settled()

  expect(receiver.came).toEqual(['n0', 'n11'])
  expect(batches).toEqual([['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'n10']])
  expect(await find('n3')).toMatchObject({ status: 'failed' })
  expect(await find('n4')).toMatchObject({ status: 'sent' })
})

test('what was left behind is taken up again, with the same document', async () => {
  const receiver = new Receiver()
  const { store, courier, find } = await courierWith(receiver)
  await store.transaction((tx) =>
    tx.deliveries.put(news('left', { owner: 'one that was stopped' })),
  )

  await courier.resume()
  await courier.settled()

  expect(receiver.came).toEqual(['left'])
  expect(await find('left')).toMatchObject({ status: 'sent' })
})

test('a policy that keeps the service out is told, and refuses only when it is enforced', async () => {
  const verdictOf = async () => ({ allowed: false, reason: 'It has no policy.' })
  const lenient = await courierWith(new Receiver(), { verdictOf })
  const strict = await courierWith(new Receiver(), { verdictOf, enforcePolicy: true, tries: 1 })

  await lenient.commit(news('n'))
  await strict.commit(news('n'))
  await Promise.all([lenient.courier.settled(), strict.courier.settled()])

  expect(await lenient.find('n')).toMatchObject({ status: 'sent', verdict: { allowed: false } })
  expect(await strict.find('n')).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'Access denied by its policy. It has no policy.' }],
  })
})

test('a delivery that failed can be sent again by hand', async () => {
  let broken = true
  const receiver = new Receiver({
    'queue-a': async () => {
      if (broken) throw new Error('down')
      return 'taken'
    },
  })
  const { courier, commit, find } = await courierWith(receiver, { tries: 1 })
  await commit(news('n'))
  await courier.settled()
  broken = false

  const after = await courier.redeliver((await find('n'))!)

  expect(after).toMatchObject({
    status: 'sent',
    attempts: [{ error: 'down' }, { receipt: 'taken' }],
  })
})

test('a listener that fails keeps no news from going on', async () => {
  const receiver = new Receiver()
  const faults: unknown[] = []
  const { courier, commit } = await courierWith(receiver, {
    report: (error) => faults.push(error),
  })
  courier.onChange(() => {
    throw new Error('cannot listen')
  })

  await commit(news('first'), news('second'))
  await courier.settled()

  expect(receiver.came).toEqual(['first', 'second'])
  expect(faults).toEqual([new Error('cannot listen'), new Error('cannot listen')])
})

test.each([
  ['into a built-in queue of a world in memory', () => ({}), true],
  ['while faults are on', () => ({ fault: ['delay transport=SQS milliseconds=1'] }), false],
  ['of a world in a file', () => ({ data: join(folder(), 'world.db') }), false],
  ['to a queue elsewhere', () => ({ sqsEndpoint: 'http://127.0.0.1:1' }), false],
])('a test event %s: is it over at once?', async (_, options, expected) => {
  const { world, endpoint } = await startBench(options())
  const destination = `${endpoint}/000000000000/news`

  const kinds = (['test', 'life-cycle', 'message'] as const).map((kind) =>
    world.courier.endsAtOnce(news('d', { kind, destination })),
  )

  // What really happened, and what was written to somebody, is written down before it goes.
  expect(kinds).toEqual([expected, false, false])
})
