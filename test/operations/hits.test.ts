import { readFileSync } from 'node:fs'
import {
  CreateAdditionalAssignmentsForHITCommand,
  CreateHITCommand,
  type CreateHITCommandInput,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  GetHITCommand,
  ListHITsCommand,
  ListReviewableHITsCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
  UpdateHITTypeOfHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { question, startMarket, startOfTime, work } from '../support/market.js'

const turk = (code: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
})
const { Question: _, LifetimeInSeconds: __, ...typeOfWork } = work

test('CreateHIT answers the whole HIT, defaults filled in, and GetHIT the same', async () => {
  const { mturk, createHit } = await startMarket()

  const hit = await createHit({
    QualificationRequirements: [{ QualificationTypeId: 'Q', Comparator: 'Exists' }],
  })

  expect(hit).toEqual({
    HITId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    HITTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    HITGroupId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    CreationTime: startOfTime,
    Expiration: new Date(startOfTime.getTime() + 3_600_000),
    Title: 'Draw a cat',
    Description: 'With a pencil',
    Keywords: 'cat, pencil',
    Question: question,
    Reward: '0.10',
    HITStatus: 'Assignable',
    HITReviewStatus: 'NotReviewed',
    MaxAssignments: 1,
    AutoApprovalDelayInSeconds: 2_592_000,
    AssignmentDurationInSeconds: 600,
    QualificationRequirements: [
      {
        QualificationTypeId: 'Q',
        Comparator: 'Exists',
        ActionsGuarded: 'Accept',
        RequiredToPreview: false,
      },
    ],
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsAvailable: 1,
    NumberOfAssignmentsCompleted: 0,
  })
  expect(hit.HITGroupId).not.toBe(hit.HITTypeId)
  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})

test('equal properties are one HIT type, however they were given', async () => {
  const { mturk, createHit } = await startMarket()

  const first = await mturk.send(new CreateHITTypeCommand(typeOfWork))
  const second = await mturk.send(new CreateHITTypeCommand({ ...typeOfWork, Reward: '0.1' }))
  const hit = await createHit()
  const other = await mturk.send(new CreateHITTypeCommand({ ...typeOfWork, Title: 'Draw a dog' }))

  expect([second.HITTypeId, hit.HITTypeId]).toEqual([first.HITTypeId, first.HITTypeId])
  expect(other.HITTypeId).not.toBe(first.HITTypeId)
})

test('a HIT can be made of a type that was made before', async () => {
  const { mturk } = await startMarket()
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(typeOfWork))

  const { HIT } = await mturk.send(
    new CreateHITWithHITTypeCommand({ HITTypeId, LifetimeInSeconds: 60, Question: question }),
  )

  expect(HIT).toMatchObject({ HITTypeId, Title: 'Draw a cat', QualificationRequirements: [] })
})

test('a token makes one HIT within a day, and names it when it is used again', async () => {
  const { createHit, control } = await startMarket()
  const { HITId } = await createHit({ UniqueRequestToken: 'once' })

  await expect(createHit({ UniqueRequestToken: 'once' })).rejects.toMatchObject({
    ...turk('HitAlreadyExists'),
    message: `The HIT with ID "${HITId}" already exists. (${startOfTime.getTime()} s)`,
  })

  await control.advance('P1D')
  await expect(createHit({ UniqueRequestToken: 'once' })).resolves.toBeDefined()
})

