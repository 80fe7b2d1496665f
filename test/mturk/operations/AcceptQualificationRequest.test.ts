import { AcceptQualificationRequestCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('grants a worker’s request, with the given score', async () => {
  const { mturk, createQualificationTypeId, requestQualification, getScore } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(type)

  await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue: 9 }),
  )

  expect(await getScore(type)).toBe(9)
})

test('the default score is 1, and a new score replaces the previous one', async () => {
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

test('refuses a request that was granted or rejected before', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())
  const accept = () => mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))
  await accept()

  await expect(accept()).rejects.toMatchObject(
    expectedRequestError('InvalidQualificationRequestState'),
  )
})

test('returns nothing', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())

  const { $metadata: _, ...answer } = await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId }),
  )

  expect(answer).toEqual({})
})
