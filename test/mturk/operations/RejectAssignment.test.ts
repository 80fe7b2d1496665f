import { RejectAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { startWithSubmittedAssignment, timeAfter } from '../../support/setup.js'

const notSubmitted = expectedRequestError(
  'InvalidAssignmentState',
  'This operation can be called with a status of: Submitted',
)

test('rejects a submitted assignment at the current time, with its feedback', async () => {
  const { control, reject, getAssignment } = await startWithSubmittedAssignment()
  await control.advance('PT1M')

  await reject('No cat.')

  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RejectionTime: timeAfter(60),
    RequesterFeedback: 'No cat.',
  })
})

test('accepts an empty feedback', async () => {
  const { reject, getAssignment } = await startWithSubmittedAssignment()

  await reject('')

  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RequesterFeedback: '',
  })
})

test('a rejected assignment is not auto-approved later', async () => {
  const { control, reject, getAssignment } = await startWithSubmittedAssignment()
  await reject()

  await control.advance('P31D')

  expect((await getAssignment()).AssignmentStatus).toBe('Rejected')
})

test('refuses a missing feedback, with the framework’s message', async () => {
  const { mturk, AssignmentId } = await startWithSubmittedAssignment()

  const answer = mturk.send(
    new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: undefined }),
  )

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value null at 'requesterFeedback' failed to satisfy constraint: Member must not be null",
  })
})

test('refuses an assignment that is approved or rejected already', async () => {
  const { approve, reject } = await startWithSubmittedAssignment()
  await reject()
  await expect(reject()).rejects.toMatchObject(notSubmitted)

  await approve({ OverrideRejection: true })

  await expect(reject()).rejects.toMatchObject(notSubmitted)
})

test('refuses an assignment that does not exist, or is another requester’s', async () => {
  const { mturk, AssignmentId, connectAs } = await startWithSubmittedAssignment()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), AssignmentId],
  ] as const)
    await expect(
      client.send(new RejectAssignmentCommand({ AssignmentId: id, RequesterFeedback: '' })),
    ).rejects.toMatchObject(
      expectedRequestError('AssignmentDoesNotExist', `Assignment ${id} does not exist.`),
    )
})

test.each([
  ['too long', 'x'.repeat(1025)],
  ['unprintable', 'bell\u0007'],
])('refuses feedback that is %s, and rejects nothing', async (_, feedback) => {
  const { reject, getAssignment } = await startWithSubmittedAssignment()

  await expect(reject(feedback)).rejects.toMatchObject(expectedParameterError('RequesterFeedback'))
  expect((await getAssignment()).AssignmentStatus).toBe('Submitted')
})

test('reports the rejection to the subscription', async () => {
  const { reject, receivedEventTypes } = await startWithSubmittedAssignment()

  await reject()

  expect(await receivedEventTypes()).toEqual(['AssignmentRejected'])
})

test('returns nothing', async () => {
  const { reject } = await startWithSubmittedAssignment()

  const { $metadata: _, ...answer } = await reject()

  expect(answer).toEqual({})
})
