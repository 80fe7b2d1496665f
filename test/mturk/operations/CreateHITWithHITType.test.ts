import {
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  type CreateHITWithHITTypeCommandInput,
  GetHITCommand,
  ListHITsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  expectedParameterError,
  expectedRangeError,
  expectedRequestError,
} from '../../support/clients.js'
import {
  externalQuestion,
  hitTypeInput,
  startTestEmulator,
  timeAfter,
} from '../../support/setup.js'

async function startWithHitType() {
  const emulator = await startTestEmulator()
  const { HITTypeId } = await emulator.mturk.send(new CreateHITTypeCommand(hitTypeInput))
  const create = async (
    more: Partial<CreateHITWithHITTypeCommandInput> = {},
    client = emulator.mturk,
  ) => {
    const input = { HITTypeId, LifetimeInSeconds: 60, Question: externalQuestion, ...more }
    return (await client.send(new CreateHITWithHITTypeCommand(input))).HIT!
  }
  return { ...emulator, HITTypeId: HITTypeId!, create }
}

test('creates a HIT of an existing type', async () => {
  const { mturk, create } = await startWithHitType()

  const hit = await create()

  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})

test('HITs of one type are in one group, with those of CreateHIT', async () => {
  const { create, createHit } = await startWithHitType()

  const hits = [await create(), await create(), await createHit()]

  expect(new Set(hits.map(({ HITGroupId }) => HITGroupId)).size).toBe(1)
})

test('a token creates one HIT', async () => {
  const { create } = await startWithHitType()
  const { HITId } = await create({ UniqueRequestToken: 'once' })

  await expect(create({ UniqueRequestToken: 'once' })).rejects.toMatchObject(
    expectedRequestError('HitAlreadyExists', `The HIT with ID "${HITId}" already exists.`),
  )
})

test('refuses a type that does not exist, or is another requester’s', async () => {
  const { HITTypeId, create, connectAs } = await startWithHitType()

  await expect(create({ HITTypeId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.'),
  )
  await expect(create({}, connectAs('123456789012'))).rejects.toMatchObject(
    expectedRequestError('HITTypeDoesNotExist', `HIT type ${HITTypeId} does not exist.`),
  )
})

test.each([
  [
    'a lifetime that is too short',
    { LifetimeInSeconds: 29 },
    expectedRangeError('LifetimeInSeconds', 29, 30, 31_536_000),
  ],
  ['no question', { Question: undefined }, expectedParameterError('Question')],
  [
    'no assignments',
    { MaxAssignments: 0 },
    expectedRangeError('MaxAssignments', 0, 1, 1_000_000_000),
  ],
])('refuses %s, and creates nothing', async (_, fields, error) => {
  const { mturk, create } = await startWithHitType()

  await expect(create(fields)).rejects.toMatchObject(error)
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('reports the new HIT to the subscription of its type', async () => {
  const { HITTypeId, create, subscribeQueue } = await startWithHitType()
  const { receivedEventTypes } = await subscribeQueue(HITTypeId)

  await create()

  expect(await receivedEventTypes()).toEqual(['HITCreated'])
})

test('returns the whole HIT, with the properties of its type', async () => {
  const { HITTypeId, create } = await startWithHitType()

  expect(await create({ MaxAssignments: 3, RequesterAnnotation: 'batch 7' })).toMatchObject({
    HITTypeId,
    Title: 'Draw a cat',
    Reward: '0.10',
    QualificationRequirements: [],
    MaxAssignments: 3,
    RequesterAnnotation: 'batch 7',
    Expiration: timeAfter(60),
  })
})
