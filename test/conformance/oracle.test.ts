import {
  ApproveAssignmentCommand,
  AssociateQualificationWithWorkerCommand,
  CreateHITTypeCommand,
  CreateQualificationTypeCommand,
  CreateWorkerBlockCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  DeleteWorkerBlockCommand,
  DisassociateQualificationFromWorkerCommand,
  GetAccountBalanceCommand,
  GetAssignmentCommand,
  GetHITCommand,
  GetQualificationScoreCommand,
  ListAssignmentsForHITCommand,
  ListHITsCommand,
  ListQualificationTypesCommand,
  ListWorkerBlocksCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime, work } from '../support/market.js'

const { Question: _, LifetimeInSeconds: __, ...typeOfWork } = work

/** Each test is a thing that clients of the real service rely on, and names who does. */

test('psiTurk’s recording: CreateHITType answers 46 bytes with the service’s headers', async () => {
  const { endpoint } = await startMarket()
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'MTurkRequesterServiceV20170117.CreateHITType',
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request,SignedHeaders=host;x-amz-date,Signature=0',
    },
    body: JSON.stringify(typeOfWork),
  })

  expect(answer.headers.get('content-length')).toBe('46')
  expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.1')
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  expect(Date.parse(answer.headers.get('date')!)).not.toBeNaN()
  expect(await answer.text()).toMatch(/^\{"HITTypeId":"3[0-9A-Z]{29}"\}$/)
})

test('Dallinger’s _is_ok: what returns nothing returns {}', async () => {
  const { mturk, createHit } = await startMarket()
  const { HITId } = await createHit()

  const { $metadata: _, ...rest } = await mturk.send(
    new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }),
  )

  expect(rest).toEqual({})
})

test('oTree and Mephisto read NextToken after every page that is not empty; botocore wants them to differ', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER']) await submitted(worker, HITId!)
  const list = (NextToken?: string) =>
    mturk.send(new ListAssignmentsForHITCommand({ HITId, MaxResults: 1, NextToken }))

  const tokens = []
  let page = await list()
  while (page.NumResults! > 0) {
    expect(page.NextToken).toBeDefined()
    tokens.push(page.NextToken)
    page = await list(page.NextToken)
  }

  expect([tokens.length, new Set(tokens).size, page.NextToken]).toEqual([3, 3, undefined])
})

test('api-mturk#24: a page is of ten unless it is said', async () => {
  const { mturk, createHit } = await startMarket()
  for (let count = 0; count < 11; count++) await createHit()

  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(10)
})

test('psiTurk’s recording: Expiration is CreationTime and the lifetime, to the second', async () => {
  const { createHit } = await startMarket()

  const { CreationTime, Expiration } = await createHit({ LifetimeInSeconds: 4321 })

  expect(Expiration!.getTime() - CreationTime!.getTime()).toBe(4_321_000)
})

test('psiTurk’s recording, api-mturk: what was not given is absent, and requirements are an array', async () => {
  const { createHit } = await startMarket()

  const hit = await createHit({ Keywords: undefined })

  expect(hit.QualificationRequirements).toEqual([])
  expect('RequesterAnnotation' in hit).toBe(false)
})

test('Mephisto’s get_status: a HIT for one is Unassignable while it is accepted, and back on return', async () => {
  const { createHit, control, mturk } = await startMarket()
  const { HITId } = await createHit()
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus

  const { id } = await control.accept('A1WORKER', HITId!)
  const whileAccepted = await status()
  await control.giveBack('A1WORKER', id)

  expect([whileAccepted, await status()]).toEqual(['Unassignable', 'Assignable'])
})

test.each([
  ['the epoch, as Dallinger gives it', '1970-01-01'],
  ['1987', '1987-01-01'],
  ['2015, as ParlAI gives it', '2015-01-01'],
  ['thirty days ago', '2025-12-02'],
  ['now', startOfTime.toISOString()],
])('an expiration of %s expires at once', async (_, instant) => {
  const { createHit, mturk } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 2 })

  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(instant) }))

  // Mephisto tells expired from completed by what is still available.
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT).toMatchObject({
    HITStatus: 'Reviewable',
    NumberOfAssignmentsAvailable: 2,
  })
})

test('Dallinger’s tests: an expired HIT without work is deleted at once; Mephisto still gets it, lists do not', async () => {
  const { createHit, mturk } = await startMarket()
  const { HITId } = await createHit()

  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))
  await mturk.send(new DeleteHITCommand({ HITId }))

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Disposed')
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('oTree: an answer is the identifier, then the text, in a declaration with standalone="no"', async () => {
  const { createHit, submitted, mturk } = await startMarket()
  const { HITId } = await createHit()
  const AssignmentId = await submitted('A1WORKER', HITId!)

  const { Assignment, HIT } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))

  expect(HIT!.HITId).toBe(HITId)
  expect(Assignment!.Answer).toBe(
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>drawing</QuestionIdentifier><FreeText>miaow</FreeText></Answer></QuestionFormAnswers>',
  )
  expect('ApprovalTime' in Assignment! || 'RejectionTime' in Assignment!).toBe(false)
})

