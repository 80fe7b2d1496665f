import { readFileSync } from 'node:fs'
import {
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  GetQualificationScoreCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { initialTime, startTestEmulator } from '../../support/setup.js'

const Test = readFileSync('fixtures/tests/cats.xml', 'utf8')
const AnswerKey = readFileSync('fixtures/tests/cats-key.xml', 'utf8')
const withMapping = (mapping: string) =>
  AnswerKey.replace(
    '</AnswerKey>',
    `<QualificationValueMapping>${mapping}</QualificationValueMapping></AnswerKey>`,
  )

async function startWithQualificationTest(more: Partial<CreateQualificationTypeCommandInput> = {}) {
  const emulator = await startTestEmulator()
  const { QualificationType } = await emulator.mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'Knows cats',
      QualificationTypeStatus: 'Active',
      Test,
      TestDurationInSeconds: 600,
      ...more,
    }),
  )
  const id = QualificationType!.QualificationTypeId!
  const take = (workerId: string, answers?: Record<string, string | string[]>) =>
    emulator.control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: workerId,
      body: { qualificationTypeId: id, answers },
    })
  const score = async (WorkerId: string) =>
    (
      await emulator.mturk.send(
        new GetQualificationScoreCommand({ QualificationTypeId: id, WorkerId }),
      )
    ).Qualification!.IntegerValue
  return { ...emulator, id, take, score }
}

const range =
  '<RangeMapping><SummedScoreRange><InclusiveLowerBound>10</InclusiveLowerBound><InclusiveUpperBound>15</InclusiveUpperBound><QualificationValue>2</QualificationValue></SummedScoreRange><OutOfRangeQualificationValue>7</OutOfRangeQualificationValue></RangeMapping>'
const percent = '<PercentageMapping><MaximumSummedScore>15</MaximumSummedScore></PercentageMapping>'
const scale = '<ScaleMapping><SummedScoreMultiplier>1.5</SummedScoreMultiplier></ScaleMapping>'

test.each([
  ['the sum', AnswerKey, { legs: 'four', likes: ['mice', 'milk'] }, 15],
  ['the default for other choices', AnswerKey, { legs: 'four', likes: ['mice'] }, 6],
  ['a negative score', AnswerKey, { legs: 'six' }, -1],
  ['a percentage', withMapping(percent), { legs: 'four', likes: ['mice'] }, 40],
  ['a scale', withMapping(scale), { legs: 'four', likes: ['mice', 'milk'] }, 23],
  ['a range', withMapping(range), { legs: 'four', likes: ['mice', 'milk'] }, 2],
  ['no range', withMapping(range), { legs: 'four' }, 7],
])('a test is scored by its key: %s', async (_, key, answers, expected) => {
  const { take, score } = await startWithQualificationTest({ AnswerKey: key })

  await take('A1WORKER', answers)

  expect(await score('A1WORKER')).toBe(expected)
})

test('a test without a key waits for the requester, with its answer', async () => {
  const { take, mturk, id } = await startWithQualificationTest()

  await take('A1WORKER', { legs: 'four', likes: ['milk', 'mice'] })

  const { QualificationRequests } = await mturk.send(new ListQualificationRequestsCommand({}))
  expect(QualificationRequests).toEqual([
    {
      QualificationRequestId: expect.any(String),
      QualificationTypeId: id,
      WorkerId: 'A1WORKER',
      SubmitTime: initialTime,
      Test,
      Answer:
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>legs</QuestionIdentifier><SelectionIdentifier>four</SelectionIdentifier></Answer><Answer><QuestionIdentifier>likes</QuestionIdentifier><SelectionIdentifier>milk</SelectionIdentifier><SelectionIdentifier>mice</SelectionIdentifier></Answer></QuestionFormAnswers>',
    },
  ])
})

test('a test ends after its duration, and can be retaken after the retry delay', async () => {
  const { control, take, id, score, mturk } = await startWithQualificationTest({
    AnswerKey,
    RetryDelayInSeconds: 3600,
  })

  const begun = await control.request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
    id: 'A1WORKER',
    typeId: id,
  })
  expect(begun).toMatchObject({ test: Test, deadline: '2026-01-01T00:10:00.000Z' })
  expect(begun.form.parts.map(({ kind }) => kind)).toEqual(['question', 'question'])
  const { NumResults } = await mturk.send(new ListQualificationRequestsCommand({}))
  expect(NumResults).toBe(0)
  await control.advance('PT10M')
  await expect(take('A1WORKER', { legs: 'four' })).rejects.toThrow('again 3600 seconds after')

  await control.advance('PT50M')
  await control.request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
    id: 'A1WORKER',
    typeId: id,
  })
  await control.advance('PT9M')
  await take('A1WORKER', { legs: 'six' })
  expect(await score('A1WORKER')).toBe(-1)

  await expect(take('A1WORKER', { legs: 'four' })).rejects.toThrow('again 3600 seconds after')
  await control.advance('PT1H')
  await take('A1WORKER', { legs: 'four' })
  expect(await score('A1WORKER')).toBe(6)
})

test('without a retry delay a test can be taken once', async () => {
  const { control, take, id } = await startWithQualificationTest({ AnswerKey })
  await control.request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
    id: 'A1WORKER',
    typeId: id,
  })
  await control.advance('PT10M')

  await expect(take('A1WORKER', { legs: 'four' })).rejects.toThrow('The time for the test')
})

test('invalid answers to a test are refused, each with its reason', async () => {
  const { take, control, id } = await startWithQualificationTest({ AnswerKey })

  await expect(take('A1WORKER', { likes: 'dogs', tail: 'long' })).rejects.toThrow(
    'The form has no question tail. legs: an answer is required. likes: there is no choice dogs.',
  )
  await expect(take('A1WORKER')).rejects.toThrow('has a test to be answered')
  const [offered] = await control.request('GET /_mturk/workers/{id}/qualifications', {
    id: 'A1WORKER',
  })
  expect(offered).toEqual({
    qualificationTypeId: id,
    name: 'Cats',
    description: 'Knows cats',
    hasTest: true,
    testDurationInSeconds: 600,
  })
})
