import {
  CreateHITTypeCommand,
  ListHITsForQualificationTypeCommand,
  UpdateHITTypeOfHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { hitTypeInput, startTestEmulator } from '../../support/setup.js'

async function startWithRequiringHits() {
  const emulator = await startTestEmulator()
  const QualificationTypeId = await emulator.createQualificationTypeId()
  const requirement = { QualificationTypeId, Comparator: 'Exists' as const }
  const asking = await emulator.createHit({ QualificationRequirements: [requirement] })
  await emulator.createHit()
  const list = async (client = emulator.mturk) =>
    (await client.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }))).HITs!
  return { ...emulator, QualificationTypeId, asking, list }
}

test('lists the HITs that require it, and no others', async () => {
  const { asking, list } = await startWithRequiringHits()

  expect((await list()).map(({ HITId }) => HITId)).toEqual([asking.HITId])
})

test('a HIT whose type was changed is listed by its new requirements', async () => {
  const { mturk, asking, list } = await startWithRequiringHits()
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(hitTypeInput))

  await mturk.send(new UpdateHITTypeOfHITCommand({ HITId: asking.HITId, HITTypeId }))

  expect(await list()).toEqual([])
})

test('another requester’s HITs are not listed, and a type that no HIT requires has none', async () => {
  const { mturk, list, connectAs } = await startWithRequiringHits()

  expect(await list(connectAs('123456789012'))).toEqual([])
  expect(
    (await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId: '3NONE' })))
      .HITs,
  ).toEqual([])
})

test('refuses a missing qualification type', async () => {
  const { mturk } = await startWithRequiringHits()

  const answer = mturk.send(
    new ListHITsForQualificationTypeCommand({ QualificationTypeId: undefined }),
  )

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value null at 'qualificationTypeId'"),
  })
})

test('returns each HIT as creating it did, and their number', async () => {
  const { mturk, asking, QualificationTypeId } = await startWithRequiringHits()

  const answer = await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }))

  expect(answer).toMatchObject({ NumResults: 1, HITs: [asking] })
})