test.each([
  ['a title that is too long', { Title: 'x'.repeat(129) }],
  ['a lifetime that is too short', { LifetimeInSeconds: 29 }],
  ['a duration that is too long', { AssignmentDurationInSeconds: 31_536_001 }],
  ['no question at all', { Question: undefined }],
  ['no assignments', { MaxAssignments: 0 }],
  ['an annotation that is too long', { RequesterAnnotation: 'x'.repeat(256) }],
])('CreateHIT refuses %s, and nothing is made', async (_, fields) => {
  const { mturk, createHit } = await startMarket()

  await expect(createHit(fields)).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('a layout that nobody registered does not exist', async () => {
  const { createHit } = await startMarket()

  await expect(createHit({ Question: undefined, HITLayoutId: '3LAYOUT' })).rejects.toMatchObject(
    turk('HITLayoutDoesNotExist'),
  )
})

test('a registered layout makes the question, its gaps filled in with what the request gives', async () => {
  const { createHit, control } = await startMarket()
  const layout = await control.layout('3LAYOUT', readFileSync('fixtures/layouts/cat.html', 'utf8'))
  const using = (HITLayoutParameters: CreateHITCommandInput['HITLayoutParameters']) =>
    createHit({ Question: undefined, HITLayoutId: '3LAYOUT', HITLayoutParameters })

  expect(layout.parameters).toEqual(['kind', 'image_url'])
  await expect(using([{ Name: 'kind', Value: 'Cat' }])).rejects.toMatchObject({
    message: `Your request is missing required parameters. Required parameters include HITLayoutParameter. You have not provided all required HITLayout parameters. Missing parameter names: image_url (${startOfTime.getTime()} s)`,
  })
  const hit = await using([
    { Name: 'kind', Value: '<b>Cat</b>' },
    { Name: 'image_url', Value: 'cat.png' },
  ])

  expect(hit.HITLayoutId).toBe('3LAYOUT')
  expect(hit.Question).toBe(
    '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<p><b>Cat</b>: <img src="cat.png"></p>]]]]><![CDATA[>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>',
  )
})

test('a reward with three decimals is refused by the framework, in its words', async () => {
  const { mturk } = await startMarket()

  await expect(
    mturk.send(new CreateHITCommand({ ...work, Reward: '0.9752' })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '0.9752' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$",
  })
})

test.each([
  ['GetHIT', new GetHITCommand({ HITId: '3NONE' })],
  ['DeleteHIT', new DeleteHITCommand({ HITId: '3NONE' })],
  ['UpdateHITReviewStatus', new UpdateHITReviewStatusCommand({ HITId: '3NONE' })],
])('%s of a HIT that does not exist says so', async (_, command) => {
  const { mturk } = await startMarket()

  await expect(mturk.send(command as GetHITCommand)).rejects.toMatchObject({
    ...turk('HITDoesNotExist'),
    message: `Hit 3NONE does not exist. (${startOfTime.getTime()} s)`,
  })
})

test('every page that holds something has a token, and the list ends with an empty one', async () => {
  const { mturk, createHit } = await startMarket()
  for (let count = 0; count < 4; count++) await createHit()

  const pages = []
  let NextToken: string | undefined
  do {
    const page = await mturk.send(new ListHITsCommand({ MaxResults: 2, NextToken }))
    pages.push(page)
    NextToken = page.NextToken
  } while (NextToken)

  expect(pages.map(({ NumResults, HITs }) => [NumResults, HITs!.length])).toEqual([
    [2, 2],
    [2, 2],
    [0, 0],
  ])
  expect(new Set(pages.flatMap(({ HITs }) => HITs!.map(({ HITId }) => HITId))).size).toBe(4)
  expect(new Set(pages.map((page) => page.NextToken)).size).toBe(3)
})

test('a token that was made up, or is of another list, is refused', async () => {
  const { mturk, createHit } = await startMarket()
  await createHit()
  const { NextToken } = await mturk.send(new ListHITsCommand({}))

  for (const command of [
    new ListHITsCommand({ NextToken: 'made-up' }),
    new ListReviewableHITsCommand({ NextToken }),
  ])
    await expect(mturk.send(command as ListHITsCommand)).rejects.toMatchObject({
      name: 'ParameterValidationError',
    })
})

test('another account sees none of it', async () => {
  const { createHit, clientConfig } = await startMarket()
  const { HITId } = await createHit()
  const { MTurkClient } = await import('@aws-sdk/client-mturk')
  const other = new MTurkClient({
    ...clientConfig,
    credentials: { accessKeyId: '123456789012', secretAccessKey: 'x' },
  })

  await expect(other.send(new GetHITCommand({ HITId }))).rejects.toMatchObject(
    turk('HITDoesNotExist'),
  )
  expect((await other.send(new ListHITsCommand({}))).NumResults).toBe(0)
  other.destroy()
})

test('an expiration that is past expires at once, and what is available stays told', async () => {
  const { mturk, createHit, listenTo } = await startMarket()
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 3 })
  const { told } = await listenTo(HITTypeId!)

  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }))

  const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
  expect(HIT).toMatchObject({ HITStatus: 'Reviewable', NumberOfAssignmentsAvailable: 3 })
  expect(await told()).toEqual(['HITExpired', 'HITReviewable'])

  await mturk.send(
    new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date('2026-02-01T00:00:00Z') }),
  )
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Assignable')
})

