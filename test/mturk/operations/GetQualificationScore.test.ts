import {
  DisassociateQualificationFromWorkerCommand,
  GetQualificationScoreCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { systemTypeIds } from '../../../src/domain/system-types.js'
import { expectedRequestError } from '../../support/clients.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

test('a later grant has its own time', async () => {
  const { mturk, control, createQualificationTypeId, grant } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  await grant(QualificationTypeId, 'A1WORKER', 7)
  await control.advance('PT1H')
  await grant(QualificationTypeId, 'A1WORKER', 8)

  const { Qualification } = await mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  expect(Qualification).toMatchObject({
    GrantTime: new Date(initialTime.getTime() + 3_600_000),
    IntegerValue: 8,
  })
})

test('refuses a worker without the qualification, one from whom it was revoked, and an unknown type', async () => {
  const { mturk, createQualificationTypeId, grant, getScore } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()

  await expect(getScore(QualificationTypeId)).rejects.toMatchObject(
    expectedRequestError(
      'QualificationDoesNotExist',
      'You requested a Qualification that does not exist.',
    ),
  )
  await grant(QualificationTypeId, 'A1WORKER')
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )
  await expect(getScore(QualificationTypeId)).rejects.toMatchObject(
    expectedRequestError(
      'InvalidQualificationState',
      'This operation can be called with a status of: Granted',
    ),
  )
  await expect(getScore('3NONE')).rejects.toMatchObject(
    expectedRequestError(
      'QualificationTypeDoesNotExist',
      'QualificationType 3NONE does not exist.',
    ),
  )
})

test.each(Object.entries(systemTypeIds))('refuses the service’s own type %s', async (_, id) => {
  const { getScore } = await startTestEmulator()

  await expect(getScore(id)).rejects.toMatchObject(
    expectedRequestError(
      'QualificationDoesNotExist',
      'You requested a Qualification that does not exist.',
    ),
  )
})

test('refuses another requester’s type', async () => {
  const { createQualificationTypeId, grant, connectAs } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  await grant(QualificationTypeId, 'A1WORKER')

  const answer = connectAs('123456789012').send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  await expect(answer).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
})

test('returns the whole qualification', async () => {
  const { mturk, createQualificationTypeId, grant } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  await grant(QualificationTypeId, 'A1WORKER', 7)

  const { Qualification } = await mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  expect(Qualification).toEqual({
    QualificationTypeId,
    WorkerId: 'A1WORKER',
    GrantTime: initialTime,
    IntegerValue: 7,
    Status: 'Granted',
  })
})
