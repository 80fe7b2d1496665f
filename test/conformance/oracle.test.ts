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
  ListWorkersWithQualificationTypeCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
  UpdateExpirationForHITCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { hitInput, hitTypeInput, initialTime, startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

/** A call of a hand-made client. */
const post = (endpoint: string, operation: string, input: object) =>
  fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request,SignedHeaders=host;x-amz-date,Signature=0',
    },
    body: JSON.stringify(input),
  })

/** Each test is a behaviour that clients of the real service rely on, and names such a client. */

test('psiTurk’s recording: the response to CreateHITType has 46 bytes and the service’s headers', async () => {
  const { endpoint } = await startTestEmulator()

  const answer = await post(endpoint, 'CreateHITType', hitTypeInput)

  expect(answer.headers.get('content-length')).toBe('46')
  expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.1')
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  expect(Date.parse(answer.headers.get('date')!)).not.toBeNaN()
  expect(await answer.text()).toMatch(/^\{"HITTypeId":"3[0-9A-Z]{29}"\}$/)
})

test('Dallinger’s _is_ok: an operation without output returns {}', async () => {
  const { mturk, createHit } = await startTestEmulator()
  const { HITId } = await createHit()

  const { $metadata: _, ...rest } = await mturk.send(
    new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }),
  )

  expect(rest).toEqual({})
})

test('oTree and Mephisto read NextToken after every page that is not empty; botocore requires them to differ', async () => {
  const { mturk, createHit, submitAssignment } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER']) await submitAssignment(worker, HITId!)
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

test('api-mturk#24: the default page size is ten', async () => {
  const { mturk, createHit } = await startTestEmulator()
  for (let count = 0; count < 11; count++) await createHit()

  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(10)
})

test('psiTurk’s recording: Expiration is CreationTime and the lifetime, to the second', async () => {
  const { createHit } = await startTestEmulator()

  const { CreationTime, Expiration } = await createHit({ LifetimeInSeconds: 4321 })

  expect(Expiration!.getTime() - CreationTime!.getTime()).toBe(4_321_000)
})

test('psiTurk’s recording, api-mturk: members without a value are absent, and requirements are an array', async () => {
  const { createHit } = await startTestEmulator()

  const hit = await createHit({ Keywords: undefined })

  expect(hit.QualificationRequirements).toEqual([])
  expect('RequesterAnnotation' in hit).toBe(false)
})

test('Mephisto’s get_status: a HIT for one worker is Unassignable while accepted, and Assignable after a return', async () => {
  const { createHit, control, mturk } = await startTestEmulator()
  const { HITId } = await createHit()
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus

  const { id } = await control.accept('A1WORKER', HITId!)
  const whileAccepted = await status()
  await control.returnAssignment('A1WORKER', id)

  expect([whileAccepted, await status()]).toEqual(['Unassignable', 'Assignable'])
})

test.each([
  ['the epoch, as Dallinger sends it', '1970-01-01'],
  ['1987', '1987-01-01'],
  ['2015, as ParlAI gives it', '2015-01-01'],
  ['thirty days ago', '2025-12-02'],
  ['now', initialTime.toISOString()],
])('an expiration of %s expires the HIT at once', async (_, instant) => {
  const { createHit, mturk } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 2 })

  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(instant) }))

  // Mephisto distinguishes expired from completed by the number of available assignments.
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT).toMatchObject({
    HITStatus: 'Reviewable',
    NumberOfAssignmentsAvailable: 2,
  })
})

