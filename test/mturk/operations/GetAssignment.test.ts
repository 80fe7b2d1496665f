import { GetAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import {
  initialTime,
  startTestEmulator,
  startWithSubmittedAssignment,
  timeAfter,
} from '../../support/setup.js'

test('shows the review decision, with its time and feedback', async () => {
  const { control, reject, approve, getAssignment } = await startWithSubmittedAssignment()
  await reject()
  expect(await getAssignment()).toMatchObject({
    AssignmentStatus: 'Rejected',
    RejectionTime: initialTime,
  })
  await control.advance('PT1M')

  await approve({ OverrideRejection: true, RequesterFeedback: 'A cat after all.' })

  const assignment = await getAssignment()
  expect(assignment).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: timeAfter(60),
    RequesterFeedback: 'A cat after all.',
  })
  expect(assignment.RejectionTime).toBeUndefined()
})

test('refuses accepted, returned and abandoned assignments, with the message that clients match', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 3, LifetimeInSeconds: 86_400 })
  const abandoned = await control.accept('A1WORKER', HITId!)
  await control.advance('PT10M')
  const returned = await control.accept('A2WORKER', HITId!)
  await control.returnAssignment('A2WORKER', returned.id)
  const accepted = await control.accept('A3WORKER', HITId!)

  for (const { id } of [abandoned, returned, accepted])
    await expect(mturk.send(new GetAssignmentCommand({ AssignmentId: id }))).rejects.toMatchObject(
      expectedRequestError(
        'InvalidAssignmentState',
        'This operation can be called with a status of: Reviewable,Approved,Rejected',
      ),
    )
})

test('refuses an assignment that does not exist, or is another requester’s', async () => {
  const { mturk, AssignmentId, connectAs } = await startWithSubmittedAssignment()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), AssignmentId],
  ] as const)
    await expect(client.send(new GetAssignmentCommand({ AssignmentId: id }))).rejects.toMatchObject(
      expectedRequestError('AssignmentDoesNotExist', `Assignment ${id} does not exist.`),
    )
})

test('returns the whole assignment with its HIT, and the answer in the declared form', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  await control.advance('PT1M')
  await control.submit('A1WORKER', id, { drawing: 'a <cat>', assignmentId: 'ignored' })

  const { Assignment, HIT } = await mturk.send(new GetAssignmentCommand({ AssignmentId: id }))

  expect(Assignment).toEqual({
    AssignmentId: id,
    WorkerId: 'A1WORKER',
    HITId,
    AssignmentStatus: 'Submitted',
    AcceptTime: initialTime,
    Deadline: timeAfter(600),
    SubmitTime: timeAfter(60),
    AutoApprovalTime: timeAfter(60 + 2_592_000),
    Answer:
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>drawing</QuestionIdentifier><FreeText>a &lt;cat&gt;</FreeText></Answer></QuestionFormAnswers>',
  })
  expect(HIT).toMatchObject({ HITId, HITStatus: 'Reviewable' })
})
