import { UpdateNotificationSettingsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  expectedMissingParameter,
  expectedParameterError,
  expectedRequestError,
} from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

const mail = (Destination: string, EventTypes: ('HITCreated' | 'Ping')[] = ['HITCreated']) => ({
  Destination,
  Transport: 'Email' as const,
  Version: '2014-08-15',
  EventTypes,
})

async function startWithNotificationSettings() {
  const emulator = await startTestEmulator()
  const { HITTypeId } = await emulator.createHit()
  const update = (settings: object) =>
    emulator.mturk.send(new UpdateNotificationSettingsCommand({ HITTypeId, ...settings }))
  /** Destinations that are notified of a new HIT of the type. */
  const receivedSubjects = async () => {
    emulator.mailbox.clear()
    await emulator.createHit()
    await emulator.waitUntilIdle()
    return emulator.mailbox.all().map(({ to }) => to[0])
  }
  return { ...emulator, update, receivedSubjects }
}

test('sends events of the type from now on, unless Active is false', async () => {
  const { update, receivedSubjects } = await startWithNotificationSettings()
  expect(await receivedSubjects()).toEqual([])

  await update({ Notification: mail('a@example.com') })
  const subscribed = await receivedSubjects()
  await update({ Notification: mail('a@example.com'), Active: false })

  expect([subscribed, await receivedSubjects()]).toEqual([['a@example.com'], []])
})

test('each type has its own settings', async () => {
  const { update, receivedSubjects, createHit, mailbox, waitUntilIdle } =
    await startWithNotificationSettings()
  const dog = await createHit({ Title: 'Draw a dog' })

  await update({ Notification: mail('a@example.com') })
  await update({ HITTypeId: dog.HITTypeId, Notification: mail('b@example.com') })

  expect(await receivedSubjects()).toEqual(['a@example.com'])
  mailbox.clear()
  await createHit({ Title: 'Draw a dog' })
  await waitUntilIdle()
  expect(mailbox.all().map(({ to }) => to[0])).toEqual(['b@example.com'])
})

test('a specification replaces the one before, and leaves Active as it was', async () => {
  const { update, receivedSubjects } = await startWithNotificationSettings()
  await update({ Notification: mail('a@example.com'), Active: false })

  await update({ Notification: mail('b@example.com') })
  expect(await receivedSubjects()).toEqual([])
  await update({ Active: true })

  expect(await receivedSubjects()).toEqual(['b@example.com'])
})

test('Active alone turns sending off and on', async () => {
  const { update, receivedSubjects } = await startWithNotificationSettings()
  await update({ Notification: mail('a@example.com') })

  await update({ Active: false })
  const off = await receivedSubjects()
  await update({ Active: true })

  expect([off, await receivedSubjects()]).toEqual([[], ['a@example.com']])
})

test.each([
  ['neither Notification nor Active', {}, expectedMissingParameter('Notification')],
  [
    'Active alone while there is no specification',
    { Active: true },
    expect.objectContaining({ Parameter: 'Notification', TurkErrorCode: 'AWS.MissingParameters' }),
  ],
  [
    'Ping, which is for test events',
    { Notification: mail('a@example.com', ['Ping']) },
    expectedParameterError('EventTypes'),
  ],
  [
    'an address that cannot be one',
    { Notification: mail('no-address') },
    expectedParameterError(
      'Destination',
      'The value "no-address" is not valid for the parameter Destination.',
    ),
  ],
  [
    'a HIT type that does not exist',
    { HITTypeId: '3NONE', Notification: mail('a@example.com') },
    expectedRequestError('HITTypeDoesNotExist'),
  ],
])('refuses %s, and stores nothing', async (_, settings, error) => {
  const { update, receivedSubjects, marketplace } = await startWithNotificationSettings()

  await expect(update(settings)).rejects.toMatchObject(error)

  expect(await marketplace.store.transaction((tx) => tx.subscriptions.count({}))).toBe(0)
  expect(await receivedSubjects()).toEqual([])
})

test('reports the subscribed event types, and no others', async () => {
  const { update, receivedSubjects } = await startWithNotificationSettings()

  await update({ Notification: mail('a@example.com', []) })

  expect(await receivedSubjects()).toEqual([])
})

test('returns nothing', async () => {
  const { update } = await startWithNotificationSettings()

  const { $metadata: _, ...answer } = await update({ Notification: mail('a@example.com') })

  expect(answer).toEqual({})
})