test('assignments can be added, but nine cannot become ten', async () => {
  const { mturk, createHit, listenTo } = await startMarket()
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 8 })
  const { told } = await listenTo(HITTypeId!)
  const add = (NumberOfAdditionalAssignments: number, UniqueRequestToken?: string) =>
    mturk.send(
      new CreateAdditionalAssignmentsForHITCommand({
        HITId,
        NumberOfAdditionalAssignments,
        UniqueRequestToken,
      }),
    )

  await add(1, 'once')
  await expect(add(1)).rejects.toMatchObject(turk('InvalidMaximumAssignmentsIncrease'))
  await expect(add(1, 'once')).rejects.toMatchObject({
    message: expect.stringContaining('The idempotency token "once" has already been processed.'),
  })

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.MaxAssignments).toBe(9)
  expect(await told()).toEqual(['HITExtended'])
})

test('a HIT is deleted when its work is reviewed, and not before', async () => {
  const { mturk, createHit, submitted, control, listenTo } = await startMarket()
  const { HITId, HITTypeId } = await createHit({ AutoApprovalDelayInSeconds: 3600 })
  const { told } = await listenTo(HITTypeId!, ['HITDisposed'])
  const remove = () => mturk.send(new DeleteHITCommand({ HITId }))
  const inState = (state: string) => ({
    ...turk('InvalidHITState'),
    message: expect.stringContaining(
      `This HIT is currently in the state '${state}'.  This operation can be called with a status of: Reviewing, Reviewable (`,
    ),
  })

  await expect(remove()).rejects.toMatchObject(inState('Assignable'))
  await submitted('A1WORKER', HITId!)
  await expect(remove()).rejects.toMatchObject(inState('Reviewable'))
  await control.advance('PT1H')
  await remove()
  await expect(remove()).rejects.toMatchObject(inState('Disposed'))

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Disposed')
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
  expect(await told()).toEqual(['HITDisposed'])
})

test('a HIT goes under review and back', async () => {
  const { mturk, createHit, submitted } = await startMarket()
  const { HITId } = await createHit()
  const mark = (Revert?: boolean) => mturk.send(new UpdateHITReviewStatusCommand({ HITId, Revert }))
  await expect(mark()).rejects.toMatchObject(turk('InvalidHITState'))
  await submitted('A1WORKER', HITId!)

  await mark()
  const under = await mturk.send(new ListReviewableHITsCommand({ Status: 'Reviewing' }))
  await mark(true)
  const back = await mturk.send(new ListReviewableHITsCommand({}))

  expect([under.NumResults, back.NumResults]).toEqual([1, 1])
})

test('a HIT changes its type only while nobody has accepted it', async () => {
  const { mturk, createHit, control } = await startMarket()
  const { HITId } = await createHit()
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({ ...typeOfWork, Title: 'Draw a dog' }),
  )
  const change = () => mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId }))

  await change()
  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT).toMatchObject({
    HITTypeId,
    Title: 'Draw a dog',
  })

  await control.accept('A1WORKER', HITId!)
  await expect(change()).rejects.toMatchObject(turk('InvalidHITState'))
})

test('a HIT is disposed of 120 days after it expired', async () => {
  const { createHit, control, mturk } = await startMarket()
  const { HITId } = await createHit()

  await control.advance('P121D')

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Disposed')
})
