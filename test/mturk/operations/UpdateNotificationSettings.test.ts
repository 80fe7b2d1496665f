import { UpdateNotificationSettingsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime, turk } from '../../support/market.js'

const mail = (Destination: string, EventTypes: ('HITCreated' | 'Ping')[] = ['HITCreated']) => ({
  Destination,
  Transport: 'Email' as const,
  Version: '2014-08-15',
  EventTypes,
})

async function startSubscribed() {
  const market = await startMarket()
  const { HITTypeId } = await market.createHit()
  const update = (settings: object) =>
    market.mturk.send(new UpdateNotificationSettingsCommand({ HITTypeId, ...settings }))
  /** Whom a new HIT of the type is told to. */
  const told = async () => {
    market.mailbox.clear()
    await market.createHit()
    await market.settled()
    return market.mailbox.all().map(({ to }) => to[0])
  }
  return { ...market, update, told }
}

test('has news of the type sent from now on, unless Active is false', async () => {
  const { update, told } = await startSubscribed()
  expect(await told()).toEqual([])

  await update({ Notification: mail('a@example.com') })
  const subscribed = await told()
  await update({ Notification: mail('a@example.com'), Active: false })

  expect([subscribed, await told()]).toEqual([['a@example.com'], []])
})

test('each type has its own', async () => {
  const { update, told, createHit, mailbox, settled } = await startSubscribed()
  const dog = await createHit({ Title: 'Draw a dog' })

  await update({ Notification: mail('a@example.com') })
  await update({ HITTypeId: dog.HITTypeId, Notification: mail('b@example.com') })

  expect(await told()).toEqual(['a@example.com'])
  mailbox.clear()
  await createHit({ Title: 'Draw a dog' })
  await settled()
  expect(mailbox.all().map(({ to }) => to[0])).toEqual(['b@example.com'])
})

test('a specification replaces the one before, and leaves Active as it was', async () => {
  const { update, told } = await startSubscribed()
  await update({ Notification: mail('a@example.com'), Active: false })

  await update({ Notification: mail('b@example.com') })
  expect(await told()).toEqual([])
  await update({ Active: true })

  expect(await told()).toEqual(['b@example.com'])
})

test('Active alone switches it off and on', async () => {
  const { update, told } = await startSubscribed()
  await update({ Notification: mail('a@example.com') })

  await update({ Active: false })
  const off = await told()
  await update({ Active: true })

  expect([off, await told()]).toEqual([[], ['a@example.com']])
})

test.each([
  ['neither Notification nor Active', {}, turk('InvalidParameterValue')],
  ['Active alone while there is no specification', { Active: true }, turk('InvalidParameterValue')],
  [
    'Ping, which is for test events',
    { Notification: mail('a@example.com', ['Ping']) },
    turk('InvalidParameterValue'),
  ],
  [
    'an address that cannot be one',
    { Notification: mail('nobody') },
    {
      name: 'ParameterValidationError',
      message: `The value "nobody" is not valid for the parameter Destination. (${startOfTime.getTime()} s)`,
    },
  ],
  [
    'a HIT type that does not exist',
    { HITTypeId: '3NONE', Notification: mail('a@example.com') },
    turk('HITTypeDoesNotExist'),
  ],
])('refuses %s, and nothing is stored', async (_, settings, error) => {
  const { update, told, world } = await startSubscribed()

  await expect(update(settings)).rejects.toMatchObject(error)

  expect(await world.store.transaction((tx) => tx.subscriptions.count({}))).toBe(0)
  expect(await told()).toEqual([])
})

test('tells what was asked for, and nothing else', async () => {
  const { update, told } = await startSubscribed()

  await update({ Notification: mail('a@example.com', []) })

  expect(await told()).toEqual([])
})

test('answers nothing', async () => {
  const { update } = await startSubscribed()

  const { $metadata: _, ...answer } = await update({ Notification: mail('a@example.com') })

  expect(answer).toEqual({})
})
