import { ListBonusPaymentsCommand, SendBonusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime, turk } from '../../support/market.js'

async function startPaid() {
  const market = await startMarket()
  const { HITId } = await market.createHit({ MaxAssignments: 2 })
  const assignments = [
    await market.submitted('A1WORKER', HITId!),
    await market.submitted('A2WORKER', HITId!),
  ] as const
  for (const [index, AssignmentId] of assignments.entries())
    await market.mturk.send(
      new SendBonusCommand({
        WorkerId: `A${index + 1}WORKER`,
        BonusAmount: '1.5',
        AssignmentId,
        Reason: 'Fine',
      }),
    )
  const list = (which: object) => market.mturk.send(new ListBonusPaymentsCommand(which))
  return { ...market, HITId: HITId!, assignments, list }
}

test('lists what was paid for a HIT, or for one assignment of it', async () => {
  const { HITId, assignments, list } = await startPaid()
  const [first, second] = assignments
  const paid = async (which: object) =>
    (await list(which)).BonusPayments!.map(({ AssignmentId }) => AssignmentId)

  expect(await paid({ HITId })).toEqual([first, second])
  expect(await paid({ AssignmentId: second })).toEqual([second])
})

test('refuses to be asked for neither, or for both', async () => {
  const { HITId, assignments, list } = await startPaid()

  for (const which of [{}, { HITId, AssignmentId: assignments[0] }])
    await expect(list(which)).rejects.toMatchObject(
      turk('InvalidParameterValue', 'Exactly one of HITId and AssignmentId must be given.'),
    )
})

test('refuses a HIT and an assignment that do not exist', async () => {
  const { list } = await startPaid()

  await expect(list({ HITId: '3NONE' })).rejects.toMatchObject(
    turk('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(list({ AssignmentId: '3NONE' })).rejects.toMatchObject(
    turk('AssignmentDoesNotExist', 'Assignment 3NONE does not exist.'),
  )
})

test('answers each payment whole, its amount with two decimals, and how many', async () => {
  const { assignments, list } = await startPaid()

  expect(await list({ AssignmentId: assignments[0] })).toMatchObject({
    NumResults: 1,
    BonusPayments: [
      {
        WorkerId: 'A1WORKER',
        BonusAmount: '1.50',
        AssignmentId: assignments[0],
        Reason: 'Fine',
        GrantTime: startOfTime,
      },
    ],
  })
})
