import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realTimer, type Timer } from '../../src/core/timer.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { makeDelivery, RecordingTransport, startDispatcher } from './start-dispatcher.js'

const never = () => new Promise<string>(() => {})

test('deliveries to one destination are sent in order', async () => {
  const receiver = new RecordingTransport()
  const { dispatcher, commit } = await startDispatcher(receiver)

  await commit(...Array.from({ length: 25 }, (_, index) => makeDelivery(`n${index}`)))
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(Array.from({ length: 25 }, (_, index) => `n${index}`))
})

test('an accepted delivery is recorded with its receipt', async () => {
  const { dispatcher, commit, find } = await startDispatcher(new RecordingTransport())

  await commit(makeDelivery('n'))
  await dispatcher.waitUntilIdle()

  expect(await find('n')).toMatchObject({
    status: 'sent',
    attempts: [{ outcome: 'sent', receipt: 'receipt of n' }],
  })
})

test('a failed delivery is retried, and later ones wait behind it', async () => {
  let refusals = 2
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      if (refusals-- > 0) throw new Error('not now')
      return 'taken'
    },
  })
  const { dispatcher, commit, find } = await startDispatcher(receiver)

  await commit(makeDelivery('first'), makeDelivery('second'))
  await dispatcher.waitUntilIdle({ includeRetries: true })

  expect(receiver.documents).toEqual(['first', 'first', 'first', 'second'])
  expect((await find('first'))?.attempts.map(({ error, receipt }) => error ?? receipt)).toEqual([
    'not now',
    'not now',
    'taken',
  ])
})

test('a delivery fails after its last attempt, and the next one is sent', async () => {
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      throw new Error('never')
    },
  })
  const { dispatcher, commit, find } = await startDispatcher(receiver)

  await commit(makeDelivery('first'), makeDelivery('second'))
  await dispatcher.waitUntilIdle({ includeRetries: true })

  expect([await find('first'), await find('second')]).toMatchObject([
    { status: 'failed', attempts: { length: 3 } },
    { status: 'failed', attempts: { length: 3 } },
  ])
})

test('waiting for idle skips deliveries that wait for a retry, unless asked for them', async () => {
  let skippedTime = 0
  let endBackOff = () => {}
  const timer: Timer = {
    after: (delay, wake) => {
      if (delay < 5000) return realTimer.after(delay, wake)
      endBackOff = wake
      return () => {}
    },
  }
  let isDown = true
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      if (isDown) throw new Error('down')
      return 'taken'
    },
  })
  const { dispatcher, commit } = await startDispatcher(receiver, {
    initialBackoff: 1_000_000,
    maxBackoff: 1_000_000,
    clock: { now: () => new Date(Date.now() + skippedTime) },
    timer,
  })
  await commit(makeDelivery('first'), makeDelivery('second'))
  await commit(makeDelivery('other', { destination: 'queue-b' }))

  const due = await dispatcher.waitUntilIdle()
  const everything = dispatcher.waitUntilIdle({ includeRetries: true })
  isDown = false
  skippedTime = 1_000_000
  endBackOff()

  expect(due).toEqual({ retriesPending: 2 })
  expect(await everything).toEqual({ retriesPending: 0 })
  expect(receiver.documents).toEqual(['first', 'other', 'first', 'second'])
})

test('a destination that hangs does not delay others', async () => {
  const receiver = new RecordingTransport({ 'queue-a': never })
  const { dispatcher, commit, find } = await startDispatcher(receiver, { timeout: 60_000 })
  const arrived = new Promise<void>((resolve) => {
    dispatcher.onChange(({ id }) => id === 'b3' && resolve())
  })

  await commit(
    makeDelivery('a1'),
    ...['b1', 'b2', 'b3'].map((id) => makeDelivery(id, { destination: 'queue-b' })),
  )
  await arrived

  expect(receiver.documents).toEqual(['a1', 'b1', 'b2', 'b3'])
  expect(await find('a1')).toMatchObject({ status: 'pending' })
})

test('an attempt that takes too long fails with a timeout', async () => {
  const { dispatcher, commit, find } = await startDispatcher(
    new RecordingTransport({ 'queue-a': never }),
    {
      timeout: 5,
      maxAttempts: 1,
    },
  )

  await commit(makeDelivery('n'))
  await dispatcher.waitUntilIdle()

  expect(await find('n')).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'No answer within 5 ms.' }],
  })
})

