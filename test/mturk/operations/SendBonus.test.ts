import {
  ListBonusPaymentsCommand,
  SendBonusCommand,
  type SendBonusCommandInput,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startWithSubmittedAssignment } from '../../support/setup.js'

async function startWithSendBonus() {
  const emulator = await startWithSubmittedAssignment()
  const { mturk, AssignmentId } = emulator
  const pay = (more: Partial<SendBonusCommandInput> = {}, client = mturk) =>
    client.send(
      new SendBonusCommand({
        WorkerId: 'A1WORKER',
        BonusAmount: '1.5',
        AssignmentId,
        Reason: 'Fine',
        ...more,
      }),
    )
  const paid = async () =>
    (await mturk.send(new ListBonusPaymentsCommand({ AssignmentId }))).BonusPayments!
  return { ...emulator, pay, paid }
}

test('pays for submitted work, approved or rejected', async () => {
  const { reject, pay, paid } = await startWithSendBonus()

  await pay({ BonusAmount: '1' })
  await reject()
  await pay({ BonusAmount: '0.05', Reason: '' })

  expect((await paid()).map(({ BonusAmount, Reason }) => [BonusAmount, Reason])).toEqual([
    ['1.00', 'Fine'],
    ['0.05', ''],
  ])
})

test('a token pays once, for a day to the second', async () => {
  const { control, pay, paid } = await startWithSendBonus()
  const again = () => pay({ UniqueRequestToken: 'once' })
  const used = {
    message: expect.stringMatching(
      /^The idempotency token "once" has already been processed\. \(\d+ s\)$/,
    ),
  }
  await again()

  await expect(again()).rejects.toMatchObject(used)
  await control.advance('PT23H59M59S')
  await expect(again()).rejects.toMatchObject(used)
  await control.advance('PT1S')
  await again()

  expect(await paid()).toHaveLength(2)
})

test('refuses an accepted assignment, as if it did not exist', async () => {
  const { createHit, control, pay } = await startWithSendBonus()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)

  await expect(pay({ AssignmentId: id })).rejects.toMatchObject(
    expectedRequestError('AssignmentDoesNotExist', `Assignment ${id} does not exist.`),
  )
})

test('refuses an assignment that does not exist, is another worker’s, or another requester’s', async () => {
  const { control, pay, connectAs } = await startWithSendBonus()
  await control.putWorker('A2WORKER')
  const notThere = expectedRequestError('AssignmentDoesNotExist')

  await expect(pay({ AssignmentId: '3NONE' })).rejects.toMatchObject(notThere)
  await expect(pay({ WorkerId: 'A2WORKER' })).rejects.toMatchObject(notThere)
  await expect(pay({}, connectAs('123456789012'))).rejects.toMatchObject(notThere)
})

test('refuses a worker who is unknown here, with the captured message', async () => {
  const { pay } = await startWithSendBonus()

  await expect(pay({ WorkerId: 'A9STRANGER' })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringMatching(
      /^The value "A9STRANGER" is not valid for the parameter WorkerId\. \(/,
    ),
  })
})

test.each([
  ['no reason', { Reason: undefined }, "Value null at 'reason'"],
  ['three decimals', { BonusAmount: '0.9752' }, "Value '0.9752' at 'bonusAmount'"],
  ['a token that is too long', { UniqueRequestToken: 'x'.repeat(65) }, "'uniqueRequestToken'"],
])('refuses %s, and pays nothing', async (_, fields, words) => {
  const { pay, paid } = await startWithSendBonus()

  await expect(pay(fields)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(words),
  })
  expect(await paid()).toEqual([])
})

test('reports no event, and returns nothing', async () => {
  const { pay, receivedEventTypes } = await startWithSendBonus()

  const { $metadata: _, ...answer } = await pay()

  expect([answer, await receivedEventTypes()]).toEqual([{}, []])
})
