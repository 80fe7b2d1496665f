import { NotifyWorkersCommand, type NotifyWorkersCommandInput } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { Config } from '../../../src/index.js'
import { parseMail } from '../../../src/services/smtp/mailbox.js'
import { expectedParameterError, expectedRangeError } from '../../support/clients.js'
import { startWithSubmittedAssignment } from '../../support/setup.js'

const unknownWorkers = (count: number) =>
  Array.from({ length: count }, (_, index) => `A${index}OTHER`)

/** A marketplace in which A1WORKER has done work that is approved, and may be written to. */
async function startWithKnownWorkers(options: Partial<Config> = {}) {
  const emulator = await startWithSubmittedAssignment(options)
  await emulator.approve()
  const write = (more: Partial<NotifyWorkersCommandInput> = {}) =>
    emulator.mturk.send(
      new NotifyWorkersCommand({
        Subject: 'More cats',
        MessageText: 'There are more cats to draw.',
        WorkerIds: ['A1WORKER'],
        ...more,
      }),
    )
  return { ...emulator, write }
}

test('sends an email to a worker, in the requester’s name', async () => {
  const { write, mailbox, info } = await startWithKnownWorkers()

  await write()

  const mail = await parseMail(mailbox.all()[0]!)
  expect(mail).toMatchObject({
    from: 'mturk-noreply@amazon.com',
    to: ['A1WORKER@workers.mturk-local'],
    subject: 'More cats',
  })
  expect(mail.text).toMatch(
    new RegExp(`^Message from ${info().customerId}\n-+\nThere are more cats to draw.\n`),
  )
})

test('sends one email to a worker who is named twice', async () => {
  const { write, mailbox } = await startWithKnownWorkers()

  await write({ WorkerIds: ['A1WORKER', 'A1WORKER'] })

  expect(mailbox.all()).toHaveLength(1)
})

test('the email is in the delivery log as a message, not as a notification', async () => {
  const { write, control } = await startWithKnownWorkers()

  await write()

  const { deliveries } = await control.deliveries({ kind: 'message' })
  expect(deliveries).toMatchObject([
    {
      kind: 'message',
      transport: 'Email',
      destination: 'A1WORKER@workers.mturk-local',
      subject: 'More cats',
      eventTypes: [],
      status: 'sent',
      requestId: expect.any(String),
    },
  ])
  const waited = { transport: 'Email', timeout: 0 } as const
  expect((await control.waitForDeliveries(waited)).complete).toBe(false)
  expect((await control.waitForDeliveries({ ...waited, kind: 'message' })).complete).toBe(true)
})

test('an email that the server refused can be redelivered', async () => {
  const { write, control } = await startWithKnownWorkers({ smtp: 'smtp://127.0.0.1:1' })
  await write()
  const [failed] = (await control.deliveries({ kind: 'message' })).deliveries

  expect(failed).toMatchObject({ status: 'failed', attempts: [{ outcome: 'failed' }] })
  expect(
    await control.request('POST /_mturk/deliveries/{id}/redeliver', { id: failed!.id }),
  ).toMatchObject({
    status: 'failed',
    attempts: [{ outcome: 'failed' }, { outcome: 'failed' }],
  })
})

test.each([
  ['a subject that is too long', { Subject: 'x'.repeat(201) }, expectedParameterError('Subject')],
  [
    'a text that is too long',
    { MessageText: 'x'.repeat(4097) },
    expectedParameterError('MessageText'),
  ],
  ['an empty subject', { Subject: '' }, expectedParameterError('Subject')],
  [
    'a hundred and one workers',
    { WorkerIds: unknownWorkers(101) },
    expectedRangeError('WorkerIds', 101, 1, 100),
  ],
])('refuses %s, and sends no email', async (_, fields, error) => {
  const { write, mailbox } = await startWithKnownWorkers()

  await expect(write(fields)).rejects.toMatchObject(error)
  expect(mailbox.all()).toEqual([])
})

test('refuses an invalid worker ID', async () => {
  const { write } = await startWithKnownWorkers()

  await expect(write({ WorkerIds: ['nonsense'] })).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('returns a hard failure for workers without reviewed work for the requester', async () => {
  const { write, createHit, submitAssignment, mailbox } = await startWithKnownWorkers()
  const { HITId } = await createHit()
  await submitAssignment('A2WORKER', HITId!)

  const { NotifyWorkersFailureStatuses } = await write({
    WorkerIds: ['A2WORKER', 'A9STRANGER', 'A1WORKER'],
  })

  expect(NotifyWorkersFailureStatuses).toEqual(
    ['A2WORKER', 'A9STRANGER'].map((WorkerId) => ({
      NotifyWorkersFailureCode: 'HardFailure',
      NotifyWorkersFailureMessage:
        'Cannot send a notification to a worker who has not done any work for you',
      WorkerId,
    })),
  )
  expect(mailbox.all()).toHaveLength(1)
})

test('returns a soft failure with the reason when the server refused the email', async () => {
  const { write } = await startWithKnownWorkers({ smtp: 'smtp://127.0.0.1:1' })

  const { NotifyWorkersFailureStatuses } = await write()

  expect(NotifyWorkersFailureStatuses).toEqual([
    {
      NotifyWorkersFailureCode: 'SoftFailure',
      NotifyWorkersFailureMessage: expect.stringMatching(
        /^The message could not be sent: .*ECONNREFUSED/,
      ),
      WorkerId: 'A1WORKER',
    },
  ])
})

test('returns no failures when all emails were sent', async () => {
  const { write } = await startWithKnownWorkers()

  expect((await write()).NotifyWorkersFailureStatuses).toEqual([])
})
