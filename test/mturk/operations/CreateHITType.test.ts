import {
  CreateHITTypeCommand,
  type CreateHITTypeCommandInput,
  CreateQualificationTypeCommand,
  type QualificationRequirement,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk, typeOfWork } from '../../support/market.js'

async function startTyping() {
  const market = await startMarket()
  const create = async (more: Partial<CreateHITTypeCommandInput> = {}) =>
    (await market.mturk.send(new CreateHITTypeCommand({ ...typeOfWork, ...more }))).HITTypeId
  return { ...market, create }
}

test('equal properties are one type, however they were given', async () => {
  const { create, createHit } = await startTyping()
  const first = await create()

  const again = [
    await create({ Reward: '0.1' }),
    await create({ AutoApprovalDelayInSeconds: 2_592_000 }),
    await create({ QualificationRequirements: [] }),
    (await createHit()).HITTypeId,
  ]

  expect(new Set(again)).toEqual(new Set([first]))
})

test.each([
  ['a title', { Title: 'Draw a dog' }],
  ['a description', { Description: 'With a pen' }],
  ['keywords', { Keywords: 'dog' }],
  ['a reward', { Reward: '0.11' }],
  ['a duration', { AssignmentDurationInSeconds: 601 }],
  ['an approval delay', { AutoApprovalDelayInSeconds: 0 }],
  [
    'a requirement',
    { QualificationRequirements: [{ QualificationTypeId: 'Q', Comparator: 'Exists' as const }] },
  ],
])('%s that differs makes another type', async (_, fields) => {
  const { create } = await startTyping()

  expect(await create(fields)).not.toBe(await create())
})

test('another requester’s type is another', async () => {
  const { create, asAnother } = await startTyping()

  const { HITTypeId } = await asAnother('123456789012').send(new CreateHITTypeCommand(typeOfWork))

  expect(HITTypeId).not.toBe(await create())
})

test.each([
  ['a title that is empty', { Title: '' }],
  ['a title that is too long', { Title: 'x'.repeat(129) }],
  ['a description that is too long', { Description: 'x'.repeat(2001) }],
  ['keywords that are too long', { Keywords: 'x'.repeat(1001) }],
  ['a duration that is too short', { AssignmentDurationInSeconds: 29 }],
  ['a duration that is too long', { AssignmentDurationInSeconds: 31_536_001 }],
  ['an approval delay beyond thirty days', { AutoApprovalDelayInSeconds: 2_592_001 }],
])('refuses %s', async (_, fields) => {
  const { create } = await startTyping()

  await expect(create(fields)).rejects.toMatchObject(turk('InvalidParameterValue'))
})

const locale = '00000000000000000071'
const places = (count: number) => Array.from({ length: count }, () => ({ Country: 'DE' }))
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const asked = (requirement: Partial<QualificationRequirement>): QualificationRequirement => ({
  QualificationTypeId: 'Q',
  Comparator: 'EqualTo',
  ...requirement,
})

test.each([
  ['Exists with a value', asked({ Comparator: 'Exists', IntegerValues: [1] })],
  ['EqualTo without one', asked({})],
  ['EqualTo with two', asked({ IntegerValues: [1, 2] })],
  ['In with sixteen numbers', asked({ Comparator: 'In', IntegerValues: numbers(16) })],
  ['a place for a number', asked({ LocaleValues: places(1) })],
  ['a number for a place', asked({ QualificationTypeId: locale, IntegerValues: [1] })],
  ['two places for one', asked({ QualificationTypeId: locale, LocaleValues: places(2) })],
  [
    'thirty-one places',
    asked({ QualificationTypeId: locale, Comparator: 'NotIn', LocaleValues: places(31) }),
  ],
  [
    'places by size',
    asked({ QualificationTypeId: locale, Comparator: 'LessThan', LocaleValues: places(1) }),
  ],
])('refuses a requirement of %s', async (_, requirement) => {
  const { create } = await startTyping()

  await expect(create({ QualificationRequirements: [requirement] })).rejects.toMatchObject(
    turk('InvalidParameterValue'),
  )
})

test('takes fifteen numbers, thirty places and ten requirements, and refuses an eleventh', async () => {
  const { create } = await startTyping()
  const most = [
    asked({ Comparator: 'In', IntegerValues: numbers(15) }),
    asked({ QualificationTypeId: locale, Comparator: 'In', LocaleValues: places(30) }),
    ...Array.from({ length: 8 }, () => asked({ Comparator: 'Exists' })),
  ]

  await expect(create({ QualificationRequirements: most })).resolves.toBeDefined()
  await expect(
    create({ QualificationRequirements: [...most, asked({ Comparator: 'Exists' })] }),
  ).rejects.toMatchObject(turk('InvalidParameterValue'))
})

test('refuses to ask for an inactive qualification', async () => {
  const { mturk, create } = await startTyping()
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'x',
      QualificationTypeStatus: 'Inactive',
    }),
  )
  const { QualificationTypeId } = QualificationType!

  await expect(
    create({ QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }] }),
  ).rejects.toMatchObject(
    turk('InvalidQualificationTypeState', 'This operation can be called with a status of: Active'),
  )
})

test('refuses a reward with three decimals, in the framework’s words', async () => {
  const { create } = await startTyping()

  await expect(create({ Reward: '0.9752' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '0.9752' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$",
  })
})

test('answers the ID alone', async () => {
  const { mturk } = await startTyping()

  const { $metadata: _, ...answer } = await mturk.send(new CreateHITTypeCommand(typeOfWork))

  expect(answer).toEqual({ HITTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/) })
})
