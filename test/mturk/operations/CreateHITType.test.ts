import {
  CreateHITTypeCommand,
  type CreateHITTypeCommandInput,
  CreateQualificationTypeCommand,
  type QualificationRequirement,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  expectedMissingParameter,
  expectedParameterError,
  expectedRangeError,
  expectedRequestError,
} from '../../support/clients.js'
import { hitTypeInput, startTestEmulator } from '../../support/setup.js'

async function startWithCreateHITType() {
  const emulator = await startTestEmulator()
  const create = async (more: Partial<CreateHITTypeCommandInput> = {}) =>
    (await emulator.mturk.send(new CreateHITTypeCommand({ ...hitTypeInput, ...more }))).HITTypeId
  return { ...emulator, create }
}

test('equal properties give one type, however they are written', async () => {
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
])('%s that differs gives another type', async (_, fields) => {
  const { create } = await startWithCreateHITType()

  expect(await create(fields)).not.toBe(await create())
})

test('another requester’s type is a different one', async () => {
  const { create, connectAs } = await startWithCreateHITType()

  const { HITTypeId } = await connectAs('123456789012').send(new CreateHITTypeCommand(hitTypeInput))

  expect(HITTypeId).not.toBe(await create())
})

const tooShort = (parameter: string, min: number) =>
  expectedParameterError(
    parameter,
    `Your request parameter ${parameter}  has a minimum length of ${min}.`,
  )
const tooLong = (parameter: string, max: number) =>
  expectedParameterError(
    parameter,
    `Your request parameter ${parameter}  has a maximum length of ${max}.`,
  )

