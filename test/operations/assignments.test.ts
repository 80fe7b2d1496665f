import {
  ApproveAssignmentCommand,
  CreateWorkerBlockCommand,
  DeleteWorkerBlockCommand,
  GetAssignmentCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
  ListBonusPaymentsCommand,
  ListWorkerBlocksCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime } from '../support/market.js'

const turk = (code: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
})
const later = (seconds: number) => new Date(startOfTime.getTime() + seconds * 1000)

test('a submitted assignment is told whole, with its HIT and the answer in the declared form', async () => {
  const { mturk, createHit, control } = await startMarket()
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
    AcceptTime: startOfTime,
    Deadline: later(600),
    SubmitTime: later(60),
    AutoApprovalTime: later(60 + 2_592_000),
    Answer:
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>drawing</QuestionIdentifier><FreeText>a &lt;cat&gt;</FreeText></Answer></QuestionFormAnswers>',
  })
  expect(HIT).toMatchObject({ HITId, HITStatus: 'Reviewable' })
})

test('what is accepted or given back is not to be seen, and says so in the known words', async () => {
  const { mturk, createHit, control } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 2 })
  const accepted = await control.accept('A1WORKER', HITId!)
  const returned = await control.accept('A2WORKER', HITId!)
  await control.giveBack('A2WORKER', returned.id)

  for (const { id } of [accepted, returned])
    await expect(mturk.send(new GetAssignmentCommand({ AssignmentId: id }))).rejects.toMatchObject({
      ...turk('InvalidAssignmentState'),
      message: expect.stringMatching(
        /^This operation can be called with a status of: Reviewable,Approved,Rejected \(/,
      ),
    })
  expect((await mturk.send(new ListAssignmentsForHITCommand({ HITId }))).NumResults).toBe(0)
})

test('an assignment that does not exist says so', async () => {
  const { mturk } = await startMarket()

  await expect(
    mturk.send(new ApproveAssignmentCommand({ AssignmentId: '3NONE' })),
  ).rejects.toMatchObject({
    ...turk('AssignmentDoesNotExist'),
    message: `Assignment 3NONE does not exist. (${startOfTime.getTime()} s)`,
  })
})

test('the counts of a HIT follow its assignments', async () => {
  const { mturk, createHit, control, submitted } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 2 })
  const counts = async () => {
    const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
    return [
      HIT!.HITStatus,
      HIT!.NumberOfAssignmentsAvailable,
      HIT!.NumberOfAssignmentsPending,
      HIT!.NumberOfAssignmentsCompleted,
    ]
  }
  const seen = [await counts()]

  const id = await submitted('A1WORKER', HITId!)
  seen.push(await counts())
  const second = await control.accept('A2WORKER', HITId!)
  seen.push(await counts())
  await control.giveBack('A2WORKER', second.id)
  seen.push(await counts())
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: id }))
  await submitted('A3WORKER', HITId!)
  seen.push(await counts())

  expect(seen).toEqual([
    ['Assignable', 2, 0, 0],
    ['Assignable', 1, 0, 0],
    ['Unassignable', 0, 1, 0],
    ['Assignable', 1, 0, 0],
    ['Reviewable', 0, 0, 1],
  ])
})

test('work is approved once; a rejection can be overridden within thirty days', async () => {
  const { mturk, createHit, control, submitted } = await startMarket()
  const { HITId } = await createHit()
  const AssignmentId = await submitted('A1WORKER', HITId!)
  const approve = (OverrideRejection?: boolean) =>
    mturk.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection }))
  const reject = () =>
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'No cat.' }))
  const notSubmitted = {
    ...turk('InvalidAssignmentState'),
    message: expect.stringMatching(/^This operation can be called with a status of: Submitted \(/),
  }

  await reject()
  expect((await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment).toMatchObject({
    AssignmentStatus: 'Rejected',
    RejectionTime: startOfTime,
    RequesterFeedback: 'No cat.',
  })
  await expect(approve()).rejects.toMatchObject(notSubmitted)
  await control.advance('P30D')
  await approve(true)
  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(Assignment).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: later(30 * 86_400),
  })
  expect(Assignment!.RejectionTime).toBeUndefined()
  await expect(approve(true)).rejects.toMatchObject(notSubmitted)
  await expect(reject()).rejects.toMatchObject(notSubmitted)
})

test('rejecting without feedback is refused by the framework; with an empty one it is not', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit()
  const AssignmentId = await submitted('A1WORKER', HITId!)
  const reject = (RequesterFeedback: string | undefined) =>
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback }))

  await expect(reject(undefined)).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value null at 'requesterFeedback' failed to satisfy constraint: Member must not be null",
  })
  await expect(reject('')).resolves.toBeDefined()
})

