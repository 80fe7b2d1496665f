import {
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  type CreateHITWithHITTypeCommandInput,
  GetHITCommand,
  ListHITsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { after, question, startMarket, turk, typeOfWork } from '../../support/market.js'

async function startTyped() {
  const market = await startMarket()
  const { HITTypeId } = await market.mturk.send(new CreateHITTypeCommand(typeOfWork))
  const create = async (
    more: Partial<CreateHITWithHITTypeCommandInput> = {},
    client = market.mturk,
  ) => {
    const asked = { HITTypeId, LifetimeInSeconds: 60, Question: question, ...more }
    return (await client.send(new CreateHITWithHITTypeCommand(asked))).HIT!
  }
  return { ...market, HITTypeId: HITTypeId!, create }
}

test('makes a HIT of a type that was made before', async () => {
  const { mturk, create } = await startTyped()

  const hit = await create()

  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})

test('HITs of one type are of one group, with those that CreateHIT made', async () => {
  const { create, createHit } = await startTyped()

  const hits = [await create(), await create(), await createHit()]

  expect(new Set(hits.map(({ HITGroupId }) => HITGroupId)).size).toBe(1)
})

test('a token makes one HIT', async () => {
  const { create } = await startTyped()
  const { HITId } = await create({ UniqueRequestToken: 'once' })

  await expect(create({ UniqueRequestToken: 'once' })).rejects.toMatchObject(
    turk('HitAlreadyExists', `The HIT with ID "${HITId}" already exists.`),
  )
})

test('refuses a type that does not exist, or is another’s', async () => {
  const { HITTypeId, create, asAnother } = await startTyped()

  await expect(create({ HITTypeId: '3NONE' })).rejects.toMatchObject(
    turk('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.'),
  )
  await expect(create({}, asAnother('123456789012'))).rejects.toMatchObject(
    turk('HITTypeDoesNotExist', `HIT type ${HITTypeId} does not exist.`),
  )
})

test.each([
  ['a lifetime that is too short', { LifetimeInSeconds: 29 }],
  ['no question', { Question: undefined }],
  ['no assignments', { MaxAssignments: 0 }],
])('refuses %s, and nothing is made', async (_, fields) => {
  const { mturk, create } = await startTyped()

  await expect(create(fields)).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('tells who subscribed to the type', async () => {
  const { HITTypeId, create, listenTo } = await startTyped()
  const { told } = await listenTo(HITTypeId)

  await create()

  expect(await told()).toEqual(['HITCreated'])
})

test('answers the whole HIT, with what its type says', async () => {
  const { HITTypeId, create } = await startTyped()

  expect(await create({ MaxAssignments: 3, RequesterAnnotation: 'batch 7' })).toMatchObject({
    HITTypeId,
    Title: 'Draw a cat',
    Reward: '0.10',
    QualificationRequirements: [],
    MaxAssignments: 3,
    RequesterAnnotation: 'batch 7',
    Expiration: after(60),
  })
})