test('oTree: what crowd-form posts as taskAnswers is one answer, its text JSON', async () => {
  const { createHit, control, mturk, endpoint } = await startMarket()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  const taskAnswers = '[{"label":"cat & dog"}]'

  await fetch(`${endpoint}/mturk/externalSubmit`, {
    method: 'POST',
    body: new URLSearchParams({ assignmentId: id, hitId: HITId!, taskAnswers }),
  })

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId: id }))
  expect(Assignment!.Answer).toContain('<FreeText>[{"label":"cat &amp; dog"}]</FreeText>')
  expect(Assignment!.Answer!.match(/<Answer>/g)).toHaveLength(1)
})

test('AMTI, dojo and larry: all three statuses are listed unless it is said', async () => {
  const { createHit, submitted, mturk } = await startMarket()
  const { HITId } = await createHit({ MaxAssignments: 2 })
  const first = await submitted('A1WORKER', HITId!)
  await submitted('A2WORKER', HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: first }))

  expect((await mturk.send(new ListAssignmentsForHITCommand({ HITId }))).NumResults).toBe(2)
})

test('Dallinger and nodekit: a delay of 0 approves what is submitted at once', async () => {
  const { createHit, submitted, mturk } = await startMarket()
  const { HITId } = await createHit({ AutoApprovalDelayInSeconds: 0 })

  const AssignmentId = await submitted('A1WORKER', HITId!)

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(Assignment!.AssignmentStatus).toBe('Approved')
})

test('Dallinger’s tests: a type is found by its name in capitals, and by less of it, as it was created', async () => {
  const { mturk } = await startMarket()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'dlgr-0a1b',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    }),
  )
  const find = async (Query: string) =>
    (await mturk.send(new ListQualificationTypesCommand({ MustBeRequestable: true, Query })))
      .QualificationTypes

  for (const query of ['DLGR-0A1B', 'DLGR-0A1', 'dlgr'])
    expect(await find(query)).toEqual([QualificationType])
})

test('Dallinger’s and pyMTurkR’s tests: scores are overwritten, revoked and granted again, names are free again', async () => {
  const { mturk } = await startMarket()
  const create = async () =>
    (
      await mturk.send(
        new CreateQualificationTypeCommand({
          Name: 'Qual0001x',
          Description: 'x',
          QualificationTypeStatus: 'Active',
        }),
      )
    ).QualificationType!.QualificationTypeId
  const QualificationTypeId = await create()
  const who = { QualificationTypeId, WorkerId: 'A1WORKER' }
  const give = (IntegerValue: number) =>
    mturk.send(new AssociateQualificationWithWorkerCommand({ ...who, IntegerValue }))
  const score = async () =>
    (await mturk.send(new GetQualificationScoreCommand(who))).Qualification!.IntegerValue

  await give(1)
  await give(2)
  expect(await score()).toBe(2)
  await mturk.send(new DisassociateQualificationFromWorkerCommand(who))
  await give(3)
  expect(await score()).toBe(3)
  await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }))
  await create()
})

test('Dallinger == 10000.0, Mephisto: what is spent in the sandbox lowers nothing', async () => {
  const { createHit, mturk } = await startMarket()
  await createHit({ Reward: '99.00', MaxAssignments: 1000 })

  const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}))

  expect(AvailableBalance).toBe('10000.00')
})

test('Dallinger’s "fake key id" fails', async () => {
  const { clientConfig } = await startMarket()
  const mturk = new MTurkClient({
    ...clientConfig,
    credentials: { accessKeyId: 'fake key id', secretAccessKey: 'fake secret' },
  })

  await expect(mturk.send(new GetAccountBalanceCommand({}))).rejects.toThrow()
  mturk.destroy()
})

test('Mephisto’s req_creds: who is blocked, and unblocked, is seen at once', async () => {
  const { control, mturk } = await startMarket()
  await control.worker('A1WORKER')
  const blocked = async () =>
    (await mturk.send(new ListWorkerBlocksCommand({}))).WorkerBlocks!.map(
      ({ WorkerId, Reason }) => [WorkerId, Reason],
    )

  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'x' }))
  expect(await blocked()).toEqual([['A1WORKER', 'x']])
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId: 'A1WORKER' }))
  expect(await blocked()).toEqual([])
})

test('the Mechanical Turk API: a HIT type of equal values is the one there is', async () => {
  const { mturk } = await startMarket()
  const create = async () => (await mturk.send(new CreateHITTypeCommand(typeOfWork))).HITTypeId

  expect(await create()).toBe(await create())
})

test('fairwork raises on more than one event: what really happens comes one a document', async () => {
  const { createHit, submitted, listenTo } = await startMarket()
  const { HITId, HITTypeId } = await createHit()
  const { documents } = await listenTo(HITTypeId!)

  await submitted('A1WORKER', HITId!)

  expect((await documents()).map((document) => JSON.parse(document).Events.length)).toEqual([
    1, 1, 1,
  ])
})

test.each(['2006-05-05', '2014-08-15'])(
  'ParlAI and Mephisto, Dallinger and larry: version %s is taken and echoed',
  async (Version) => {
    const { mturk, queues, endpoint } = await startMarket()
    const place = { account: '000000000000', region: 'us-east-1', name: 'news' }
    const queue = queues.create(place)

    await mturk.send(
      new SendTestEventNotificationCommand({
        TestEventType: 'Ping',
        Notification: {
          Destination: `${endpoint}/000000000000/news`,
          Transport: 'SQS',
          Version,
          EventTypes: [],
        },
      }),
    )

    expect(JSON.parse(queue.peek()[0]!.body).EventDocVersion).toBe(Version)
  },
)
