import {
  DisassociateQualificationFromWorkerCommand,
  ListWorkersWithQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

test('lists the workers who have it, or had it', async () => {
  const { mturk, createQualificationTypeId, grant } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  await grant(QualificationTypeId, 'A1WORKER', 1)
  await grant(QualificationTypeId, 'A2WORKER', 2)
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )
  const list = async (Status?: 'Granted' | 'Revoked') => {
    const command = new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status })
    return (await mturk.send(command)).Qualifications!.map(({ WorkerId }) => WorkerId)
  }

  expect([await list(), await list('Granted'), await list('Revoked')]).toEqual([
    ['A2WORKER'],
    ['A2WORKER'],
    ['A1WORKER'],
  ])
})

test('refuses a type that does not exist, and an invalid status', async () => {
  const { mturk, createQualificationTypeId } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()

  await expect(
    mturk.send(new ListWorkersWithQualificationTypeCommand({ QualificationTypeId: '3NONE' })),
  ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
  await expect(
    mturk.send(
      new ListWorkersWithQualificationTypeCommand({
        QualificationTypeId,
        Status: 'Lost' as 'Revoked',
      }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationException' })
})

test('returns each qualification whole, and their number', async () => {
  const { mturk, createQualificationTypeId, grant } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  await grant(QualificationTypeId, 'A1WORKER', 7)

  const answer = await mturk.send(
    new ListWorkersWithQualificationTypeCommand({ QualificationTypeId }),
  )

  expect(answer).toMatchObject({
    NumResults: 1,
    Qualifications: [
      {
        QualificationTypeId,
        WorkerId: 'A1WORKER',
        GrantTime: initialTime,
        IntegerValue: 7,
        Status: 'Granted',
      },
    ],
  })
})
