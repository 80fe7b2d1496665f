import {
  CreateHITTypeCommand,
  ListHITsForQualificationTypeCommand,
  UpdateHITTypeOfHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { typeOfWork } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

async function startAsked() {
  const market = await startQualified()
  const QualificationTypeId = await market.createId()
  const requirement = { QualificationTypeId, Comparator: 'Exists' as const }
  const asking = await market.createHit({ QualificationRequirements: [requirement] })
  await market.createHit()
  const list = async (client = market.mturk) =>
    (await client.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }))).HITs!
  return { ...market, QualificationTypeId, asking, list }
}

test('lists the HITs that ask for it, and no others', async () => {
  const { asking, list } = await startAsked()

  expect((await list()).map(({ HITId }) => HITId)).toEqual([asking.HITId])
})

test('a HIT whose type is changed is listed by what it asks then', async () => {
  const { mturk, asking, list } = await startAsked()
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(typeOfWork))

  await mturk.send(new UpdateHITTypeOfHITCommand({ HITId: asking.HITId, HITTypeId }))

  expect(await list()).toEqual([])
})

test('another requester’s HITs are not listed, and a type that nobody asks for has none', async () => {
  const { mturk, list, asAnother } = await startAsked()

  expect(await list(asAnother('123456789012'))).toEqual([])
  expect(
    (await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId: '3NONE' })))
      .HITs,
  ).toEqual([])
})

test('refuses to be asked for none', async () => {
  const { mturk } = await startAsked()

  const answer = mturk.send(
    new ListHITsForQualificationTypeCommand({ QualificationTypeId: undefined }),
  )

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value null at 'qualificationTypeId'"),
  })
})

test('answers each HIT as creating it did, and how many', async () => {
  const { mturk, asking, QualificationTypeId } = await startAsked()

  const answer = await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }))

  expect(answer).toMatchObject({ NumResults: 1, HITs: [asking] })
})
