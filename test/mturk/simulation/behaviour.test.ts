import { CreateWorkerBlockCommand, GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { updateCrowd } from '../../../src/server/control/update-crowd.js'
import { parseAnswers } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

/** A review policy with one known answer. */
const withReviewPolicy = {
  AssignmentReviewPolicy: {
    PolicyName: 'ScoreMyKnownAnswers/2011-09-01',
    Parameters: [
      { Key: 'AnswerKey', MapEntries: [{ Key: 'days', Values: ['7'] }] },
      { Key: 'ApproveIfKnownAnswerScoreIsAtLeast', Values: ['100'] },
      { Key: 'RejectIfKnownAnswerScoreIsLessThan', Values: ['100'] },
      { Key: 'RejectReason', Values: ['A week has seven days.'] },
    ],
  },
}
const singleVisit = { workers: 3, arrivalsPerHour: 30, continueRate: 0, seed: 'behaviour' }

test('a crowd completes all HITs, and no worker gets the same HIT twice', async () => {
  const { createHits, listAssignments, control } = await startTestEmulator()
  const { hitIds } = await createHits(5)

  await control.putCrowd('all', { workers: 3, seed: 'x' })
  await control.advance('P1D')

  const assignments = await listAssignments(hitIds)
  const pairs = assignments.map(({ HITId, WorkerId }) => `${HITId} ${WorkerId}`)
  expect([assignments.length, new Set(pairs).size]).toEqual([10, 10])
  const { stats, workerStates } = await control.crowd('all')
  expect(stats).toMatchObject({
    accepted: 10,
    submitted: 10,
    badSubmissions: 0,
    returned: 0,
    abandoned: 0,
  })
  expect(workerStates).toEqual({ away: 3, looking: 0, working: 0 })
})

test('good work gives the known answers, and is approved', async () => {
  const { createHits, listAssignments, control } = await startTestEmulator()
  const { hitIds } = await createHits(2, withReviewPolicy)

  await control.putCrowd('good', singleVisit)
  await control.advance('P1D')

  expect((await control.crowd('good')).stats).toMatchObject({ submitted: 4, approved: 4 })
  const answers = (await listAssignments(hitIds)).map(({ Answer }) => parseAnswers(Answer).days)
  expect(answers).toEqual(['7', '7', '7', '7'])
})

test('bad work gives wrong answers to known questions, and is rejected', async () => {
  const { createHits, control } = await startTestEmulator()
  await createHits(2, withReviewPolicy)

  await control.putCrowd('bad', { ...singleVisit, errorRate: 1 })
  await control.advance('P1D')

  const { stats } = await control.crowd('bad')
  expect(stats).toMatchObject({ submitted: 4, badSubmissions: 4, rejected: 4, approved: 0 })
})

test('a worker who returns a HIT does so before its deadline', async () => {
  const { createHits, control, subscribeQueue, mturk } = await startTestEmulator()
  const { HITTypeId, hitIds } = await createHits(1)
  const { receivedEventTypes } = await subscribeQueue(HITTypeId, [
    'AssignmentReturned',
    'AssignmentSubmitted',
  ])

  await control.putCrowd('fickle', { ...singleVisit, returnRate: 1 })
  await control.advance('PT3H')
  await control.request('POST /_mturk/crowds/{name}/stop', { name: 'fickle' })
  await control.advance('PT1H')

  expect(new Set(await receivedEventTypes())).toEqual(new Set(['AssignmentReturned']))
  const { stats } = await control.crowd('fickle')
  expect([stats.submitted, stats.returned]).toEqual([0, (await receivedEventTypes()).length])
  const { HIT } = await mturk.send(new GetHITCommand({ HITId: hitIds[0] }))
  expect(HIT).toMatchObject({ HITStatus: 'Assignable', NumberOfAssignmentsAvailable: 2 })
})

test('a worker who abandons a HIT lets its deadline pass', async () => {
  const { createHits, control, subscribeQueue } = await startTestEmulator()
  const { HITTypeId } = await createHits(1)
  const { receivedEventTypes } = await subscribeQueue(HITTypeId, [
    'AssignmentAbandoned',
    'AssignmentReturned',
  ])

  await control.putCrowd('sleepy', { ...singleVisit, abandonRate: 1 })
  await control.advance('P1D')

  const abandoned = await receivedEventTypes()
  expect(new Set(abandoned)).toEqual(new Set(['AssignmentAbandoned']))
  const { stats, workerStates } = await control.crowd('sleepy')
  // A worker notices an abandoned assignment only at the next step.
  expect(stats.abandoned + workerStates.working).toBeGreaterThanOrEqual(abandoned.length)
})

test('a worker who accepts nothing arrives and leaves', async () => {
  const { createHits, control } = await startTestEmulator()
  await createHits(1)

  await control.putCrowd('idle', { ...singleVisit, acceptRate: 0 })
  await control.advance('P1D')

  const { stats } = await control.crowd('idle')
  expect(stats.visits).toBeGreaterThan(100)
  expect(stats).toMatchObject({ accepted: 0, emptyVisits: 0 })
})

test('a worker who continues completes many HITs in one visit; one who does not, one', async () => {
  const visitsFor = async (continueRate: number) => {
    const { createHits, control } = await startTestEmulator()
    await createHits(10, { MaxAssignments: 1 })
    await control.putCrowd('one', { ...singleVisit, workers: 1, continueRate })
    await control.advance('P1D')
    const { stats } = await control.crowd('one')
    expect(stats.submitted).toBe(10)
    return stats.visits - stats.emptyVisits
  }

  expect(await visitsFor(0)).toBe(10)
  expect(await visitsFor(1)).toBeLessThan(2)
})

test('work takes as long as the settings say, and never longer than the HIT allows', async () => {
  const { createHits, listAssignments, control } = await startTestEmulator()
  const { hitIds: short } = await createHits(1, { Title: 'Be quick' })
  const { hitIds: long } = await createHits(1, {
    Title: 'Take your time',
    AssignmentDurationInSeconds: 7200,
  })

  await control.putCrowd('slow', { ...singleVisit, secondsOfWork: [1000, 1100] })
  await control.advance('P1D')

  const secondsOf = async (hitIds: readonly string[]) =>
    (await listAssignments(hitIds)).map(
      ({ AcceptTime, SubmitTime }) => (SubmitTime!.getTime() - AcceptTime!.getTime()) / 1000,
    )
  for (const seconds of await secondsOf(long)) {
    expect(seconds).toBeGreaterThanOrEqual(999)
    expect(seconds).toBeLessThanOrEqual(1101)
  }
  // Nine tenths of 600 seconds.
  for (const seconds of await secondsOf(short)) expect(seconds).toBeLessThanOrEqual(541)
})

test('a crowd accepts no HIT that a location, a qualification or a block keeps it from', async () => {
  const { createHits, control, mturk } = await startTestEmulator()
  const requirement = {
    QualificationTypeId: '00000000000000000071',
    Comparator: 'EqualTo' as const,
    LocaleValues: [{ Country: 'US' }],
  }
  await createHits(2, { QualificationRequirements: [requirement] })
  await control.putCrowd('indians', { ...singleVisit, locales: ['IN'] })
  await control.advance('P1D')
  await control.putCrowd('californians', { ...singleVisit, workers: 2, locales: ['US-CA'] })
  const { workers } = await control.request('GET /_mturk/crowds/{name}/workers', {
    name: 'californians',
  })
  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: workers[0]!.id, Reason: 'No.' }))
  await control.advance('PT23H')

  const { crowds } = await control.request('GET /_mturk/crowds')
  const [indians, californians] = crowds
  expect(indians!.stats).toMatchObject({ accepted: 0, emptyVisits: indians!.stats.visits })
  expect(californians!.stats).toMatchObject({ accepted: 2, submitted: 2 })
  const after = (
    await control.request('GET /_mturk/crowds/{name}/workers', { name: 'californians' })
  ).workers
  expect(after.map(({ stats }) => stats.submitted)).toEqual([0, 2])
})

