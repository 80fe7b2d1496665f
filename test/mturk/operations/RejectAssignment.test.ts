import { RejectAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startDeciding } from '../../support/deciding.js'
import { after, turk } from '../../support/market.js'

const notSubmitted = turk(
  'InvalidAssignmentState',
  'This operation can be called with a status of: Submitted',
)

test('rejects a submitted assignment at the time on the clock, and says why', async () => {
  const { control, reject, told } = await startDeciding()
  await control.advance('PT1M')

  await reject('No cat.')

  expect(await told()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RejectionTime: after(60),
    RequesterFeedback: 'No cat.',
  })
})

test('an empty feedback will do', async () => {
  const { reject, told } = await startDeciding()

  await reject('')

  expect(await told()).toMatchObject({ AssignmentStatus: 'Rejected', RequesterFeedback: '' })
})

test('nothing approves it later on by itself', async () => {
  const { control, reject, told } = await startDeciding()
  await reject()

  await control.advance('P31D')

  expect((await told()).AssignmentStatus).toBe('Rejected')
})

test('refuses to be told nothing, in the framework’s words', async () => {
  const { mturk, AssignmentId } = await startDeciding()

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
  const { approve, reject } = await startDeciding()
  await reject()
  await expect(reject()).rejects.toMatchObject(notSubmitted)

  await approve({ OverrideRejection: true })

  await expect(reject()).rejects.toMatchObject(notSubmitted)
})

test('refuses an assignment that does not exist, or is another’s', async () => {
  const { mturk, AssignmentId, asAnother } = await startDeciding()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [asAnother('123456789012'), AssignmentId],
  ] as const)
    await expect(
      client.send(new RejectAssignmentCommand({ AssignmentId: id, RequesterFeedback: '' })),
    ).rejects.toMatchObject(turk('AssignmentDoesNotExist', `Assignment ${id} does not exist.`))
})

test.each([
  ['too long', 'x'.repeat(1025)],
  ['unprintable', 'bell\u0007'],
])('refuses feedback that is %s, and rejects nothing', async (_, feedback) => {
  const { reject, told } = await startDeciding()

  await expect(reject(feedback)).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect((await told()).AssignmentStatus).toBe('Submitted')
})

test('tells who subscribed', async () => {
  const { reject, news } = await startDeciding()

  await reject()

  expect(await news()).toEqual(['AssignmentRejected'])
})

test('answers nothing', async () => {
  const { reject } = await startDeciding()

  const { $metadata: _, ...answer } = await reject()

  expect(answer).toEqual({})
})
