import { AcceptQualificationRequestCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('grants what a worker asked for, with the score that is given', async () => {
  const { mturk, createQualificationTypeId, requestQualification, getScore } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(type)

  await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue: 9 }),
  )

  expect(await getScore(type)).toBe(9)
})

test('a score that is not given is 1, and another score than before replaces it', async () => {
  const { mturk, createQualificationTypeId, grant, requestQualification, getScore } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(type)
  await grant(type, 'A1WORKER', 5)

  await mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))

  expect(await getScore(type)).toBe(1)
})

test('refuses a request that does not exist', async () => {
  const { mturk } = await startTestEmulator()

  const answer = mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId: '3NONE' }),
  )

  await expect(answer).rejects.toMatchObject(
    expectedRequestError(
      'QualificationRequestDoesNotExist',
      'QualificationRequest 3NONE does not exist.',
    ),
  )
})

test('refuses a request that was decided before', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())
  const accept = () => mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))
  await accept()

  await expect(accept()).rejects.toMatchObject(
    expectedRequestError('InvalidQualificationRequestState'),
  )
})

test('answers nothing', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())

  const { $metadata: _, ...answer } = await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId }),
  )

  expect(answer).toEqual({})
})