test('a crowd works only for the requester and on the HIT types in its settings', async () => {
  const { createHits, control, connectAs } = await startTestEmulator()
  await createHits(2, { Title: 'Draw a dog' })
  await createHits(2, { Title: 'Draw a cat' })

  await control.putCrowd('cats', { ...singleVisit, hitTypes: ['Draw a cat'] })
  await control.putCrowd('elsewhere', { ...singleVisit, account: '123456789012' })
  await control.advance('P1D')

  expect(connectAs).toBeDefined()
  const { crowds } = await control.request('GET /_mturk/crowds')
  const [cats, elsewhere] = crowds
  expect([cats!.stats.submitted, elsewhere!.stats.submitted]).toEqual([4, 0])
})

test('a stopped crowd finishes accepted HITs, and works again when it is started', async () => {
  const { createHits, control } = await startTestEmulator()
  await createHits(30, { MaxAssignments: 1 })
  await control.putCrowd('all', {
    ...singleVisit,
    workers: 5,
    arrivalsPerHour: 300,
    continueRate: 1,
  })
  await control.advance('PT2M')
  const busy = await control.crowd('all')
  expect(busy.workerStates.working).toBeGreaterThan(0)

  await control.request('POST /_mturk/crowds/{name}/stop', { name: 'all' })
  await control.advance('PT6H')
  const stopped = await control.crowd('all')
  await control.request('POST /_mturk/crowds/{name}/start', { name: 'all' })
  await control.advance('PT6H')
  const again = await control.crowd('all')

  expect(stopped).toMatchObject({
    state: 'stopped',
    workerStates: { away: 5, looking: 0, working: 0 },
  })
  expect(stopped.nextActionAt).toBeUndefined()
  expect(stopped.stats.submitted).toBe(busy.stats.accepted)
  expect([again.state, again.stats.submitted]).toEqual(['running', 30])
})

