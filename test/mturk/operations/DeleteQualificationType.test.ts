import {
  AcceptQualificationRequestCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteQualificationTypeCommand,
  GetQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { externalQuestion, hitTypeInput, startTestEmulator } from '../../support/setup.js'

async function startWithDeleteQualificationType() {
  const emulator = await startTestEmulator()
  const QualificationTypeId = await emulator.createQualificationTypeId()
  const remove = () =>
    emulator.mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }))
  const asking = {
    QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' as const }],
  }
  return { ...emulator, QualificationTypeId, remove, asking }
}

test('deletes the type and frees its name', async () => {
  const { mturk, QualificationTypeId, remove, createQualificationType } =
    await startWithDeleteQualificationType()

  await remove()

  await expect(
    mturk.send(new GetQualificationTypeCommand({ QualificationTypeId })),
  ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
  await expect(createQualificationType()).resolves.toMatchObject({ Name: 'Cats' })
})

test('keeps workers’ scores, for the HITs that require them', async () => {
  const { QualificationTypeId, remove, grant, createHit, control, asking } =
    await startWithDeleteQualificationType()
  await grant(QualificationTypeId, 'A1WORKER')
  const { HITId } = await createHit({ ...asking, MaxAssignments: 2 })

  await remove()

  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('You do not meet')
})

test('rejects pending requests', async () => {
  const { mturk, QualificationTypeId, remove, requestQualification } =
    await startWithDeleteQualificationType()
  const QualificationRequestId = await requestQualification(QualificationTypeId)

  await remove()

  await expect(
    mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId })),
  ).rejects.toMatchObject(expectedRequestError('InvalidQualificationRequestState'))
})

test('no new HIT or HIT type can require it', async () => {
  const { mturk, remove, asking, createHit } = await startWithDeleteQualificationType()
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand({ ...hitTypeInput, ...asking }))

  await remove()

  const gone = expectedRequestError('QualificationTypeDoesNotExist')
  await expect(createHit(asking)).rejects.toMatchObject(gone)
  await expect(
    mturk.send(new CreateHITTypeCommand({ ...hitTypeInput, ...asking })),
  ).rejects.toMatchObject(gone)
  await expect(
    mturk.send(
      new CreateHITWithHITTypeCommand({
        HITTypeId,
        LifetimeInSeconds: 60,
        Question: externalQuestion,
      }),
    ),
  ).rejects.toMatchObject(gone)
})

test('refuses a second time, with the captured message', async () => {
  const { remove } = await startWithDeleteQualificationType()
  await remove()

  await expect(remove()).rejects.toMatchObject(
    expectedRequestError(
      'InvalidQualificationTypeState',
      'This operation can be called with a status of: Active,Inactive',
    ),
  )
})

test('refuses a type that does not exist, or a system type', async () => {
  const { mturk } = await startWithDeleteQualificationType()

  for (const QualificationTypeId of ['3NONE', '00000000000000000060'])
    await expect(
      mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId })),
    ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
})

test('returns nothing', async () => {
  const { remove } = await startWithDeleteQualificationType()

  const { $metadata: _, ...answer } = await remove()

  expect(answer).toEqual({})
})