test('Dallinger’s tests: an expired HIT without work is deleted at once; Mephisto can still get it, but lists leave it out', async () => {
  const { createHit, mturk } = await startTestEmulator()
  const { HITId } = await createHit()

  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))
  await mturk.send(new DeleteHITCommand({ HITId }))

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Disposed')
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('oTree: an answer has the identifier, then the text, after a declaration with standalone="no"', async () => {
  const { createHit, submitAssignment, mturk } = await startTestEmulator()
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)

  const { Assignment, HIT } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))

  expect(HIT!.HITId).toBe(HITId)
  expect(Assignment!.Answer).toBe(
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>drawing</QuestionIdentifier><FreeText>miaow</FreeText></Answer></QuestionFormAnswers>',
  )
  expect('ApprovalTime' in Assignment! || 'RejectionTime' in Assignment!).toBe(false)
})

test('oTree: the taskAnswers of crowd-form are one answer with JSON as text', async () => {
  const { createHit, control, mturk, endpoint } = await startTestEmulator()
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

test('AMTI, dojo and larry: all three statuses are listed by default', async () => {
  const { createHit, submitAssignment, mturk } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 2 })
  const first = await submitAssignment('A1WORKER', HITId!)
  await submitAssignment('A2WORKER', HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: first }))

  expect((await mturk.send(new ListAssignmentsForHITCommand({ HITId }))).NumResults).toBe(2)
})

test('Dallinger and nodekit: a delay of 0 approves a submission, but not before its event can be answered', async () => {
  const { createHit, submitAssignment, mturk, control } = await startTestEmulator()
  const { HITId } = await createHit({ AutoApprovalDelayInSeconds: 0, MaxAssignments: 2 })
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  const inTime = await submitAssignment('A2WORKER', HITId!)

  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: inTime }))
  await control.advance('PT5S')

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(Assignment!.AssignmentStatus).toBe('Approved')
})

test('Dallinger’s tests: a type is found by its name in capitals and by a part of it, as soon as it is created', async () => {
  const { mturk } = await startTestEmulator()
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
  const { mturk } = await startTestEmulator()
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

test('Dallinger == 10000.0, Mephisto: spending in the sandbox does not lower the balance', async () => {
  const { createHit, mturk } = await startTestEmulator()
  await createHit({ Reward: '99.00', MaxAssignments: 1000 })

  const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}))

  expect(AvailableBalance).toBe('10000.00')
})

test('Dallinger’s "fake key id" fails', async () => {
  const { clientConfig } = await startTestEmulator()
  const mturk = new MTurkClient({
    ...clientConfig,
    credentials: { accessKeyId: 'fake key id', secretAccessKey: 'fake secret' },
  })

  await expect(mturk.send(new GetAccountBalanceCommand({}))).rejects.toThrow()
  mturk.destroy()
})

test('Mephisto’s req_creds: blocking and unblocking a worker take effect at once', async () => {
  const { control, mturk } = await startTestEmulator()
  await control.putWorker('A1WORKER')
  const blocked = async () =>
    (await mturk.send(new ListWorkerBlocksCommand({}))).WorkerBlocks!.map(
      ({ WorkerId, Reason }) => [WorkerId, Reason],
    )

  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'x' }))
  expect(await blocked()).toEqual([['A1WORKER', 'x']])
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId: 'A1WORKER' }))
  expect(await blocked()).toEqual([])
})

test('the Mechanical Turk API: a HIT type with equal properties is the existing one', async () => {
  const { mturk } = await startTestEmulator()
  const create = async () => (await mturk.send(new CreateHITTypeCommand(hitTypeInput))).HITTypeId

  expect(await create()).toBe(await create())
})

test('fairwork raises on more than one event: each real event has its own document', async () => {
  const { createHit, submitAssignment, subscribeQueue } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit()
  const { documents } = await subscribeQueue(HITTypeId!)

  await submitAssignment('A1WORKER', HITId!)

  expect((await documents()).map((document) => JSON.parse(document).Events.length)).toEqual([
    1, 1, 1,
  ])
})

