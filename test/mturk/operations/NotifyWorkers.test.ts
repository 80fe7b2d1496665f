import { NotifyWorkersCommand, type NotifyWorkersCommandInput } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { Options } from '../../../src/index.js'
import { parseMail } from '../../../src/services/smtp/mailbox.js'
import { startDeciding } from '../../support/deciding.js'
import { turk } from '../../support/market.js'

const strangers = (count: number) => Array.from({ length: count }, (_, index) => `A${index}OTHER`)

/** A marketplace in which A1WORKER has done work that is approved, and may be written to. */
async function startNotifying(options: Partial<Options> = {}) {
  const market = await startDeciding(options)
  await market.approve()
  const write = (more: Partial<NotifyWorkersCommandInput> = {}) =>
    market.mturk.send(
      new NotifyWorkersCommand({
        Subject: 'More cats',
        MessageText: 'There are more cats to draw.',
        WorkerIds: ['A1WORKER'],
        ...more,
      }),
    )
  return { ...market, write }
}

test('writes to a worker by mail, in the name of the requester', async () => {
  const { write, mailbox, info } = await startNotifying()

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

test('writes once to a worker who is named twice', async () => {
  const { write, mailbox } = await startNotifying()

  await write({ WorkerIds: ['A1WORKER', 'A1WORKER'] })

  expect(mailbox.all()).toHaveLength(1)
})

test('the mail is in the delivery log as a message, and no notification that anybody waits for', async () => {
  const { write, control } = await startNotifying()

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
  expect((await control.wait(waited)).complete).toBe(false)
  expect((await control.wait({ ...waited, kind: 'message' })).complete).toBe(true)
})

test('a mail that was not taken can be sent again by hand', async () => {
  const { write, control } = await startNotifying({ smtp: 'smtp://127.0.0.1:1' })
  await write()
  const [failed] = (await control.deliveries({ kind: 'message' })).deliveries

  expect(failed).toMatchObject({ status: 'failed', attempts: [{ outcome: 'failed' }] })
  expect(await control.redeliver(failed!.id)).toMatchObject({
    status: 'failed',
    attempts: [{ outcome: 'failed' }, { outcome: 'failed' }],
  })
})

test.each([
  ['a subject that is too long', { Subject: 'x'.repeat(201) }],
  ['a text that is too long', { MessageText: 'x'.repeat(4097) }],
  ['an empty subject', { Subject: '' }],
  ['a hundred and one workers', { WorkerIds: strangers(101) }],
])('refuses %s, and writes to nobody', async (_, fields) => {
  const { write, mailbox } = await startNotifying()

  await expect(write(fields)).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect(mailbox.all()).toEqual([])
})

test('refuses a worker ID that cannot be one', async () => {
  const { write } = await startNotifying()

  await expect(write({ WorkerIds: ['nonsense'] })).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('answers a hard failure for who never worked here, and for whom nothing is decided yet', async () => {
  const { write, createHit, submitted, mailbox } = await startNotifying()
  const { HITId } = await createHit()
  await submitted('A2WORKER', HITId!)

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

test('answers a soft failure for whom the mail was not taken, with the reason', async () => {
  const { write } = await startNotifying({ smtp: 'smtp://127.0.0.1:1' })

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

test('answers no failures when all were written to', async () => {
  const { write } = await startNotifying()

  expect((await write()).NotifyWorkersFailureStatuses).toEqual([])
})
