import {
  AcceptQualificationRequestCommand,
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  DeleteQualificationTypeCommand,
  DisassociateQualificationFromWorkerCommand,
  GetQualificationScoreCommand,
  GetQualificationTypeCommand,
  ListHITsForQualificationTypeCommand,
  ListQualificationRequestsCommand,
  ListQualificationTypesCommand,
  ListWorkersWithQualificationTypeCommand,
  type QualificationRequirement,
  RejectQualificationRequestCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime } from '../support/market.js'

const turk = (code: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
})

async function startQualified() {
  const market = await startMarket()
  const { mturk } = market
  const create = async (more: Partial<CreateQualificationTypeCommandInput> = {}) =>
    (
      await mturk.send(
        new CreateQualificationTypeCommand({
          Name: 'Cats',
          Description: 'Knows cats',
          QualificationTypeStatus: 'Active',
          ...more,
        }),
      )
    ).QualificationType!
  const grant = (
    QualificationTypeId: string | undefined,
    WorkerId: string,
    IntegerValue?: number,
  ) =>
    mturk.send(
      new AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId, IntegerValue }),
    )
  const score = (QualificationTypeId: string | undefined, WorkerId = 'A1WORKER') =>
    mturk.send(new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }))
  return { ...market, create, grant, score }
}

test('a type is made, found, changed and told the same each time', async () => {
  const { mturk, create } = await startQualified()
  const type = await create({ Keywords: 'cat', AutoGranted: true })
  const QualificationTypeId = type.QualificationTypeId!

  expect(type).toEqual({
    QualificationTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    CreationTime: startOfTime,
    Name: 'Cats',
    Keywords: 'cat',
    Description: 'Knows cats',
    QualificationTypeStatus: 'Active',
    IsRequestable: true,
    AutoGranted: true,
    AutoGrantedValue: 1,
  })
  const { QualificationType } = await mturk.send(
    new GetQualificationTypeCommand({ QualificationTypeId }),
  )
  expect(QualificationType).toEqual(type)
  const updated = await mturk.send(
    new UpdateQualificationTypeCommand({
      QualificationTypeId,
      Description: 'Loves cats',
      AutoGranted: false,
    }),
  )
  expect(updated.QualificationType).toMatchObject({ Description: 'Loves cats', AutoGranted: false })
})

test('a name is taken until its type is deleted', async () => {
  const { mturk, create } = await startQualified()
  const { QualificationTypeId } = await create()
  const remove = () => mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }))

  await expect(create()).rejects.toMatchObject({
    ...turk('QualificationTypeAlreadyExists'),
    message: `You have already created a QualificationType with this name. A QualificationType's name must be unique among all of the QualificationTypes created by the same user. (${startOfTime.getTime()} s)`,
  })
  await remove()
  await expect(remove()).rejects.toMatchObject(turk('InvalidQualificationTypeState'))
  await expect(create()).resolves.toBeDefined()
})

test.each([
  ['without a time for it', { Test: '<x/>' }],
  ['that is granted by itself', { Test: '<x/>', TestDurationInSeconds: 60, AutoGranted: true }],
])('a test %s is refused', async (_, fields) => {
  const { create } = await startQualified()

  await expect(create(fields)).rejects.toMatchObject(turk('InvalidParameterValue'))
})

test('types are found by a part of their names, in any case', async () => {
  const { mturk, create } = await startQualified()
  for (const Name of ['Cats and dogs', 'Dogs', 'CATS']) await create({ Name })
  const find = async (more: object) =>
    (
      await mturk.send(new ListQualificationTypesCommand({ MustBeRequestable: true, ...more }))
    ).QualificationTypes!.map(({ Name }) => Name)

  expect(await find({ Query: 'cats' })).toEqual(['Cats and dogs', 'CATS'])
  expect(await find({ Query: 'DOG', MaxResults: 1 })).toEqual(['Cats and dogs'])
  expect(await find({ MustBeOwnedByCaller: true })).toHaveLength(3)
})

test('a score is granted, overwritten, revoked and granted again', async () => {
  const { mturk, create, grant, score } = await startQualified()
  const { QualificationTypeId } = await create()
  const workers = async (Status: 'Granted' | 'Revoked') =>
    (
      await mturk.send(new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status }))
    ).Qualifications!.map(({ WorkerId, IntegerValue }) => [WorkerId, IntegerValue])

  await expect(score(QualificationTypeId)).rejects.toMatchObject({
    ...turk('QualificationDoesNotExist'),
    message: expect.stringMatching(/^You requested a Qualification that does not exist\. \(/),
  })
  await grant(QualificationTypeId, 'A1WORKER')
  await grant(QualificationTypeId, 'A1WORKER', 7)
  expect((await score(QualificationTypeId)).Qualification).toEqual({
    QualificationTypeId,
    WorkerId: 'A1WORKER',
    GrantTime: startOfTime,
    IntegerValue: 7,
    Status: 'Granted',
  })
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )
  await expect(score(QualificationTypeId)).rejects.toMatchObject({
    ...turk('InvalidQualificationState'),
    message: expect.stringContaining('operation can be called with a status of: Granted'),
  })
  expect([await workers('Granted'), await workers('Revoked')]).toEqual([[], [['A1WORKER', 7]]])
  await grant(QualificationTypeId, 'A1WORKER', 3)
  expect(await workers('Granted')).toEqual([['A1WORKER', 3]])
  await expect(score('3NONE')).rejects.toMatchObject({
    ...turk('QualificationTypeDoesNotExist'),
    message: expect.stringContaining('does not exist'),
  })
})