test('a delay of zero approves as soon as it is submitted', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit({ AutoApprovalDelayInSeconds: 0 })

  const AssignmentId = await submitted('A1WORKER', HITId!)

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(Assignment).toMatchObject({ AssignmentStatus: 'Approved', ApprovalTime: startOfTime })
})

test('assignments are listed by status, and by page', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  const ids = []
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER'])
    ids.push(await submitted(worker, HITId!))
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: ids[1] }))
  const list = async (AssignmentStatuses?: ('Submitted' | 'Approved')[]) =>
    (
      await mturk.send(new ListAssignmentsForHITCommand({ HITId, AssignmentStatuses }))
    ).Assignments!.map(({ AssignmentId }) => AssignmentId)

  expect(await list()).toEqual(ids)
  expect(await list(['Approved'])).toEqual([ids[1]])
  expect(await list(['Submitted'])).toEqual([ids[0], ids[2]])
})

test.each([
  ['who has it already', 'A1WORKER', 'You have an assignment of this HIT already.'],
  ['who is blocked', 'A2WORKER', 'The requester has blocked you.'],
])('a worker %s cannot accept it, and is told why', async (_, worker, reason) => {
  const { mturk, createHit, control } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  await control.worker('A2WORKER')
  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A2WORKER', Reason: 'spam' }))
  await control.accept('A1WORKER', HITId!)

  await expect(control.accept(worker, HITId!)).rejects.toThrow(reason)
})

test('nobody accepts what is taken or expired, or submits what is not theirs', async () => {
  const { createHit, control } = await startMarket()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)

  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('All its assignments are taken.')
  await expect(control.submit('A2WORKER', id)).rejects.toThrow(`You have no assignment ${id}.`)
  await control.advance('PT10M')
  await expect(control.submit('A1WORKER', id)).rejects.toThrow('is Abandoned already')
  await control.advance('PT1H')
  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('The HIT has expired.')
})

test('a HIT’s own page submits by posting its form, from any site', async () => {
  const { mturk, createHit, control, endpoint } = await startMarket()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  const post = (fields: Record<string, string>) =>
    fetch(`${endpoint}/mturk/externalSubmit`, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
      body: new URLSearchParams(fields),
    })

  expect((await post({ assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', a: 'b' })).status).toBe(400)
  expect((await post({ assignmentId: id, hitId: 'x', cat: 'yes' })).status).toBe(200)
  expect((await post({ assignmentId: id, cat: 'again' })).status).toBe(409)

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId: id }))
  expect(Assignment!.Answer).toContain(
    '<Answer><QuestionIdentifier>cat</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>',
  )
})

test('a bonus is paid for submitted work, once for a token, and listed', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit()
  const AssignmentId = await submitted('A1WORKER', HITId!)
  const pay = (more: object = {}) =>
    mturk.send(
      new SendBonusCommand({
        WorkerId: 'A1WORKER',
        BonusAmount: '1.5',
        AssignmentId,
        Reason: 'Fine',
        ...more,
      }),
    )

  await pay({ UniqueRequestToken: 'once' })
  await expect(pay({ UniqueRequestToken: 'once' })).rejects.toMatchObject({
    message: expect.stringContaining('The idempotency token "once" has already been processed.'),
  })
  await expect(pay({ AssignmentId: '3NONE' })).rejects.toMatchObject(turk('AssignmentDoesNotExist'))
  await expect(pay({ WorkerId: 'A9STRANGER' })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: `The value "A9STRANGER" is not valid for the parameter WorkerId. (${startOfTime.getTime()} s)`,
  })

  const { BonusPayments } = await mturk.send(new ListBonusPaymentsCommand({ HITId }))
  expect(BonusPayments).toEqual([
    {
      WorkerId: 'A1WORKER',
      BonusAmount: '1.50',
      AssignmentId,
      Reason: 'Fine',
      GrantTime: startOfTime,
    },
  ])
})

test('workers are blocked and let in again, seen at once', async () => {
  const { mturk, control } = await startMarket()
  await control.worker('A1WORKER')
  const block = (WorkerId: string) =>
    mturk.send(new CreateWorkerBlockCommand({ WorkerId, Reason: 'spam' }))
  const blocked = async () => (await mturk.send(new ListWorkerBlocksCommand({}))).WorkerBlocks

  await block('A1WORKER')
  await block('A1WORKER')
  expect(await blocked()).toEqual([{ WorkerId: 'A1WORKER', Reason: 'spam' }])
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId: 'A1WORKER' }))
  expect(await blocked()).toEqual([])
  await expect(block('A9STRANGER')).rejects.toMatchObject({ name: 'ParameterValidationError' })
  await expect(block('nonsense')).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value 'nonsense' at 'workerId' failed to satisfy constraint"),
  })
})
