import { GetHITCommand, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test('the overview of a new emulator is empty', async () => {
  const { control } = await startTestEmulator()

  expect(await control.request('GET /_mturk/overview')).toEqual({
    failedDeliveries: { count: 0, latest: [] },
    failedCalls: { count: 0, latest: [] },
    pendingDeliveries: 0,
    openHits: 0,
    submittedAssignments: 0,
    unreadMails: 0,
    accounts: [],
    checklist: {
      call: false,
      hit: false,
      notificationSettings: false,
      delivery: false,
      submission: false,
    },
  })
})

test('the overview counts failures, open work and requesters, and ticks the first steps', async () => {
  const { control, mturk, createHit, submitAssignment, subscribeQueue, connectAs, endpoint } =
    await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 2 })
  await subscribeQueue(HITTypeId!, ['AssignmentSubmitted'])
  await submitAssignment('A1WORKER', HITId!)
  const sendTo = (Transport: 'Email' | 'SQS', Destination: string) =>
    mturk.send(
      new SendTestEventNotificationCommand({
        Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
        TestEventType: 'Ping',
      }),
    )
  await sendTo('Email', 'jane@example.com')
  const nowhere = `${endpoint}/000000000000/nowhere`
  await sendTo('SQS', nowhere).catch(() => {})
  await connectAs('123456789012')
    .send(new GetHITCommand({ HITId: 'NOSUCHHIT' }))
    .catch(() => {})
  await control.request('GET /_mturk/settled')

  const { failedDeliveries, failedCalls, ...rest } = await control.request('GET /_mturk/overview')

  expect(failedDeliveries).toMatchObject({
    count: 1,
    latest: [
      {
        title: 'Ping',
        transport: 'SQS',
        destination: nowhere,
        error: 'The specified queue does not exist.',
      },
    ],
  })
  expect(failedCalls).toMatchObject({
    count: 2,
    latest: [{ operation: 'GetHIT' }, { operation: 'SendTestEventNotification' }],
  })
  expect(rest).toEqual({
    pendingDeliveries: 0,
    openHits: 1,
    submittedAssignments: 1,
    unreadMails: 1,
    accounts: ['000000000000', '123456789012'],
    checklist: {
      call: true,
      hit: true,
      notificationSettings: true,
      delivery: true,
      submission: true,
    },
  })
})

test('requesters without HIT types are found in the latest deliveries, however many there are', async () => {
  const { endpoint, marketplace } = await startTestEmulator()
  const accounts = ['111111111111', ...Array(1000).fill('222222222222'), '333333333333']
  const deliveries = accounts.map((account, index) => ({
    ...{ id: `d${index}`, account, status: 'sent', transport: 'SQS', destination: 'q' },
    ...{ attempts: [], createdAt: new Date(index * 1000), payload: '' },
  })) as never
  await marketplace.store.transaction((tx) => tx.deliveries.putAll(deliveries))

  const overview = await fetch(`${endpoint}/_mturk/overview`)

  expect(await overview.json()).toMatchObject({ accounts: ['222222222222', '333333333333'] })
})
