import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithMailer() {
  const emulator = await startTestEmulator()
  const send = async (mail: { to: string; from?: string; subject?: string; text?: string }) => {
    const sender = createTransport(emulator.smtp)
    await sender.sendMail({ from: 'a@example.com', subject: 'News', text: 'Hello', ...mail })
    sender.close()
  }
  const sendEvent = (Destination: string) =>
    emulator.mturk.send(
      new SendTestEventNotificationCommand({
        Notification: {
          Destination,
          Transport: 'Email',
          Version: '2014-08-15',
          EventTypes: ['HITReviewable'],
        },
        TestEventType: 'HITReviewable',
      }),
    )
  /** The recipients of the mails that match. */
  const list = async (filter: object = {}) =>
    (await emulator.control.request('GET /_mturk/mailbox', filter)).mails.map(({ to }) => to[0])
  return { ...emulator, send, sendEvent, list }
}

test('e-mails are searched by recipient, sender, subject and text, in any case', async () => {
  const { send, list } = await startWithMailer()
  await send({ to: 'jane@example.com', subject: 'Grüße aus Köln', text: 'The harvest is in' })
  await send({ to: 'john@example.com', from: 'boss@example.org', text: 'Call me' })

  const found = [
    await list({ to: 'JANE' }),
    await list({ from: 'example.org' }),
    await list({ subject: 'KÖLN' }),
    await list({ text: 'harvest' }),
    await list({ text: 'john@' }),
    await list({ to: 'example.com', text: 'call' }),
    await list({ text: 'nothing like this' }),
  ]

  expect(found).toEqual([
    ['jane@example.com'],
    ['john@example.com'],
    ['jane@example.com'],
    ['jane@example.com'],
    ['john@example.com'],
    ['john@example.com'],
    [],
  ])
})

test('e-mails are read page by page, newest first', async () => {
  const { control, send, list } = await startWithMailer()
  for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await send({ to })

  const first = await control.request('GET /_mturk/mailbox', { limit: 2, total: true })
  const rest = await list({ limit: 2, after: first.next })

  expect(first).toMatchObject({
    mails: [{ to: ['c@example.com'] }, { to: ['b@example.com'] }],
    total: 3,
  })
  expect(rest).toEqual(['a@example.com'])
})

test('a notification is listed with its events and HITs, any other e-mail with none', async () => {
  const { control, send, sendEvent } = await startWithMailer()
  await sendEvent('jane@example.com')
  await send({ to: 'john@example.com' })

  const { mails } = await control.request('GET /_mturk/mailbox')

  expect(mails).toMatchObject([
    { events: [], isUnread: true },
    { events: [{ type: 'HITReviewable', hitId: '12345678901234567890' }] },
  ])
})

test('waiting ends as soon as enough matching e-mails are there, or is over', async () => {
  const { control, send } = await startWithMailer()

  const waiting = control.request('GET /_mturk/mailbox/wait', {
    to: 'jane',
    count: 2,
    timeout: 60_000,
  })
  await send({ to: 'jane@example.com', subject: 'One' })
  await send({ to: 'john@example.com' })
  await send({ to: 'jane@example.com', subject: 'Two' })
  const late = await control.request('GET /_mturk/mailbox/wait', { to: 'none', timeout: 1 })

  expect(await waiting).toMatchObject({
    complete: true,
    mails: [{ subject: 'One' }, { subject: 'Two' }],
  })
  expect(late).toEqual({ complete: false, mails: [] })
})

test('an e-mail is unread until it is marked, and the stream reports the change', async () => {
  const { control, send, list } = await startWithMailer()
  await send({ to: 'jane@example.com' })
  await send({ to: 'john@example.com' })
  const { id } = (await control.request('GET /_mturk/mailbox', { to: 'jane' })).mails[0]!
  const stream = await control.stream()

  const read = await control.request('PUT /_mturk/mailbox/{id}', { id, body: { isUnread: false } })
  const unread = await list({ unread: true })
  await control.request('PUT /_mturk/mailbox/{id}', { id, body: { isUnread: true } })

  expect([read.isUnread, unread]).toEqual([false, ['john@example.com']])
  expect(await list({ unread: true })).toHaveLength(2)
  expect((await stream.next()).value).toEqual({ type: 'mailbox' })
  await stream.return(undefined)
})

test('e-mails are deleted one by one and by filter', async () => {
  const { control, send, list } = await startWithMailer()
  for (const to of ['a@example.com', 'b@example.com', 'b@example.com', 'c@example.com'])
    await send({ to })
  const { mails } = await control.request('GET /_mturk/mailbox', { to: 'c@' })

  await control.request('DELETE /_mturk/mailbox/{id}', { id: mails[0]!.id })
  const result = await control.request('DELETE /_mturk/mailbox', { to: 'b@' })

  expect([result, await list()]).toEqual([{ deleted: 2 }, ['a@example.com']])
  await expect(
    control.request('DELETE /_mturk/mailbox/{id}', { id: mails[0]!.id }),
  ).rejects.toThrow(`There is no e-mail ${mails[0]!.id}.`)
})