test('workers ask, and the requester grants or refuses', async () => {
  const { mturk, create, control, score } = await startQualified()
  const { QualificationTypeId } = await create({ RetryDelayInSeconds: 60 })
  const ask = (worker: string) => control.requestQualification(worker, QualificationTypeId!)
  await ask('A1WORKER')
  await ask('A2WORKER')
  await expect(ask('A1WORKER')).rejects.toThrow('requested')

  const { QualificationRequests } = await mturk.send(new ListQualificationRequestsCommand({}))
  const [first, second] = QualificationRequests!
  const grant = () =>
    mturk.send(
      new AcceptQualificationRequestCommand({
        QualificationRequestId: first!.QualificationRequestId,
        IntegerValue: 9,
      }),
    )
  await grant()
  await mturk.send(
    new RejectQualificationRequestCommand({
      QualificationRequestId: second!.QualificationRequestId,
    }),
  )

  expect((await score(QualificationTypeId)).Qualification!.IntegerValue).toBe(9)
  await expect(grant()).rejects.toMatchObject(turk('InvalidQualificationRequestState'))
  await expect(ask('A2WORKER')).rejects.toThrow('again 60 seconds after')
  await control.advance('PT1M')
  await expect(ask('A2WORKER')).resolves.toBeDefined()
})

test('a type that is granted by itself is granted at once', async () => {
  const { create, control, score } = await startQualified()
  const { QualificationTypeId } = await create({ AutoGranted: true, AutoGrantedValue: 5 })

  await control.requestQualification('A1WORKER', QualificationTypeId!)

  expect((await score(QualificationTypeId)).Qualification!.IntegerValue).toBe(5)
})

const cases: readonly [
  string,
  Omit<QualificationRequirement, 'QualificationTypeId'>,
  number | undefined,
  boolean,
][] = [
  ['Exists', { Comparator: 'Exists' }, 1, true],
  ['Exists', { Comparator: 'Exists' }, undefined, false],
  ['DoesNotExist', { Comparator: 'DoesNotExist' }, undefined, true],
  ['LessThan', { Comparator: 'LessThan', IntegerValues: [5] }, 5, false],
  ['LessThanOrEqualTo', { Comparator: 'LessThanOrEqualTo', IntegerValues: [5] }, 5, true],
  ['GreaterThan', { Comparator: 'GreaterThan', IntegerValues: [5] }, 6, true],
  ['GreaterThanOrEqualTo', { Comparator: 'GreaterThanOrEqualTo', IntegerValues: [5] }, 4, false],
  ['EqualTo', { Comparator: 'EqualTo', IntegerValues: [5] }, 5, true],
  ['NotEqualTo', { Comparator: 'NotEqualTo', IntegerValues: [5] }, 5, false],
  ['In', { Comparator: 'In', IntegerValues: [5, 6] }, 6, true],
  ['NotIn', { Comparator: 'NotIn', IntegerValues: [5, 6] }, 6, false],
]

test.each(cases)('%s: %j lets a worker with %s in: %s', async (_, requirement, value, may) => {
  const { create, grant, createHit, control } = await startQualified()
  const { QualificationTypeId } = await create()
  if (value !== undefined) await grant(QualificationTypeId, 'A1WORKER', value)
  const { HITId } = await createHit({
    QualificationRequirements: [{ QualificationTypeId, ...requirement }],
  })

  const accepting = control.accept('A1WORKER', HITId!)

  if (may) await expect(accepting).resolves.toBeDefined()
  else await expect(accepting).rejects.toThrow('You do not meet the requirement')
})

test('the service’s own types are computed: locale, adult, masters, work approved', async () => {
  const { createHit, control } = await startQualified()
  await control.worker('A1WORKER', { locale: { Country: 'DE' }, adult: true, master: true })
  const may = async (worker: string, requirement: QualificationRequirement) => {
    const { HITId } = await createHit({
      MaxAssignments: 9,
      QualificationRequirements: [requirement],
    })
    return control.accept(worker, HITId!).then(
      () => true,
      () => false,
    )
  }
  const requirements: QualificationRequirement[] = [
    {
      QualificationTypeId: '00000000000000000071',
      Comparator: 'In',
      LocaleValues: [{ Country: 'DE' }],
    },
    { QualificationTypeId: '00000000000000000060', Comparator: 'EqualTo', IntegerValues: [1] },
    { QualificationTypeId: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', Comparator: 'Exists' },
  ]

  for (const requirement of requirements) {
    expect(await may('A1WORKER', requirement)).toBe(true)
    expect(await may('A2WORKER', requirement)).toBe(false)
  }
  const approved = {
    QualificationTypeId: '00000000000000000040',
    Comparator: 'GreaterThanOrEqualTo' as const,
    IntegerValues: [1],
  }
  expect(await may('A2WORKER', approved)).toBe(false)
  const percent = { ...approved, QualificationTypeId: '000000000000000000L0', IntegerValues: [100] }
  expect(await may('A2WORKER', percent)).toBe(true)
})

test('a HIT that guards its discovery is not offered to whoever lacks the qualification', async () => {
  const { mturk, create, grant, createHit, control } = await startQualified()
  const { QualificationTypeId } = await create()
  const { HITId } = await createHit({
    QualificationRequirements: [
      { QualificationTypeId, Comparator: 'Exists', ActionsGuarded: 'DiscoverPreviewAndAccept' },
    ],
  })
  await grant(QualificationTypeId, 'A1WORKER')

  const offered = async (worker: string) =>
    (await control.hitsFor(worker)).hits.map(({ hitId, reasons }) => [hitId, reasons.length])

  expect(await offered('A1WORKER')).toEqual([[HITId, 0]])
  expect(await offered('A2WORKER')).toEqual([])
  const { HITs } = await mturk.send(
    new ListHITsForQualificationTypeCommand({ QualificationTypeId }),
  )
  expect(HITs!.map((hit) => hit.HITId)).toEqual([HITId])
})
