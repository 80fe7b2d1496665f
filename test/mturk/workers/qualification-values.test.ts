import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApproveAssignmentCommand, type QualificationRequirement } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { computePercentApproved } from '../../../src/domain/qualification.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'

type Asked = Omit<QualificationRequirement, 'QualificationTypeId'>

/** A comparator with its values, scores that satisfy it, and scores that do not. */
const comparators: readonly [Asked, readonly number[], readonly (number | undefined)[]][] = [
  [{ Comparator: 'Exists' }, [0, 5], [undefined]],
  [{ Comparator: 'LessThan', IntegerValues: [5] }, [4], [5, 6, undefined]],
  [{ Comparator: 'LessThanOrEqualTo', IntegerValues: [5] }, [4, 5], [6, undefined]],
  [{ Comparator: 'GreaterThan', IntegerValues: [5] }, [6], [4, 5, undefined]],
  [{ Comparator: 'GreaterThanOrEqualTo', IntegerValues: [5] }, [5, 6], [4, undefined]],
  [{ Comparator: 'EqualTo', IntegerValues: [5] }, [5], [4, 6, undefined]],
  [{ Comparator: 'NotEqualTo', IntegerValues: [5] }, [4, 6], [5, undefined]],
  [{ Comparator: 'In', IntegerValues: [5, 7] }, [5, 7], [6, undefined]],
  [{ Comparator: 'NotIn', IntegerValues: [5, 7] }, [6], [5, 7, undefined]],
]

test.each(comparators)(
  '%j admits workers with one of %j, and none with %j',
  async (expectedRequirement, yes, no) => {
    const { createQualificationTypeId, grant, createHit, control } = await startTestEmulator()
    const QualificationTypeId = await createQualificationTypeId()
    const { HITId } = await createHit({
      MaxAssignments: 9,
      QualificationRequirements: [{ QualificationTypeId, ...expectedRequirement }],
    })
    const accepting = async (score: number | undefined, index: number) => {
      const worker = `A${index}WORKER`
      if (score !== undefined) await grant(QualificationTypeId, worker, score)
      return control.accept(worker, HITId!)
    }

    for (const [index, score] of yes.entries())
      await expect(accepting(score, index)).resolves.toBeDefined()
    for (const [index, score] of no.entries())
      await expect(accepting(score, yes.length + index)).rejects.toThrow(
        `You do not meet the requirement ${QualificationTypeId} ${expectedRequirement.Comparator}`,
      )
  },
)

test('DoesNotExist admits workers without the qualification, and no others', async () => {
  const { createQualificationTypeId, grant, createHit, control } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  const { HITId } = await createHit({
    MaxAssignments: 2,
    QualificationRequirements: [{ QualificationTypeId, Comparator: 'DoesNotExist' }],
  })
  await grant(QualificationTypeId, 'A1WORKER', 0)

  await expect(control.accept('A1WORKER', HITId!)).rejects.toThrow('You do not meet')
  await expect(control.accept('A2WORKER', HITId!)).resolves.toBeDefined()
})

const locale = '00000000000000000071'
const california = { Country: 'US', Subdivision: 'CA' }
const places: readonly [QualificationRequirement, readonly string[]][] = [
  [
    { QualificationTypeId: locale, Comparator: 'EqualTo', LocaleValues: [{ Country: 'US' }] },
    ['US', 'US-CA'],
  ],
  [{ QualificationTypeId: locale, Comparator: 'EqualTo', LocaleValues: [california] }, ['US-CA']],
  [
    {
      QualificationTypeId: locale,
      Comparator: 'In',
      LocaleValues: [{ Country: 'DE' }, california],
    },
    ['DE', 'US-CA'],
  ],
  [
    { QualificationTypeId: locale, Comparator: 'NotIn', LocaleValues: [{ Country: 'US' }] },
    ['DE', 'nowhere'],
  ],
  [
    { QualificationTypeId: locale, Comparator: 'NotEqualTo', LocaleValues: [california] },
    ['DE', 'US', 'nowhere'],
  ],
]

test.each(places)('%j admits workers in %j', async (requirement, expected) => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({
    MaxAssignments: 9,
    QualificationRequirements: [requirement],
  })
  const workers = {
    DE: { Country: 'DE' },
    US: { Country: 'US' },
    'US-CA': california,
    nowhere: undefined,
  }

  const letIn: string[] = []
  for (const [index, [place, locale]] of Object.entries(workers).entries()) {
    const worker = `A${index}WORKER`
    await control.putWorker(worker, { locale })
    await control.accept(worker, HITId!).then(
      () => letIn.push(place),
      () => {},
    )
  }

  expect(letIn).toEqual(expected)
})

const numberApproved = '00000000000000000040'
const percentApproved = '000000000000000000L0'

test.each([
  [numberApproved, 1000, { approved: 1000 }, true],
  [numberApproved, 1000, { approved: 999, rejected: 1 }, false],
  [percentApproved, 95, { approved: 95, rejected: 5 }, true],
  [percentApproved, 95, { approved: 94, rejected: 6 }, false],
  [percentApproved, 95, { approved: 0, rejected: 9 }, true],
  [percentApproved, 95, { submitted: 100, approved: 0, rejected: 9 }, false],
] as const)(
  '%s of at least %d is met by %j: %s',
  async (QualificationTypeId, least, history, met) => {
    const { createHit, control } = await startTestEmulator()
    const Comparator = 'GreaterThanOrEqualTo'
    const { HITId } = await createHit({
      QualificationRequirements: [{ QualificationTypeId, Comparator, IntegerValues: [least] }],
    })
    await control.putWorker('A1WORKER', { history })

    const accepted = await control.accept('A1WORKER', HITId!).then(
      () => true,
      () => false,
    )

    expect(accepted).toBe(met)
  },
)

