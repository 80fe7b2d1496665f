import {
  DisassociateQualificationFromWorkerCommand,
  ListWorkersWithQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

async function startWithGrantedQualification() {
  const emulator = await startTestEmulator()
  const QualificationTypeId = await emulator.createQualificationTypeId()
  await emulator.grant(QualificationTypeId, 'A1WORKER', 7)
  const revoke = (WorkerId = 'A1WORKER') =>
    emulator.mturk.send(
      new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId }),
    )
  return { ...emulator, QualificationTypeId, revoke }
}

test('revokes a qualification, which is reported as revoked', async () => {
  const { mturk, QualificationTypeId, revoke, getScore } = await startWithGrantedQualification()

  await revoke()

  await expect(getScore(QualificationTypeId)).rejects.toMatchObject(
    expectedRequestError('InvalidQualificationState'),
  )
  const { Qualifications } = await mturk.send(
    new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status: 'Revoked' }),
  )
  expect(Qualifications).toMatchObject([{ WorkerId: 'A1WORKER', IntegerValue: 7 }])
})

test('a revoked qualification can be granted again', async () => {
  const { QualificationTypeId, revoke, grant, getScore } = await startWithGrantedQualification()
  await revoke()

  await grant(QualificationTypeId, 'A1WORKER', 3)

  expect(await getScore(QualificationTypeId)).toBe(3)
})

test('refuses a worker who does not have it, or no longer has it', async () => {
  const { revoke } = await startWithGrantedQualification()

  await expect(revoke('A2WORKER')).rejects.toMatchObject(
    expectedRequestError(
      'QualificationDoesNotExist',
      'You requested a Qualification that does not exist.',
    ),
  )
  await revoke()
  await expect(revoke()).rejects.toMatchObject(expectedRequestError('QualificationDoesNotExist'))
})

test('returns nothing', async () => {
  const { revoke } = await startWithGrantedQualification()

  const { $metadata: _, ...answer } = await revoke()

  expect(answer).toEqual({})
})
