import {
  AcceptQualificationRequestCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteQualificationTypeCommand,
  GetQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { question, turk, typeOfWork } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

async function startToDelete() {
  const market = await startQualified()
  const QualificationTypeId = await market.createId()
  const remove = () =>
    market.mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }))
  const asking = {
    QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' as const }],
  }
  return { ...market, QualificationTypeId, remove, asking }
}

test('takes the type away and frees its name', async () => {
  const { mturk, QualificationTypeId, remove, create } = await startToDelete()

  await remove()

  await expect(
    mturk.send(new GetQualificationTypeCommand({ QualificationTypeId })),
  ).rejects.toMatchObject(turk('QualificationTypeDoesNotExist'))
  await expect(create()).resolves.toMatchObject({ Name: 'Cats' })
})

test('leaves workers what they have of it, for the HITs that ask for it', async () => {
  const { QualificationTypeId, remove, grant, createHit, control, asking } = await startToDelete()
  await grant(QualificationTypeId, 'A1WORKER')
  const { HITId } = await createHit({ ...asking, MaxAssignments: 2 })

  await remove()

  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('You do not meet')
})

test('rejects what was still requested', async () => {
  const { mturk, QualificationTypeId, remove, ask } = await startToDelete()
  const QualificationRequestId = await ask(QualificationTypeId)

  await remove()

  await expect(
    mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId })),
  ).rejects.toMatchObject(turk('InvalidQualificationRequestState'))
})

test('no HIT and no HIT type can ask for it any more', async () => {
  const { mturk, remove, asking, createHit } = await startToDelete()
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand({ ...typeOfWork, ...asking }))

  await remove()

  const gone = turk('QualificationTypeDoesNotExist')
  await expect(createHit(asking)).rejects.toMatchObject(gone)
  await expect(
    mturk.send(new CreateHITTypeCommand({ ...typeOfWork, ...asking })),
  ).rejects.toMatchObject(gone)
  await expect(
    mturk.send(
      new CreateHITWithHITTypeCommand({ HITTypeId, LifetimeInSeconds: 60, Question: question }),
    ),
  ).rejects.toMatchObject(gone)
})

test('refuses a second time, in the captured words', async () => {
  const { remove } = await startToDelete()
  await remove()

  await expect(remove()).rejects.toMatchObject(
    turk(
      'InvalidQualificationTypeState',
      'This operation can be called with a status of: Active,Inactive',
    ),
  )
})

test('refuses a type that does not exist, or is the service’s own', async () => {
  const { mturk } = await startToDelete()

  for (const QualificationTypeId of ['3NONE', '00000000000000000060'])
    await expect(
      mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId })),
    ).rejects.toMatchObject(turk('QualificationTypeDoesNotExist'))
})

test('answers nothing', async () => {
  const { remove } = await startToDelete()

  const { $metadata: _, ...answer } = await remove()

  expect(answer).toEqual({})
})
