import { ApproveAssignmentCommand, GetAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startDeciding } from '../../support/deciding.js'
import { after, turk } from '../../support/market.js'

const notSubmitted = turk(
  'InvalidAssignmentState',
  'This operation can be called with a status of: Submitted',
)

test('approves a submitted assignment at the time on the clock, with what is said of it', async () => {
  const { control, approve, told } = await startDeciding()
  await control.advance('PT1M')

  await approve({ RequesterFeedback: 'Fine.' })

  expect(await told()).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: after(60),
    RequesterFeedback: 'Fine.',
  })
})

test('overrides a rejection within thirty days of the submission, of which nothing is told then', async () => {
  const { control, approve, reject, told } = await startDeciding()
  await reject()
  await control.advance('P30D')

  await approve({ OverrideRejection: true })

  const assignment = await told()
  expect(assignment).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: after(30 * 86_400),
    RequesterFeedback: 'No cat.',
  })
  expect(assignment.RejectionTime).toBeUndefined()
})

test('overriding does no harm to what is only submitted: Mephisto always says it', async () => {
  const { approve, told } = await startDeciding()

  await approve({ OverrideRejection: true })

  expect((await told()).AssignmentStatus).toBe('Approved')
})

test('the HIT counts it as completed', async () => {
  const { mturk, AssignmentId, approve } = await startDeciding()

  await approve()

  const { HIT } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(HIT).toMatchObject({
    NumberOfAssignmentsAvailable: 0,
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsCompleted: 1,
  })
})

test('refuses what is approved already, and a rejection that is not to be overridden', async () => {
  const { approve, reject } = await startDeciding()
  await reject()
  const answer = approve()
  await expect(answer).rejects.toMatchObject(notSubmitted)

  await approve({ OverrideRejection: true })

  await expect(approve()).rejects.toMatchObject(notSubmitted)
  await expect(approve({ OverrideRejection: true })).rejects.toMatchObject(notSubmitted)
})

test('refuses to override a rejection a second later than thirty days after the submission', async () => {
  const { control, approve, reject } = await startDeciding()
  await reject()
  await control.advance('P30DT1S')

  await expect(approve({ OverrideRejection: true })).rejects.toMatchObject(
    turk('InvalidAssignmentState'),
  )
})

test('refuses to override a rejection when the HIT is disposed', async () => {
  const { mturk, disposed } = await startDeciding()
  const { AssignmentId } = await disposed()

  const answer = mturk.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection: true }))

  await expect(answer).rejects.toMatchObject(
    turk(
      'InvalidHITState',
      "This HIT is currently in the state 'Disposed'.  This operation can be called with a status of: Assignable, Unassignable, Reviewable, Reviewing",
    ),
  )
})

test('refuses work that is still being done', async () => {
  const { mturk, createHit, control } = await startDeciding()
  const { HITId } = await createHit()
  const { id: AssignmentId } = await control.accept('A1WORKER', HITId!)

  const answer = mturk.send(new ApproveAssignmentCommand({ AssignmentId }))

  await expect(answer).rejects.toMatchObject(notSubmitted)
})

test('refuses an assignment that does not exist, or is another’s', async () => {
  const { mturk, AssignmentId, asAnother } = await startDeciding()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [asAnother('123456789012'), AssignmentId],
  ] as const)
    await expect(
      client.send(new ApproveAssignmentCommand({ AssignmentId: id })),
    ).rejects.toMatchObject(turk('AssignmentDoesNotExist', `Assignment ${id} does not exist.`))
})

test.each([
  ['too long', 'x'.repeat(1025)],
  ['unprintable', 'bell\u0007'],
])('refuses feedback that is %s, and approves nothing', async (_, RequesterFeedback) => {
  const { approve, told } = await startDeciding()

  await expect(approve({ RequesterFeedback })).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect((await told()).AssignmentStatus).toBe('Submitted')
})

test('tells who subscribed that it is approved, an override too', async () => {
  const { approve, reject, news } = await startDeciding()

  await reject()
  await approve({ OverrideRejection: true })

  expect(await news()).toEqual(['AssignmentRejected', 'AssignmentApproved'])
})

test('answers nothing', async () => {
  const { approve } = await startDeciding()

  const { $metadata: _, ...answer } = await approve()

  expect(answer).toEqual({})
})