test('a test event is attempted once and at once, although its queue backs off', async () => {
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      throw new Error('refused')
    },
  })
  const ringsNever: Timer = {
    after: (delay, wake) => (delay > 5000 ? () => {} : realTimer.after(delay, wake)),
  }
  const { dispatcher, commit } = await startDispatcher(receiver, {
    initialBackoff: 1_000_000,
    maxBackoff: 1_000_000,
    timer: ringsNever,
  })
  const failedOnce = new Promise<void>((resolve) => {
    dispatcher.onChange(({ id }) => id === 'real' && resolve())
  })
  await commit(makeDelivery('real'))
  await failedOnce

  const after = await dispatcher.deliverAndWait(makeDelivery('test', { kind: 'test' }))

  expect(after).toMatchObject({ status: 'failed', attempts: [{ error: 'refused' }] })
  expect(receiver.documents).toEqual(['real', 'test'])
})

test('waiting deliveries are sent as a batch where the transport supports it', async () => {
  const batches: string[][] = []
  const receiver = new RecordingTransport()
  receiver.sendBatch = async (notifications) => {
    batches.push(notifications.map(({ payload }) => payload))
    return notifications.map(({ payload }) =>
      payload === 'n3'
        ? { status: 'rejected' as const, reason: new Error('not this one') }
        : { status: 'fulfilled' as const, value: 'taken' },
    )
  }
  const { dispatcher, commit, find } = await startDispatcher(receiver, { maxAttempts: 1 })

  await commit(...Array.from({ length: 12 }, (_, index) => makeDelivery(`n${index}`)))
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['n0', 'n11'])
  expect(batches).toEqual([['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'n10']])
  expect(await find('n3')).toMatchObject({ status: 'failed' })
  expect(await find('n4')).toMatchObject({ status: 'sent' })
})

test('pending deliveries of an earlier process are sent, with the same payload', async () => {
  const receiver = new RecordingTransport()
  const { store, dispatcher, find } = await startDispatcher(receiver)
  await store.transaction((tx) =>
    tx.deliveries.put(makeDelivery('left', { owner: 'one that was stopped' })),
  )

  await dispatcher.recover()
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['left'])
  expect(await find('left')).toMatchObject({ status: 'sent' })
})

test('a policy that denies MTurk is reported, and refuses deliveries only when enforced', async () => {
  const evaluatePolicy = async () => ({ allowed: false, reason: 'It has no policy.' })
  const lenient = await startDispatcher(new RecordingTransport(), { evaluatePolicy })
  const strict = await startDispatcher(new RecordingTransport(), {
    evaluatePolicy,
    enforcePolicy: true,
    maxAttempts: 1,
  })

  await lenient.commit(makeDelivery('n'))
  await strict.commit(makeDelivery('n'))
  await Promise.all([lenient.dispatcher.waitUntilIdle(), strict.dispatcher.waitUntilIdle()])

  expect(await lenient.find('n')).toMatchObject({ status: 'sent', verdict: { allowed: false } })
  expect(await strict.find('n')).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'Access denied by its policy. It has no policy.' }],
  })
})

test('a failed delivery can be redelivered', async () => {
  let broken = true
  const receiver = new RecordingTransport({
    'queue-a': async () => {
      if (broken) throw new Error('down')
      return 'taken'
    },
  })
  const { dispatcher, commit, find } = await startDispatcher(receiver, { maxAttempts: 1 })
  await commit(makeDelivery('n'))
  await dispatcher.waitUntilIdle()
  broken = false

  const after = await dispatcher.redeliver((await find('n'))!)

  expect(after).toMatchObject({
    status: 'sent',
    attempts: [{ error: 'down' }, { receipt: 'taken' }],
  })
})

test('a failing listener does not stop deliveries', async () => {
  const receiver = new RecordingTransport()
  const errors: unknown[] = []
  const { dispatcher, commit } = await startDispatcher(receiver, {
    report: (error) => errors.push(error),
  })
  dispatcher.onChange(() => {
    throw new Error('cannot listen')
  })

  await commit(makeDelivery('first'), makeDelivery('second'))
  await dispatcher.waitUntilIdle()

  expect(receiver.documents).toEqual(['first', 'second'])
  expect(errors).toEqual([new Error('cannot listen'), new Error('cannot listen')])
})

test.each([
  ['into a built-in queue', () => ({}), true],
  ['into a built-in queue that is kept in a file', () => ({ data: createDataFile() }), true],
  ['while faults are on', () => ({ fault: ['delay transport=SQS milliseconds=1'] }), false],
  ['to a queue elsewhere', () => ({ sqsEndpoint: 'http://127.0.0.1:1' }), false],
])(
  'a delivery %s is part of the transaction that causes it or not',
  async (_, options, expected) => {
    const { marketplace, endpoint } = await startTestEmulator(options())
    const destination = `${endpoint}/000000000000/news`

    const results = (['test', 'life-cycle', 'message'] as const).map((kind) =>
      marketplace.dispatcher.canDeliverDirectly(
        makeDelivery('d', { kind, destination, transport: kind === 'message' ? 'Email' : 'SQS' }),
      ),
    )

    expect(results).toEqual([expected, expected, false])
  },
)

const createDataFile = () => join(createTempFolder(), 'world.db')
