import { isDeepStrictEqual } from 'node:util'
import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { createRecordingLog } from '../support/recording-log.js'
import { startTestEmulator } from '../support/setup.js'

test('expired records are evicted, counted and logged; pending deliveries stay', async () => {
  const log = createRecordingLog()
  const { mturk, endpoint, marketplace } = await startTestEmulator(
    { keepMailsFor: 1, keepCallsFor: 1, keepDeliveriesFor: 1, deliveryBackoff: 600_000 },
    log,
  )
  const control = new ControlClient(endpoint)
  const pending = await pendingDelivery()

  await mturk.send(testEvent('Email', 'a@example.com'))
  const everything = { deliveries: 1, mails: 2, calls: 2, queueMessages: 0 }
  const readEvicted = async () => {
    const { deliveries, mails, calls, queueMessages } = (await control.request('GET /_mturk/info'))
      .evicted
    return { deliveries, mails, calls, queueMessages }
  }
  while (!isDeepStrictEqual(await readEvicted(), everything)) await new Promise(setImmediate)

  expect((await control.deliveries()).deliveries.map(({ id }) => id)).toEqual([pending])
  const evictions = log.lines.filter(({ message }) => message.includes('too old'))
  expect(evictions.map(({ message, facts }) => `${message} ${facts.dropped}`).sort()).toEqual([
    'The delivery log evicts entries that are too old 1',
    'The log of calls evicts entries that are too old 1',
    'The mailbox evicts entries that are too old 1',
  ])

  /** Made long ago, tried in vain, and resting. */
  async function pendingDelivery() {
    await mturk.send(testEvent('Email', 'b@example.com'))
    const { record } = await marketplace.store.transaction(
      async (tx) => (await tx.deliveries.list({}))[0]!,
    )
    const at = new Date('2026-01-01T00:00:00Z')
    const attempts = [{ ...record.attempts[0]!, at, outcome: 'failed' as const }]
    await marketplace.store.transaction((tx) =>
      tx.deliveries.put({ ...record, status: 'pending', createdAt: at, enqueuedAt: at, attempts }),
    )
    return record.id
  }
})

const testEvent = (Transport: 'Email', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'HITReviewable',
  })
