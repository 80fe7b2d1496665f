import { ApproveAssignmentCommand, GetAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { startWithSubmittedAssignment, timeAfter } from '../../support/setup.js'

const notSubmitted = expectedRequestError(
  'InvalidAssignmentState',
  'This operation can be called with a status of: Submitted',
)

test('approves a submitted assignment at the current time, with its feedback', async () => {
  const { control, approve, getAssignment } = await startWithSubmittedAssignment()
  await control.advance('PT1M')

  await approve({ RequesterFeedback: 'Fine.' })

  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: timeAfter(60),
    RequesterFeedback: 'Fine.',
  })
})

test('overrides a rejection within thirty days of the submission, and removes the rejection time', async () => {
  const { control, approve, reject, getAssignment } = await startWithSubmittedAssignment()
  await reject()
  await control.advance('P30D')

  await approve({ OverrideRejection: true })

  const assignment = await getAssignment()
  expect(assignment).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: timeAfter(30 * 86_400),
    RequesterFeedback: 'No cat.',
  })
  expect(assignment.RejectionTime).toBeUndefined()
})

test('OverrideRejection has no effect on a submitted assignment: Mephisto always sets it', async () => {
  const { approve, getAssignment } = await startWithSubmittedAssignment()

  await approve({ OverrideRejection: true })

  expect((await getAssignment()).AssignmentStatus).toBe('Approved')
})

test('the HIT counts it as completed', async () => {
  const { mturk, AssignmentId, approve } = await startWithSubmittedAssignment()

  await approve()

  const { HIT } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(HIT).toMatchObject({
    NumberOfAssignmentsAvailable: 0,
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsCompleted: 1,
  })
})

test('refuses an approved assignment, and a rejected one without OverrideRejection', async () => {
  const { approve, reject } = await startWithSubmittedAssignment()
  await reject()
  const answer = approve()
  await expect(answer).rejects.toMatchObject(notSubmitted)

  await approve({ OverrideRejection: true })

  await expect(approve()).rejects.toMatchObject(notSubmitted)
  await expect(approve({ OverrideRejection: true })).rejects.toMatchObject(notSubmitted)
})

test('refuses to override a rejection a second later than thirty days after the submission', async () => {
  const { control, approve, reject } = await startWithSubmittedAssignment()
  await reject()
  await control.advance('P30DT1S')

  await expect(approve({ OverrideRejection: true })).rejects.toMatchObject(
    expectedRequestError('InvalidAssignmentState'),
  )
})

test('refuses to override a rejection when the HIT is disposed', async () => {
  const { mturk, createDisposedHit } = await startWithSubmittedAssignment()
  const { AssignmentId } = await createDisposedHit()

  const answer = mturk.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection: true }))

  await expect(answer).rejects.toMatchObject(
    expectedRequestError(
      'InvalidHITState',
      "This HIT is currently in the state 'Disposed'.  This operation can be called with a status of: Assignable, Unassignable, Reviewable, Reviewing",
    ),
  )
})

test('refuses an accepted assignment', async () => {
  const { mturk, createHit, control } = await startWithSubmittedAssignment()
  const { HITId } = await createHit()
  const { id: AssignmentId } = await control.accept('A1WORKER', HITId!)

  const answer = mturk.send(new ApproveAssignmentCommand({ AssignmentId }))

  await expect(answer).rejects.toMatchObject(notSubmitted)
})

test('refuses an assignment that does not exist, or is another requester’s', async () => {
  const { mturk, AssignmentId, connectAs } = await startWithSubmittedAssignment()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), AssignmentId],
  ] as const)
    await expect(
      client.send(new ApproveAssignmentCommand({ AssignmentId: id })),
    ).rejects.toMatchObject(
      expectedRequestError('AssignmentDoesNotExist', `Assignment ${id} does not exist.`),
    )
})

test.each([
  ['too long', 'x'.repeat(1025)],
  ['unprintable', 'bell\u0007'],
])('refuses feedback that is %s, and approves nothing', async (_, RequesterFeedback) => {
  const { approve, getAssignment } = await startWithSubmittedAssignment()

  await expect(approve({ RequesterFeedback })).rejects.toMatchObject(
    expectedParameterError('RequesterFeedback'),
  )
  expect((await getAssignment()).AssignmentStatus).toBe('Submitted')
})

test('reports the approval to the subscription, also when it overrides a rejection', async () => {
  const { approve, reject, receivedEventTypes } = await startWithSubmittedAssignment()

  await reject()
  await approve({ OverrideRejection: true })

  expect(await receivedEventTypes()).toEqual(['AssignmentRejected', 'AssignmentApproved'])
})

test('returns nothing', async () => {
  const { approve } = await startWithSubmittedAssignment()

  const { $metadata: _, ...answer } = await approve()

  expect(answer).toEqual({})
})
