import { readFileSync } from 'node:fs'
import {
  GetQualificationTypeCommand,
  UpdateQualificationTypeCommand,
  type UpdateQualificationTypeCommandInput,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  expectedMissingParameter,
  expectedParameterError,
  expectedRequestError,
} from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

const Test = readFileSync('fixtures/tests/cats.xml', 'utf8')
const AnswerKey = readFileSync('fixtures/tests/cats-key.xml', 'utf8')
const testInput = { Test, AnswerKey, TestDurationInSeconds: 600 }

async function startWithQualificationType(input: object = {}) {
  const emulator = await startTestEmulator()
  const QualificationTypeId = await emulator.createQualificationTypeId(input)
  const update = async (more: Partial<UpdateQualificationTypeCommandInput>) =>
    (
      await emulator.mturk.send(
        new UpdateQualificationTypeCommand({ QualificationTypeId, ...more }),
      )
    ).QualificationType!
  return { ...emulator, QualificationTypeId, update }
}

test('changes the given members, and keeps the others', async () => {
  const { update } = await startWithQualificationType({ Keywords: 'cat', RetryDelayInSeconds: 60 })

  expect(
    await update({ Description: 'Loves cats', QualificationTypeStatus: 'Inactive' }),
  ).toMatchObject({
    Name: 'Cats',
    Keywords: 'cat',
    Description: 'Loves cats',
    QualificationTypeStatus: 'Inactive',
    RetryDelayInSeconds: 60,
  })
  expect(await update({ RetryDelayInSeconds: 90 })).toMatchObject({
    Description: 'Loves cats',
    RetryDelayInSeconds: 90,
  })
})

test('turns auto-granting on and off', async () => {
  const { update } = await startWithQualificationType()

  expect(await update({ AutoGranted: true })).toMatchObject({ AutoGrantedValue: 1 })
  const off = await update({ AutoGranted: false })

  expect([off.AutoGranted, off.AutoGrantedValue]).toEqual([false, undefined])
})

test('a new test without a key removes the old key', async () => {
  const { update } = await startWithQualificationType(testInput)

  const updated = await update({ Test, TestDurationInSeconds: 300 })

  expect([updated.Test, updated.TestDurationInSeconds, updated.AnswerKey]).toEqual([
    Test,
    300,
    undefined,
  ])
})

test.each([
  ['a test without its time', { Test }, expectedMissingParameter('TestDurationInSeconds')],
  ['a key without its test', { AnswerKey }, expectedMissingParameter('Test')],
  ['a time without its test', { TestDurationInSeconds: 300 }, expectedMissingParameter('Test')],
  [
    'a type with a test that is granted by itself',
    { AutoGranted: true },
    expectedParameterError('AutoGranted'),
  ],
  ['an empty description', { Description: '' }, expectedParameterError('Description')],
])('refuses %s, and changes nothing', async (_, fields, error) => {
  const { mturk, QualificationTypeId, update } = await startWithQualificationType(testInput)
  const getQualificationType = async () =>
    (await mturk.send(new GetQualificationTypeCommand({ QualificationTypeId }))).QualificationType
  const before = await getQualificationType()

  await expect(update(fields)).rejects.toMatchObject(error)
  expect(await getQualificationType()).toEqual(before)
})

test('refuses a type that does not exist, or is another requester’s', async () => {
  const { update, QualificationTypeId, connectAs } = await startWithQualificationType()

  await expect(update({ QualificationTypeId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('QualificationTypeDoesNotExist'),
  )
  await expect(
    connectAs('123456789012').send(new UpdateQualificationTypeCommand({ QualificationTypeId })),
  ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
})

test('returns the whole type, as GetQualificationType does', async () => {
  const { mturk, QualificationTypeId, update } = await startWithQualificationType()

  const updated = await update(testInput)

  const { QualificationType } = await mturk.send(
    new GetQualificationTypeCommand({ QualificationTypeId }),
  )
  expect(updated).toMatchObject(testInput)
  expect(updated).toEqual(QualificationType)
})