test.each([
  ['a title that is empty', { Title: '' }, tooShort('Title', 1)],
  ['a title that is too long', { Title: 'x'.repeat(129) }, tooLong('Title', 128)],
  [
    'a description that is too long',
    { Description: 'x'.repeat(2001) },
    tooLong('Description', 2000),
  ],
  ['keywords that are too long', { Keywords: 'x'.repeat(1001) }, tooLong('Keywords', 1000)],
  [
    'a title with an emoji',
    { Title: 'Cats \u{1f63a}' },
    expectedParameterError('Title', 'The value  is not valid for the parameter Title.'),
  ],
  [
    'a duration that is too short',
    { AssignmentDurationInSeconds: 29 },
    expectedRangeError('AssignmentDurationInSeconds', 29, 30, 31_536_000),
  ],
  [
    'a duration that is too long',
    { AssignmentDurationInSeconds: 31_536_001 },
    expectedRangeError('AssignmentDurationInSeconds', 31_536_001, 30, 31_536_000),
  ],
  [
    'an approval delay beyond thirty days',
    { AutoApprovalDelayInSeconds: 2_592_001 },
    expectedRangeError('AutoApprovalDelayInSeconds', 2_592_001, 0, 2_592_000),
  ],
])('refuses %s', async (_, fields, error) => {
  const { create } = await startWithCreateHITType()

  await expect(create(fields)).rejects.toMatchObject(error)
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

/** Captured (boto3#2402, aws-sdk-js#3116), with both of its full stops. */
const mustBeNull = (parameter: string, value: string, comparator: string) =>
  expectedParameterError(
    parameter,
    `The value "${value}" is not valid for the parameter ${parameter}. ${parameter} must be null when used with the ${comparator} comparator..`,
  )

test.each([
  [
    'Exists with a value',
    requirementOf({ Comparator: 'Exists', IntegerValues: [1] }),
    mustBeNull('IntegerValue', '1', 'Exists'),
  ],
  ['EqualTo without one', requirementOf({}), expectedMissingParameter('IntegerValue')],
  [
    'EqualTo with two',
    requirementOf({ IntegerValues: [1, 2] }),
    mustBeNull('IntegerValue', '1,2', 'EqualTo'),
  ],
  [
    'In with sixteen numbers',
    requirementOf({ Comparator: 'In', IntegerValues: numbers(16) }),
    expectedParameterError('IntegerValue'),
  ],
  [
    'a place for a number',
    requirementOf({ IntegerValues: [1], LocaleValues: locales(1) }),
    mustBeNull('LocaleValue', 'DE', 'EqualTo'),
  ],
  [
    'a number for a place',
    requirementOf({ QualificationTypeId: locale, IntegerValues: [1] }),
    mustBeNull('IntegerValue', '1', 'EqualTo'),
  ],
  [
    'two places for one',
    requirementOf({ QualificationTypeId: locale, LocaleValues: locales(2) }),
    mustBeNull('LocaleValue', 'DE,DE', 'EqualTo'),
  ],
  [
    'thirty-one places',
    requirementOf({ QualificationTypeId: locale, Comparator: 'NotIn', LocaleValues: locales(31) }),
    expectedParameterError('LocaleValue'),
  ],
  [
    'places by size',
    requirementOf({
      QualificationTypeId: locale,
      Comparator: 'LessThan',
      LocaleValues: locales(1),
    }),
    expectedParameterError(
      'Comparator',
      'The value "LessThan" is not valid for the parameter Comparator. The qualification type Worker_Locale takes EqualTo, NotEqualTo, In and NotIn.',
    ),
  ],
])('refuses a requirement of %s', async (_, requirement, error) => {
  const { create } = await startWithCreateHITType()

  await expect(create({ QualificationRequirements: [requirement] })).rejects.toMatchObject(error)
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
  ).rejects.toMatchObject(expectedRangeError('QualificationRequirements', 11, 0, 10))
})

const inPlace = (place: { Country: string; Subdivision?: string }) =>
  requirementOf({ QualificationTypeId: locale, LocaleValues: [place] })

test.each(['UK', 'ZZ', 'us'])(
  'refuses the country %s, with the captured message',
  async (Country) => {
    const { create } = await startWithCreateHITType()

    await expect(
      create({ QualificationRequirements: [inPlace({ Country })] }),
    ).rejects.toMatchObject({
      name: 'ParameterValidationError',
      Parameter: 'Country',
      TurkErrorCode: 'AWS.InvalidEnumeratedParameter',
      message: expect.stringContaining(
        `The value "${Country}" you specified for Locale ISO 3166-1 alpha-2 Country Codes is invalid. Expected values [AD, AE, AF, AG, AI, AL, AM, AN, AO, AQ, AR, AS, AT, `,
      ),
    })
  },
)

test.each([
  [{ Country: 'US', Subdivision: 'XX' }],
  [{ Country: 'US', Subdivision: 'ny' }],
  [{ Country: 'DE', Subdivision: 'BY' }],
])('refuses the subdivision of %j', async (place) => {
  const { create } = await startWithCreateHITType()

  await expect(create({ QualificationRequirements: [inPlace(place)] })).rejects.toMatchObject(
    expectedParameterError('Subdivision'),
  )
})

test.each([
  [{ Country: 'GB' }],
  [{ Country: 'ME' }],
  [{ Country: 'AN' }],
  [{ Country: 'US', Subdivision: 'NY' }],
  [{ Country: 'US', Subdivision: 'PR' }],
])('accepts the place %j', async (place) => {
  const { create } = await startWithCreateHITType()

  await expect(create({ QualificationRequirements: [inPlace(place)] })).resolves.toBeDefined()
})

test('refuses to require an inactive qualification', async () => {
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

test('refuses a reward with three decimals, with the framework’s message', async () => {
  const { create } = await startWithCreateHITType()

  await expect(create({ Reward: '0.9752' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '0.9752' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$",
  })
})

test('returns only the ID', async () => {
  const { mturk } = await startWithCreateHITType()

  const { $metadata: _, ...answer } = await mturk.send(new CreateHITTypeCommand(hitTypeInput))

  expect(answer).toEqual({ HITTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/) })
})