test.each(['2006-05-05', '2014-08-15'])(
  'ParlAI and Mephisto, Dallinger and larry: version %s is taken and echoed',
  async (Version) => {
    const { mturk, queues, endpoint } = await startTestEmulator()
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

test('Dallinger#3152: in production an error equals the captured one byte for byte', async () => {
  const { endpoint } = await startTestEmulator({
    environment: 'production',
    clock: new Date(1_626_945_101_122),
  })
  const create = () =>
    post(endpoint, 'CreateQualificationType', {
      Name: 'dlgr',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    })
  await create()

  const answer = await create()

  expect([
    answer.status,
    answer.headers.get('content-type'),
    answer.headers.get('content-length'),
  ]).toEqual([400, 'application/x-amz-json-1.1', '286'])
  expect(answer.headers.get('connection')).toBe('close')
  expect(await answer.text()).toBe(
    '{"__type":"RequestError","Message":"You have already created a QualificationType with this name. A QualificationType\'s name must be unique among all of the QualificationTypes created by the same user. (1626945101122)","TurkErrorCode":"AWS.MechanicalTurk.QualificationTypeAlreadyExists"}',
  )
})

test('Dallinger#3331: so does the error for a score that was never given', async () => {
  const { endpoint, mturk } = await startTestEmulator({
    environment: 'production',
    clock: new Date(1_631_094_715_163),
  })
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'dlgr',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    }),
  )

  const answer = await post(endpoint, 'GetQualificationScore', {
    QualificationTypeId: QualificationType!.QualificationTypeId,
    WorkerId: 'A1WORKER',
  })

  expect(await answer.text()).toBe(
    '{"__type":"RequestError","Message":"You requested a Qualification that does not exist. (1631094715163)","TurkErrorCode":"AWS.MechanicalTurk.QualificationDoesNotExist"}',
  )
})

test('NRGI#1384: so do the errors for a decided assignment and for a HIT that does not exist', async () => {
  const { endpoint, mturk, createHit, submitAssignment } = await startTestEmulator({
    environment: 'production',
    clock: new Date(1_624_047_673_908),
  })
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))

  const rejected = await post(endpoint, 'RejectAssignment', { AssignmentId, RequesterFeedback: '' })
  const gone = await post(endpoint, 'GetHIT', { HITId: '3PR3LXCWSFNV4OJWZBHIMQOIJVSX9G' })

  expect([await rejected.text(), await gone.text()]).toEqual([
    '{"__type":"RequestError","Message":"This operation can be called with a status of: Submitted (1624047673908)","TurkErrorCode":"AWS.MechanicalTurk.InvalidAssignmentState"}',
    '{"__type":"RequestError","Message":"Hit 3PR3LXCWSFNV4OJWZBHIMQOIJVSX9G does not exist. (1624047673908)","TurkErrorCode":"AWS.MechanicalTurk.HITDoesNotExist"}',
  ])
})

test('Dallinger#2438: a HIT’s members are in alphabetical order, including empty keywords', async () => {
  const { endpoint, createHit } = await startTestEmulator()
  const { HITId } = await createHit({
    Keywords: '',
    QualificationRequirements: [
      {
        QualificationTypeId: '3D6QUU4BC7ZINL6OW7VNJQ95ZZOCC2',
        Comparator: 'Exists',
        RequiredToPreview: true,
      },
    ],
  })

  const text = await (await post(endpoint, 'GetHIT', { HITId })).text()

  expect(text).toContain(
    '"Keywords":"","MaxAssignments":1,"NumberOfAssignmentsAvailable":1,"NumberOfAssignmentsCompleted":0,"NumberOfAssignmentsPending":0,"QualificationRequirements":[{"ActionsGuarded":"PreviewAndAccept","Comparator":"Exists","QualificationTypeId":"3D6QUU4BC7ZINL6OW7VNJQ95ZZOCC2","RequiredToPreview":true}],"Question":"<ExternalQuestion xmlns=',
  )
  const members = Object.keys(JSON.parse(text).HIT)
  expect(members).toEqual([...members].sort())
})

