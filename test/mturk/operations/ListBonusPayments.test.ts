import { ListBonusPaymentsCommand, SendBonusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

async function startWithBonusPayments() {
  const emulator = await startTestEmulator()
  const { HITId } = await emulator.createHit({ MaxAssignments: 2 })
  const assignments = [
    await emulator.submitAssignment('A1WORKER', HITId!),
    await emulator.submitAssignment('A2WORKER', HITId!),
  ] as const
  for (const [index, AssignmentId] of assignments.entries())
    await emulator.mturk.send(
      new SendBonusCommand({
        WorkerId: `A${index + 1}WORKER`,
        BonusAmount: '1.5',
        AssignmentId,
        Reason: 'Fine',
      }),
    )
  const list = (which: object) => emulator.mturk.send(new ListBonusPaymentsCommand(which))
  return { ...emulator, HITId: HITId!, assignments, list }
}

test('lists the bonuses for a HIT, or for one of its assignments', async () => {
  const { HITId, assignments, list } = await startWithBonusPayments()
  const [first, second] = assignments
  const paid = async (which: object) =>
    (await list(which)).BonusPayments!.map(({ AssignmentId }) => AssignmentId)

  expect(await paid({ HITId })).toEqual([first, second])
  expect(await paid({ AssignmentId: second })).toEqual([second])
})

test('refuses neither or both of HITId and AssignmentId', async () => {
  const { HITId, assignments, list } = await startWithBonusPayments()

  for (const which of [{}, { HITId, AssignmentId: assignments[0] }])
    await expect(list(which)).rejects.toMatchObject(
      expectedParameterError('HITId', 'Exactly one of HITId and AssignmentId must be given.'),
    )
})

test('refuses a HIT and an assignment that do not exist', async () => {
  const { list } = await startWithBonusPayments()

  await expect(list({ HITId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(list({ AssignmentId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('AssignmentDoesNotExist', 'Assignment 3NONE does not exist.'),
  )
})

test('returns each payment whole, with two decimals, and their number', async () => {
  const { assignments, list } = await startWithBonusPayments()

  expect(await list({ AssignmentId: assignments[0] })).toMatchObject({
    NumResults: 1,
    BonusPayments: [
      {
        WorkerId: 'A1WORKER',
        BonusAmount: '1.50',
        AssignmentId: assignments[0],
        Reason: 'Fine',
        GrantTime: initialTime,
      },
    ],
  })
})
