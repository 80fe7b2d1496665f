import {
  ApproveAssignmentCommand,
  ListAssignmentsForHITCommand,
  RejectAssignmentCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

type Status = 'Submitted' | 'Approved' | 'Rejected'

async function startWithAssignments() {
  const emulator = await startTestEmulator()
  const HITId = (await emulator.createHit({ MaxAssignments: 5 })).HITId!
  const list = async (AssignmentStatuses?: Status[]) => {
    const command = new ListAssignmentsForHITCommand({ HITId, AssignmentStatuses })
    return (await emulator.mturk.send(command)).Assignments!.map(({ AssignmentId }) => AssignmentId)
  }
  return { ...emulator, HITId, list }
}

test('lists assignments in order of submission, not of acceptance', async () => {
  const { HITId, control, submitAssignment, list } = await startWithAssignments()
  const slow = await control.accept('A1WORKER', HITId)
  const quick = await submitAssignment('A2WORKER', HITId)

  await control.submit('A1WORKER', slow.id)

  expect(await list()).toEqual([quick, slow.id])
})

test('lists assignments by status, and all three statuses by default', async () => {
  const { mturk, HITId, submitAssignment, list } = await startWithAssignments()
  const ids = []
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER'])
    ids.push(await submitAssignment(worker, HITId))
  const [one, two, three] = ids
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: two }))
  await mturk.send(new RejectAssignmentCommand({ AssignmentId: three, RequesterFeedback: '' }))

  expect(await list()).toEqual(ids)
  expect(await list(['Submitted'])).toEqual([one])
  expect(await list(['Approved', 'Rejected'])).toEqual([two, three])
})

test('leaves out accepted, returned and abandoned assignments', async () => {
  const { HITId, control, list } = await startWithAssignments()
  await control.accept('A1WORKER', HITId)
  const { id } = await control.accept('A2WORKER', HITId)
  await control.returnAssignment('A2WORKER', id)
  await control.advance('PT10M')

  expect(await list()).toEqual([])
})

test('refuses a HIT that does not exist or is another requester’s, and an invalid status', async () => {
  const { mturk, HITId, list, connectAs } = await startWithAssignments()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), HITId],
  ] as const)
    await expect(
      client.send(new ListAssignmentsForHITCommand({ HITId: id })),
    ).rejects.toMatchObject(expectedRequestError('HITDoesNotExist', `Hit ${id} does not exist.`))
  await expect(list(['Accepted' as Status])).rejects.toMatchObject({ name: 'ValidationException' })
})

test('returns each assignment as GetAssignment does, and their number', async () => {
  const { mturk, HITId, submitAssignment } = await startWithAssignments()
  const AssignmentId = await submitAssignment('A1WORKER', HITId)

  expect(await mturk.send(new ListAssignmentsForHITCommand({ HITId }))).toMatchObject({
    NumResults: 1,
    Assignments: [{ AssignmentId, HITId, WorkerId: 'A1WORKER', AssignmentStatus: 'Submitted' }],
  })
})
