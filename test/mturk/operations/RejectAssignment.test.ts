import { RejectAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { startWithSubmittedAssignment, timeAfter } from '../../support/setup.js'

const notSubmitted = expectedRequestError(
  'InvalidAssignmentState',
  'This operation can be called with a status of: Submitted',
)

test('rejects a submitted assignment at the time on the clock, and says why', async () => {
  const { control, reject, getAssignment } = await startWithSubmittedAssignment()
  await control.advance('PT1M')

  await reject('No cat.')

  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RejectionTime: timeAfter(60),
    RequesterFeedback: 'No cat.',
  })
})

test('an empty feedback will do', async () => {
  const { reject, getAssignment } = await startWithSubmittedAssignment()

  await reject('')

  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RequesterFeedback: '',
  })
})

test('nothing approves it later on by itself', async () => {
  const { control, reject, getAssignment } = await startWithSubmittedAssignment()
  await reject()

  await control.advance('P31D')

  expect((await getAssignment()).AssignmentStatus).toBe('Rejected')
})

test('refuses to be told nothing, in the framework’s words', async () => {
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

test('refuses what is decided already, either way', async () => {
  const { approve, reject } = await startWithSubmittedAssignment()
  await reject()
  await expect(reject()).rejects.toMatchObject(notSubmitted)

  await approve({ OverrideRejection: true })

  await expect(reject()).rejects.toMatchObject(notSubmitted)
})

test('refuses an assignment that does not exist, or is another’s', async () => {
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

test('tells who subscribed', async () => {
  const { reject, receivedEventTypes } = await startWithSubmittedAssignment()

  await reject()

  expect(await receivedEventTypes()).toEqual(['AssignmentRejected'])
})

test('answers nothing', async () => {
  const { reject } = await startWithSubmittedAssignment()

  const { $metadata: _, ...answer } = await reject()

  expect(answer).toEqual({})
})