test('nodegame’s tests: instants and counts are numbers, money is a string, booleans are booleans', async () => {
  const { endpoint } = await startTestEmulator()
  const hit = (await (await post(endpoint, 'CreateHIT', hitInput)).json()) as {
    HIT: Record<string, unknown>
  }
  const type = (await (
    await post(endpoint, 'CreateQualificationType', {
      Name: 'cats',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    })
  ).json()) as { QualificationType: object }

  const { CreationTime, Expiration, Reward, MaxAssignments } = hit.HIT
  expect([CreationTime, Expiration, Reward, MaxAssignments]).toEqual([
    1_767_225_600,
    1_767_229_200,
    '0.10',
    1,
  ])
  expect(type.QualificationType).toMatchObject({ AutoGranted: false, IsRequestable: true })
})

test('psiTurk’s recording: a new HIT, with defaults for the members left out', async () => {
  const { createHit } = await startTestEmulator()

  const hit = await createHit({
    MaxAssignments: 3,
    QualificationRequirements: [
      {
        QualificationTypeId: '000000000000000000L0',
        Comparator: 'GreaterThanOrEqualTo',
        IntegerValues: [95],
      },
    ],
  })

  expect(hit).toMatchObject({
    HITId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    HITStatus: 'Assignable',
    HITReviewStatus: 'NotReviewed',
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsAvailable: 3,
    NumberOfAssignmentsCompleted: 0,
    AutoApprovalDelayInSeconds: 2_592_000,
    QualificationRequirements: [{ ActionsGuarded: 'Accept', RequiredToPreview: false }],
  })
  expect(hit.HITGroupId).not.toBe(hit.HITTypeId)
})

test('Dallinger’s tests: GetHIT returns what CreateHIT returned, including instants', async () => {
  const { mturk, createHit } = await startTestEmulator({
    clock: new Date('2026-01-01T00:00:00.987Z'),
  })

  const hit = await createHit()

  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})

test('Dallinger’s tests: a quarter of an hour more is at least 0.24 hours more', async () => {
  const { mturk, createHit } = await startTestEmulator()
  const { HITId, Expiration } = await createHit()
  const quarter = 0.25 * 3_600_000

  await mturk.send(
    new UpdateExpirationForHITCommand({
      HITId,
      ExpireAt: new Date(Expiration!.getTime() + quarter),
    }),
  )

  const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
  expect(HIT!.Expiration!.getTime() - Expiration!.getTime()).toBeGreaterThanOrEqual(
    0.24 * 3_600_000,
  )
})

test.each([
  ['a fraction of a second, as from datetime.now()', 1_767_225_599.123],
  ['a number with an exponent', 1.4e9],
  ['a string, as from hand-made clients', '2015-01-01T00:00:00'],
])('AMTI and others: an expiration may be %s', async (_, ExpireAt) => {
  const { endpoint, createHit, mturk } = await startTestEmulator()
  const { HITId } = await createHit()

  const answer = await post(endpoint, 'UpdateExpirationForHIT', { HITId, ExpireAt })

  expect([answer.status, await answer.text()]).toEqual([200, '{}'])
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Reviewable')
})

test('nodekit: a delay of one second approves after one', async () => {
  const { createHit, submitAssignment, mturk, control } = await startTestEmulator()
  const { HITId } = await createHit({ AutoApprovalDelayInSeconds: 1 })
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)

  await control.advance('PT1S')

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  expect(Assignment!.AssignmentStatus).toBe('Approved')
})

test('a comment of oTree: a worker cannot hold two assignments of one HIT', async () => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 2 })
  await control.accept('A1WORKER', HITId!)

  await expect(control.accept('A1WORKER', HITId!)).rejects.toThrow('already')
})

test('Mephisto’s override: OverrideRejection on a submitted assignment is allowed', async () => {
  const { createHit, submitAssignment, mturk } = await startTestEmulator()
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)

  await expect(
    mturk.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection: true })),
  ).resolves.toBeDefined()
})