test('work done here counts with the history, and a history that cannot be is refused', async () => {
  const { mturk, createHit, control, submitAssignment } = await startTestEmulator()
  await control.putWorker('A1WORKER', { history: { approved: 999, returned: 3 } })
  const AssignmentId = await submitAssignment('A1WORKER', (await createHit()).HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  const { HITId } = await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: numberApproved,
        Comparator: 'GreaterThanOrEqualTo',
        IntegerValues: [1000],
      },
    ],
  })

  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
  await expect(
    control.putWorker('A2WORKER', { history: { submitted: 1, approved: 2 } }),
  ).rejects.toThrow('submitted must be at least')
})

test.each([
  { Country: 'UK' },
  { Country: 'US', Subdivision: 'XX' },
  { Country: 'DE', Subdivision: 'BE' },
])('a worker cannot live in %j', async (locale) => {
  const { control } = await startTestEmulator()

  await expect(control.putWorker('A1WORKER', { locale })).rejects.toThrow(
    'locale: must be a country of ISO 3166-1',
  )
  const init = join(createTempFolder(), 'init.json')
  writeFileSync(init, JSON.stringify({ workers: [{ id: 'A1WORKER', locale }] }))
  await expect(startTestEmulator({ init })).rejects.toThrow('must be a country of ISO 3166-1')
})

const known: readonly ['adult' | 'master', QualificationRequirement][] = [
  [
    'adult',
    { QualificationTypeId: '00000000000000000060', Comparator: 'EqualTo', IntegerValues: [1] },
  ],
  ['master', { QualificationTypeId: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', Comparator: 'Exists' }],
]

test.each(known)(
  'a worker who is %s is admitted where that is required',
  async (what, requirement) => {
    const { createHit, control } = await startTestEmulator()
    const { HITId } = await createHit({
      MaxAssignments: 2,
      QualificationRequirements: [requirement],
    })
    await control.putWorker('A1WORKER', { [what]: true })

    await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
    await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('You do not meet')
  },
)

test('production’s Masters are not Masters in the sandbox, and vice versa', async () => {
  const production = await startTestEmulator({ environment: 'production' })
  const sandbox = await startTestEmulator()
  const asking = (QualificationTypeId: string) => ({
    MaxAssignments: 2,
    QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' as const }],
  })

  for (const [emulator, own, other] of [
    [production, '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH', '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6'],
    [sandbox, '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH'],
  ] as const) {
    await emulator.control.putWorker('A1WORKER', { master: true })
    const [mine, theirs] = [
      await emulator.createHit(asking(own)),
      await emulator.createHit(asking(other)),
    ]
    await expect(emulator.control.accept('A1WORKER', mine.HITId!)).resolves.toBeDefined()
    await expect(emulator.control.accept('A1WORKER', theirs.HITId!)).rejects.toThrow('do not meet')
  }
})

test('approved work counts, of every requester', async () => {
  const { mturk, createHit, submitAssignment, control } = await startTestEmulator()
  const requirement = (QualificationTypeId: string, value: number) => ({
    QualificationTypeId,
    Comparator: 'GreaterThanOrEqualTo' as const,
    IntegerValues: [value],
  })
  const { HITId } = await createHit({
    MaxAssignments: 9,
    QualificationRequirements: [
      requirement('00000000000000000040', 1),
      requirement('000000000000000000L0', 100),
    ],
  })
  const first = await createHit()
  await expect(control.accept('A1WORKER', HITId!)).rejects.toThrow(
    'You do not meet the requirement 00000000000000000040 GreaterThanOrEqualTo 1.',
  )

  const AssignmentId = await submitAssignment('A1WORKER', first.HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))

  await expect(control.accept('A1WORKER', HITId!)).resolves.toBeDefined()
})

test.each([
  [0, 99, 99, 100],
  [90, 10, 100, 90],
  [2, 1, 100, 66],
  [0, 0, 100, 100],
])(
  'of %d approved and %d rejected among %d submitted, %d in a hundred are approved',
  (approved, rejected, submitted, expected) => {
    expect(computePercentApproved(approved, rejected, submitted)).toBe(expected)
  },
)

test.each([
  ['Accept', true, true],
  ['PreviewAndAccept', true, false],
  ['DiscoverPreviewAndAccept', false, false],
] as const)(
  '%s: workers without it can discover: %s, preview: %s, and never accept',
  async (ActionsGuarded, discovered, previewed) => {
    const { createQualificationTypeId, grant, createHit, control } = await startTestEmulator()
    const QualificationTypeId = await createQualificationTypeId()
    await grant(QualificationTypeId, 'A1WORKER')
    const { HITId } = await createHit({
      MaxAssignments: 2,
      QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists', ActionsGuarded }],
    })
    const may = async (worker: string) => [
      (await control.request('GET /_mturk/workers/{id}/hits', { id: worker })).hits.length === 1,
      await control
        .request('GET /_mturk/workers/{id}/hits/{hitId}', { id: worker, hitId: HITId! })
        .then(
          () => true,
          () => false,
        ),
      await control.accept(worker, HITId!).then(
        () => true,
        () => false,
      ),
    ]

    expect(await may('A1WORKER')).toEqual([true, true, true])
    expect(await may('A2WORKER')).toEqual([discovered, previewed, false])
  },
)
