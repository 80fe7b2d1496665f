import {
  ListQualificationRequestsCommand,
  RejectQualificationRequestCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('rejects the request, which is no longer pending', async () => {
  const { mturk, createQualificationTypeId, requestQualification, getScore } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(type)

  await mturk.send(
    new RejectQualificationRequestCommand({ QualificationRequestId, Reason: 'Not yet.' }),
  )

  await expect(getScore(type)).rejects.toMatchObject(
    expectedRequestError('QualificationDoesNotExist'),
  )
  expect((await mturk.send(new ListQualificationRequestsCommand({}))).NumResults).toBe(0)
})

test('keeps the score that the worker has already', async () => {
  const { mturk, createQualificationTypeId, grant, requestQualification, getScore } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(type)
  await grant(type, 'A1WORKER', 5)

  await mturk.send(new RejectQualificationRequestCommand({ QualificationRequestId }))

  expect(await getScore(type)).toBe(5)
})

test('refuses a request that does not exist, or is no longer pending', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const reject = (QualificationRequestId: string) =>
    mturk.send(new RejectQualificationRequestCommand({ QualificationRequestId }))
  const id = await requestQualification(await createQualificationTypeId())
  await reject(id)

  await expect(reject('3NONE')).rejects.toMatchObject(
    expectedRequestError('QualificationRequestDoesNotExist'),
  )
  await expect(reject(id)).rejects.toMatchObject(
    expectedRequestError('InvalidQualificationRequestState'),
  )
})

test('returns nothing', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())

  const { $metadata: _, ...answer } = await mturk.send(
    new RejectQualificationRequestCommand({ QualificationRequestId }),
  )

  expect(answer).toEqual({})
})
