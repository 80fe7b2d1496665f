import {
  DisassociateQualificationFromWorkerCommand,
  ListWorkersWithQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

async function startGranted() {
  const market = await startQualified()
  const QualificationTypeId = await market.createId()
  await market.grant(QualificationTypeId, 'A1WORKER', 7)
  const revoke = (WorkerId = 'A1WORKER') =>
    market.mturk.send(
      new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId }),
    )
  return { ...market, QualificationTypeId, revoke }
}

test('takes a qualification back, which is told of as revoked', async () => {
  const { mturk, QualificationTypeId, revoke, score } = await startGranted()

  await revoke()

  await expect(score(QualificationTypeId)).rejects.toMatchObject(turk('InvalidQualificationState'))
  const { Qualifications } = await mturk.send(
    new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status: 'Revoked' }),
  )
  expect(Qualifications).toMatchObject([{ WorkerId: 'A1WORKER', IntegerValue: 7 }])
})

test('what was taken back can be given again', async () => {
  const { QualificationTypeId, revoke, grant, score } = await startGranted()
  await revoke()

  await grant(QualificationTypeId, 'A1WORKER', 3)

  expect(await score(QualificationTypeId)).toBe(3)
})

test('refuses who does not have it, or not any more', async () => {
  const { revoke } = await startGranted()

  await expect(revoke('A2WORKER')).rejects.toMatchObject(
    turk('QualificationDoesNotExist', 'You requested a Qualification that does not exist.'),
  )
  await revoke()
  await expect(revoke()).rejects.toMatchObject(turk('QualificationDoesNotExist'))
})

test('answers nothing', async () => {
  const { revoke } = await startGranted()

  const { $metadata: _, ...answer } = await revoke()

  expect(answer).toEqual({})
})
