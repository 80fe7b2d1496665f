import {
  ApproveAssignmentCommand,
  type CreateHITCommandInput,
  DeleteHITCommand,
  GetAccountBalanceCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithEnforcedBalance(openingBalance = '10.00') {
  const emulator = await startTestEmulator({
    balance: 'enforced',
    openingBalance,
  })
  const { mturk } = emulator
  const balance = async () => (await mturk.send(new GetAccountBalanceCommand({}))).AvailableBalance
  return { ...emulator, balance }
}

const insufficient = {
  name: 'RequestError',
  TurkErrorCode: 'AWS.MechanicalTurk.InsufficientFunds',
  message:
    'This Requester has insufficient funds in their account to complete this transaction. Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.  ',
}

const feeCases: readonly [string, Partial<CreateHITCommandInput>, string][] = [
  ['a fee of a fifth', { Reward: '1.00' }, '8.80'],
  ['twice the fee from ten on', { Reward: '0.10', MaxAssignments: 10 }, '8.60'],
  ['a cent at least', { Reward: '0.01', MaxAssignments: 2 }, '9.96'],
  ['nothing for nothing', { Reward: '0.00' }, '10.00'],
  [
    'more for Masters',
    {
      Reward: '1.00',
      QualificationRequirements: [
        { QualificationTypeId: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', Comparator: 'Exists' },
      ],
    },
    '8.75',
  ],
]

test.each(feeCases)('the maximum cost of a HIT is reserved: %s', async (_, fields, expected) => {
  const { createHit, balance } = await startWithEnforcedBalance()

  await createHit(fields)

  expect(await balance()).toBe(expected)
})

test('the cost of rejected, expired and deleted work is released; approved work is paid', async () => {
  const { mturk, createHit, submitAssignment, balance } = await startWithEnforcedBalance()
  const { HITId } = await createHit({ Reward: '1.00', MaxAssignments: 4 })
  const [one, two, three] = [
    await submitAssignment('A1WORKER', HITId!),
    await submitAssignment('A2WORKER', HITId!),
    await submitAssignment('A3WORKER', HITId!),
  ]
  expect(await balance()).toBe('5.20')

  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: one }))
  expect(await balance()).toBe('5.20')
  await mturk.send(new RejectAssignmentCommand({ AssignmentId: two, RequesterFeedback: '' }))
  expect(await balance()).toBe('6.40')
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: two, OverrideRejection: true }))
  expect(await balance()).toBe('5.20')
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))
  expect(await balance()).toBe('6.40')
  await mturk.send(
    new SendBonusCommand({
      WorkerId: 'A1WORKER',
      AssignmentId: one,
      BonusAmount: '0.50',
      Reason: 'thanks',
    }),
  )
  expect(await balance()).toBe('5.80')
  await mturk.send(new RejectAssignmentCommand({ AssignmentId: three, RequesterFeedback: '' }))
  await mturk.send(new DeleteHITCommand({ HITId }))
  expect(await balance()).toBe('7.00')
})

test('a call that the balance does not cover changes nothing and returns the service’s error', async () => {
  const { mturk, createHit, submitAssignment, balance, control } =
    await startWithEnforcedBalance('1.30')
  const { HITId } = await createHit({ Reward: '1.00' })
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)

  await expect(createHit({ Reward: '1.00' })).rejects.toMatchObject(insufficient)
  await expect(
    mturk.send(
      new SendBonusCommand({
        WorkerId: 'A1WORKER',
        AssignmentId,
        BonusAmount: '0.10',
        Reason: 'thanks',
      }),
    ),
  ).rejects.toMatchObject(insufficient)
  expect(await balance()).toBe('0.10')

  await control.request('PUT /_mturk/accounts/{account}/balance', {
    account: '000000000000',
    body: { available: '2.00' },
  })
  await createHit({ Reward: '1.00' })
  expect(
    await control.request('GET /_mturk/accounts/{account}/balance', { account: '000000000000' }),
  ).toMatchObject({ available: '0.80' })
})
