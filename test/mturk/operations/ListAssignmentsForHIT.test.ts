import {
  ApproveAssignmentCommand,
  ListAssignmentsForHITCommand,
  RejectAssignmentCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk } from '../../support/market.js'

type Status = 'Submitted' | 'Approved' | 'Rejected'

async function startListing() {
  const market = await startMarket()
  const HITId = (await market.createHit({ MaxAssignments: 5 })).HITId!
  const list = async (AssignmentStatuses?: Status[]) => {
    const command = new ListAssignmentsForHITCommand({ HITId, AssignmentStatuses })
    return (await market.mturk.send(command)).Assignments!.map(({ AssignmentId }) => AssignmentId)
  }
  return { ...market, HITId, list }
}

test('lists what was submitted, in that order, whoever accepted first', async () => {
  const { HITId, control, submitted, list } = await startListing()
  const slow = await control.accept('A1WORKER', HITId)
  const quick = await submitted('A2WORKER', HITId)

  await control.submit('A1WORKER', slow.id)

  expect(await list()).toEqual([quick, slow.id])
})

test('lists by status, all three unless it is said', async () => {
  const { mturk, HITId, submitted, list } = await startListing()
  const ids = []
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER'])
    ids.push(await submitted(worker, HITId))
  const [one, two, three] = ids
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: two }))
  await mturk.send(new RejectAssignmentCommand({ AssignmentId: three, RequesterFeedback: '' }))

  expect(await list()).toEqual(ids)
  expect(await list(['Submitted'])).toEqual([one])
  expect(await list(['Approved', 'Rejected'])).toEqual([two, three])
})

test('leaves out what is accepted, given back or abandoned', async () => {
  const { HITId, control, list } = await startListing()
  await control.accept('A1WORKER', HITId)
  const { id } = await control.accept('A2WORKER', HITId)
  await control.giveBack('A2WORKER', id)
  await control.advance('PT10M')

  expect(await list()).toEqual([])
})

test('refuses a HIT that does not exist, is another’s, or a status that is none', async () => {
  const { mturk, HITId, list, asAnother } = await startListing()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [asAnother('123456789012'), HITId],
  ] as const)
    await expect(
      client.send(new ListAssignmentsForHITCommand({ HITId: id })),
    ).rejects.toMatchObject(turk('HITDoesNotExist', `Hit ${id} does not exist.`))
  await expect(list(['Accepted' as Status])).rejects.toMatchObject({ name: 'ValidationException' })
})

test('answers each assignment as getting it does, and how many', async () => {
  const { mturk, HITId, submitted } = await startListing()
  const AssignmentId = await submitted('A1WORKER', HITId)

  expect(await mturk.send(new ListAssignmentsForHITCommand({ HITId }))).toMatchObject({
    NumResults: 1,
    Assignments: [{ AssignmentId, HITId, WorkerId: 'A1WORKER', AssignmentStatus: 'Submitted' }],
  })
})