test('an updated crowd keeps its workers and their statistics', async () => {
  const { createHits, control } = await startTestEmulator()
  await createHits(3)
  await control.putCrowd('all', { ...singleVisit, arrivalsPerHour: 0.001 })
  await control.advance('PT1H')
  const before = await control.request('GET /_mturk/crowds/{name}/workers', { name: 'all' })

  await updateCrowd(control, 'all', { arrivalsPerHour: 100, workers: 4 })
  await control.advance('PT12H')
  const after = await control.request('GET /_mturk/crowds/{name}/workers', { name: 'all' })

  expect(after.workers.slice(0, 3).map(({ id }) => id)).toEqual(before.workers.map(({ id }) => id))
  expect(after.workers).toHaveLength(4)
  expect((await control.crowd('all')).stats.submitted).toBe(6)
  await updateCrowd(control, 'all', { workers: 1 })
  expect(
    (await control.request('GET /_mturk/crowds/{name}/workers', { name: 'all' })).workers.map(
      ({ id }) => id,
    ),
  ).toEqual([before.workers[0]!.id])
})

test('a removed crowd leaves its assignments; accepted ones are abandoned at their deadline', async () => {
  const { createHits, control, subscribeQueue } = await startTestEmulator()
  const { HITTypeId } = await createHits(2)
  const { receivedEventTypes } = await subscribeQueue(HITTypeId, [
    'AssignmentAbandoned',
    'AssignmentSubmitted',
  ])
  await control.putCrowd('all', {
    ...singleVisit,
    arrivalsPerHour: 1000,
    secondsOfWork: [500, 500],
  })
  await control.advance('PT2M')
  const { workerStates } = await control.crowd('all')

  await control.request('DELETE /_mturk/crowds/{name}', { name: 'all' })
  await control.advance('PT1H')

  expect(await receivedEventTypes()).toEqual(
    Array(workerStates.working).fill('AssignmentAbandoned'),
  )
  expect(await control.request('GET /_mturk/crowds')).toEqual({ crowds: [] })
  await expect(control.crowd('all')).rejects.toThrow('There is no crowd all.')
})

