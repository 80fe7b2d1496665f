import {
  CreateHITTypeCommand,
  type CreateHITTypeCommandInput,
  CreateQualificationTypeCommand,
  type QualificationRequirement,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { hitTypeInput, startTestEmulator } from '../../support/setup.js'

async function startWithCreateHITType() {
  const emulator = await startTestEmulator()
  const create = async (more: Partial<CreateHITTypeCommandInput> = {}) =>
    (await emulator.mturk.send(new CreateHITTypeCommand({ ...hitTypeInput, ...more }))).HITTypeId
  return { ...emulator, create }
}

test('equal properties are one type, however they were given', async () => {
  const { create, createHit } = await startWithCreateHITType()
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
  const { create } = await startWithCreateHITType()

  expect(await create(fields)).not.toBe(await create())
})

test('another requester’s type is another', async () => {
  const { create, connectAs } = await startWithCreateHITType()

  const { HITTypeId } = await connectAs('123456789012').send(new CreateHITTypeCommand(hitTypeInput))

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
  const { create } = await startWithCreateHITType()

  await expect(create(fields)).rejects.toMatchObject(expectedRequestError('InvalidParameterValue'))
})

const locale = '00000000000000000071'
const locales = (count: number) => Array.from({ length: count }, () => ({ Country: 'DE' }))
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const requirementOf = (
  requirement: Partial<QualificationRequirement>,
): QualificationRequirement => ({
  QualificationTypeId: 'Q',
  Comparator: 'EqualTo',
  ...requirement,
})

test.each([
  ['Exists with a value', requirementOf({ Comparator: 'Exists', IntegerValues: [1] })],
  ['EqualTo without one', requirementOf({})],
  ['EqualTo with two', requirementOf({ IntegerValues: [1, 2] })],
  ['In with sixteen numbers', requirementOf({ Comparator: 'In', IntegerValues: numbers(16) })],
  ['a place for a number', requirementOf({ LocaleValues: locales(1) })],
  ['a number for a place', requirementOf({ QualificationTypeId: locale, IntegerValues: [1] })],
  ['two places for one', requirementOf({ QualificationTypeId: locale, LocaleValues: locales(2) })],
  [
    'thirty-one places',
    requirementOf({ QualificationTypeId: locale, Comparator: 'NotIn', LocaleValues: locales(31) }),
  ],
  [
    'places by size',
    requirementOf({
      QualificationTypeId: locale,
      Comparator: 'LessThan',
      LocaleValues: locales(1),
    }),
  ],
])('refuses a requirement of %s', async (_, requirement) => {
  const { create } = await startWithCreateHITType()

  await expect(create({ QualificationRequirements: [requirement] })).rejects.toMatchObject(
    expectedRequestError('InvalidParameterValue'),
  )
})

test('takes fifteen numbers, thirty places and ten requirements, and refuses an eleventh', async () => {
  const { create } = await startWithCreateHITType()
  const most = [
    requirementOf({ Comparator: 'In', IntegerValues: numbers(15) }),
    requirementOf({ QualificationTypeId: locale, Comparator: 'In', LocaleValues: locales(30) }),
    ...Array.from({ length: 8 }, () => requirementOf({ Comparator: 'Exists' })),
  ]

  await expect(create({ QualificationRequirements: most })).resolves.toBeDefined()
  await expect(
    create({ QualificationRequirements: [...most, requirementOf({ Comparator: 'Exists' })] }),
  ).rejects.toMatchObject(expectedRequestError('InvalidParameterValue'))
})

test('refuses to ask for an inactive qualification', async () => {
  const { mturk, create } = await startWithCreateHITType()
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
    expectedRequestError(
      'InvalidQualificationTypeState',
      'This operation can be called with a status of: Active',
    ),
  )
})

test('refuses a reward with three decimals, in the framework’s words', async () => {
  const { create } = await startWithCreateHITType()

  await expect(create({ Reward: '0.9752' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '0.9752' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$",
  })
})

test('answers the ID alone', async () => {
  const { mturk } = await startWithCreateHITType()

  const { $metadata: _, ...answer } = await mturk.send(new CreateHITTypeCommand(hitTypeInput))

  expect(answer).toEqual({ HITTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/) })
})
