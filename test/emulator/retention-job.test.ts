import { isDeepStrictEqual } from 'node:util'
import { GetAccountBalanceCommand, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { makeDelivery } from '../notifications/start-dispatcher.js'
import { createRecordingLog } from '../support/recording-log.js'
import { initialTime, startTestEmulator } from '../support/setup.js'

test('expired records are evicted, counted and logged; pending deliveries stay', async () => {
  const log = createRecordingLog()
  const { mturk, endpoint, mailbox, marketplace } = await startTestEmulator(
    { keepMailsFor: 1, keepCallsFor: 1, keepDeliveriesFor: 1, deliveryBackoff: 600_000 },
    log,
  )
  const control = new ControlClient(endpoint)
  // Created long ago, attempted in vain, and waiting for its next attempt.
  const pending = makeDelivery('pending', {
    enqueuedAt: initialTime,
    attempts: [{ at: initialTime, outcome: 'failed', milliseconds: 1, error: 'down' }],
  })
  await marketplace.store.transaction((tx) => tx.deliveries.put(pending))

  await mturk.send(testEvent('Email', 'a@example.com'))
  await mturk.send(new GetAccountBalanceCommand({}))
  mailbox.accept(Buffer.from('x'), { from: 'a@example.com', to: ['b@example.com'] })
  const everything = { deliveries: 1, mails: 2, calls: 2, queueMessages: 0 }
  const readEvicted = async () => {
    const { deliveries, mails, calls, queueMessages } = (await control.request('GET /_mturk/info'))
      .evicted
    return { deliveries, mails, calls, queueMessages }
  }
  while (!isDeepStrictEqual(await readEvicted(), everything)) await new Promise(setImmediate)

  expect((await control.deliveries()).deliveries.map(({ id }) => id)).toEqual([pending.id])
  const evictions = log.lines.filter(({ message }) => message.includes('too old'))
  expect(evictions.map(({ message, facts }) => `${message} ${facts.dropped}`).sort()).toEqual([
    'The delivery log evicts entries that are too old 1',
    'The log of calls evicts entries that are too old 1',
    'The mailbox evicts entries that are too old 1',
  ])
})

const testEvent = (Transport: 'Email', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'HITReviewable',
  })