test('a crowd works while the clock runs, and when it is advanced', async () => {
  const { createHits, control, subscribeQueue } = await startTestEmulator({ clock: undefined })
  const { HITTypeId } = await createHits(1, { MaxAssignments: 3 })
  await subscribeQueue(HITTypeId, ['AssignmentSubmitted'])

  await control.putCrowd('fast', {
    workers: 1,
    arrivalsPerHour: 1_000_000,
    secondsOfWork: [0, 0],
  })
  const { complete } = await control.waitForDeliveries({
    eventType: 'AssignmentSubmitted',
    timeout: 60_000,
  })
  await control.request('DELETE /_mturk/crowds/{name}', { name: 'fast' })
  await control.putCrowd('slow', { workers: 2 })
  await control.advance('P1D')

  expect(complete).toBe(true)
  expect((await control.crowd('slow')).stats.submitted).toBe(2)
})

test('the clock lists the next job of each simulated worker', async () => {
  const { control } = await startTestEmulator()
  await control.putCrowd('one', { workers: 1 })

  const [worker] = (await control.request('GET /_mturk/crowds/{name}/workers', { name: 'one' }))
    .workers

  expect((await control.clock()).upcomingJobs).toContainEqual({
    account: '000000000000',
    kind: 'simulated-worker',
    subject: worker!.id,
    at: worker!.nextActionAt,
  })
})

const invalidCrowds: readonly [object, string][] = [
  [{ workers: 0 }, 'workers: must be from 1 to 10000'],
  [{ workers: 1.5 }, 'workers: must be a whole number'],
  [{ errorRate: 2 }, 'errorRate: must be from 0 to 1'],
  [
    { errorRate: 0.6, returnRate: 0.6 },
    'returnRate, abandonRate and errorRate must not add up to more than 1',
  ],
  [{ secondsOfWork: [9, 3] }, 'secondsOfWork: must be the least and then the most'],
  [{ arrivalsPerHour: 0 }, 'arrivalsPerHour: must be more than 0'],
  [{ locales: ['Germany'] }, 'locales.0: must be such as US or US-CA'],
  [{ locales: ['UK'] }, 'locales.0: must be a country of ISO 3166-1'],
  [{ locales: ['DE-BE'] }, 'locales.0: must be a country of ISO 3166-1'],
  [{ account: 'me' }, 'account: must be 12 digits'],
  [{ wokers: 3 }, 'There is no body member "wokers"'],
  [
    { answers: { a: `\${unknown}` } },
    `\${unknown} is nothing that can be filled in; there are \${workerId}`,
  ],
  [{ answers: 5 }, 'answers.0: must be an object'],
  [{ qualifications: { NOSUCH: 1 } }, 'There is no qualification type NOSUCH'],
]

test.each(invalidCrowds)('%j is refused: %s', async (crowd, sentence) => {
  const { control } = await startTestEmulator()

  await expect(control.putCrowd('x', crowd)).rejects.toThrow(sentence)

  expect(await control.request('GET /_mturk/crowds')).toEqual({ crowds: [] })
})

test('invalid names and unknown crowds are refused', async () => {
  const { control } = await startTestEmulator()

  await expect(control.putCrowd('a b')).rejects.toThrow('the name must be 1 to 64 letters')
  for (const route of [
    'POST /_mturk/crowds/{name}/stop',
    'POST /_mturk/crowds/{name}/start',
    'GET /_mturk/crowds/{name}/workers',
    'DELETE /_mturk/crowds/{name}',
  ] as const)
    await expect(control.request(route, { name: 'missing' })).rejects.toThrow(
      'There is no crowd missing.',
    )
})