test('Dallinger’s tests, dojo: workers with a qualification are listed with WorkerId and IntegerValue, by status', async () => {
  const { mturk } = await startTestEmulator()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'dlgr',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    }),
  )
  const { QualificationTypeId } = QualificationType!
  for (const [index, WorkerId] of ['A1WORKER', 'A2WORKER'].entries())
    await mturk.send(
      new AssociateQualificationWithWorkerCommand({
        QualificationTypeId,
        WorkerId,
        IntegerValue: index,
      }),
    )
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId: 'A2WORKER' }),
  )
  const list = async (Status: 'Granted' | 'Revoked') =>
    (await mturk.send(new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status })))
      .Qualifications

  expect(await list('Granted')).toMatchObject([{ WorkerId: 'A1WORKER', IntegerValue: 0 }])
  expect(await list('Revoked')).toMatchObject([{ WorkerId: 'A2WORKER', IntegerValue: 1 }])
})

test('pyMTurkR’s tests: a type of another requester is found by its name', async () => {
  const { mturk, connectAs } = await startTestEmulator()
  await connectAs('123456789012').send(
    new CreateQualificationTypeCommand({
      Name: 'Knows cats',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    }),
  )

  const { QualificationTypes } = await mturk.send(
    new ListQualificationTypesCommand({ Query: 'cats', MustBeRequestable: true, MaxResults: 1 }),
  )

  expect(QualificationTypes).toMatchObject([{ Name: 'Knows cats' }])
})

test.each([
  [9, '10.80'],
  [10, '14.00'],
])(
  'ParlAI and Mephisto: %d assignments of a dollar cost so much more than their rewards',
  async (MaxAssignments, cost) => {
    const { mturk, createHit } = await startTestEmulator({
      balance: 'enforced',
      openingBalance: '100.00',
    })

    await createHit({ Reward: '1.00', MaxAssignments })

    const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}))
    expect((100 - Number(AvailableBalance)).toFixed(2)).toBe(cost)
  },
)

test('boto3#2355: a worker of the other environment is a ParameterValidationError, in the sandbox with an s', async () => {
  const { endpoint } = await startTestEmulator({ clock: new Date(1_585_151_438_622) })

  const answer = await post(endpoint, 'CreateWorkerBlock', {
    WorkerId: 'A143XRCI1YXAFE',
    Reason: 'x',
  })

  expect(await answer.json()).toEqual({
    __type: 'ParameterValidationError',
    Message:
      'The value "A143XRCI1YXAFE" is not valid for the parameter WorkerId. (1585151438622 s)',
    Parameter: 'WorkerId',
    TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue',
  })
})

test('ParlAI’s server: a webhook gets the payload in the Message of an SNS envelope', async () => {
  const { mturk, sns, createHit, control, waitUntilIdle } = await startTestEmulator()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const { url, waitForRequests } = await startWebhook()
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: url }))
  const [confirmation] = await waitForRequests(1)
  await fetch(JSON.parse(confirmation!.body).SubscribeURL)
  const { HITId, HITTypeId } = await createHit()
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Destination: TopicArn,
        Transport: 'SNS',
        Version: '2006-05-05',
        EventTypes: ['AssignmentAccepted'],
      },
    }),
  )

  const { id } = await control.accept('A1WORKER', HITId!)
  await waitUntilIdle()

  const [, notification] = await waitForRequests(2)
  expect(confirmation!.headers['x-amz-sns-message-type']).toBe('SubscriptionConfirmation')
  expect(notification!.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'content-type': 'text/plain; charset=UTF-8',
  })
  const envelope = JSON.parse(notification!.body)
  expect(envelope).toMatchObject({
    Type: 'Notification',
    TopicArn,
    Subject: expect.stringMatching(/^\d{8}$/),
  })
  expect('MessageAttributes' in envelope).toBe(false)
  expect(JSON.parse(envelope.Message).Events).toMatchObject([{ HITId, AssignmentId: id }])
})
