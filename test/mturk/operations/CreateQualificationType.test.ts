import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  expectedMissingParameter,
  expectedParameterError,
  expectedRequestError,
} from '../../support/clients.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

const Test = readFileSync('fixtures/tests/cats.xml', 'utf8')
const AnswerKey = readFileSync('fixtures/tests/cats-key.xml', 'utf8')

test('creates a type that workers can request at once', async () => {
  const { createQualificationTypeId, control } = await startTestEmulator()

  const id = await createQualificationTypeId()

  expect(
    await control.request('GET /_mturk/workers/{id}/qualifications', { id: 'A1WORKER' }),
  ).toMatchObject([{ qualificationTypeId: id, name: 'Cats' }])
})

test('an auto-granted type is granted as soon as it is requested', async () => {
  const { createQualificationTypeId, control, getScore } = await startTestEmulator()
  const type = await createQualificationTypeId({ AutoGranted: true, AutoGrantedValue: 5 })

  await control.request('POST /_mturk/workers/{id}/qualification-requests', {
    id: 'A1WORKER',
    body: { qualificationTypeId: type },
  })

  expect(await getScore(type)).toBe(5)
})

test('an inactive type cannot be requested', async () => {
  const { createQualificationTypeId, control } = await startTestEmulator()
  const type = await createQualificationTypeId({ QualificationTypeStatus: 'Inactive' })

  await expect(
    control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: 'A1WORKER',
      body: { qualificationTypeId: type },
    }),
  ).rejects.toThrow('cannot be requested')
})

test('refuses a name that is taken, with the captured message', async () => {
  const { createQualificationType } = await startTestEmulator()
  await createQualificationType()

  await expect(createQualificationType()).rejects.toMatchObject(
    expectedRequestError(
      'QualificationTypeAlreadyExists',
      "You have already created a QualificationType with this name. A QualificationType's name must be unique among all of the QualificationTypes created by the same user.",
    ),
  )
})

test.each([
  ['a test without a time for it', { Test }, expectedMissingParameter('TestDurationInSeconds')],
  [
    'a test that is granted by itself',
    { Test, TestDurationInSeconds: 60, AutoGranted: true },
    expectedParameterError('AutoGranted'),
  ],
  ['an answer key without a test', { AnswerKey }, expectedMissingParameter('Test')],
  ['a name that is empty', { Name: '' }, expectedParameterError('Name')],
  [
    'a description that is too long',
    { Description: 'x'.repeat(2001) },
    expectedParameterError('Description'),
  ],
  [
    'keywords that are too long',
    { Keywords: 'x'.repeat(1001) },
    expectedParameterError('Keywords'),
  ],
])('refuses %s', async (_, fields, error) => {
  const { createQualificationType } = await startTestEmulator()

  await expect(createQualificationType(fields)).rejects.toMatchObject(error)
})

test('refuses a test that is not a QuestionForm, and a key that is not an AnswerKey', async () => {
  const { createQualificationType } = await startTestEmulator()
  await expect(
    createQualificationType({ Test: '<x/>', TestDurationInSeconds: 60 }),
  ).rejects.toMatchObject(
    expectedParameterError('Test', 'The value "<x/>" is not valid for the parameter Test.'),
  )
  await expect(
    createQualificationType({ Test, TestDurationInSeconds: 60, AnswerKey: Test }),
  ).rejects.toMatchObject(expectedParameterError('AnswerKey'))
})

test('a response header gives the reason why a test is invalid, which the error does not', async () => {
  const { createQualificationType } = await startTestEmulator()

  const error = await createQualificationType({
    Test: Test.replace('<QuestionIdentifier>', '<Cat/><QuestionIdentifier>'),
    TestDurationInSeconds: 60,
  }).catch((thrown) => thrown)

  expect(error.$response.headers['x-mturk-local-hint']).toMatch(/element .*Cat/i)
})

test('returns the whole type with defaults filled in', async () => {
  const { createQualificationType } = await startTestEmulator()

  expect(await createQualificationType({ Keywords: 'cat', AutoGranted: true })).toEqual({
    QualificationTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    CreationTime: initialTime,
    Name: 'Cats',
    Keywords: 'cat',
    Description: 'Knows cats',
    QualificationTypeStatus: 'Active',
    IsRequestable: true,
    AutoGranted: true,
    AutoGrantedValue: 1,
  })
})
