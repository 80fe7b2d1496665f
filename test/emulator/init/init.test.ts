import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ListAssignmentsForHITCommand, ListHITsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { parseAnswers } from '../../support/clients.js'
import {
  createTempFolder,
  externalQuestion,
  hitInput,
  startTestEmulator,
} from '../../support/setup.js'

function writeInitFile(content: object): string {
  const file = join(createTempFolder(), 'world.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const scenario = (name: string) => ({ init: `fixtures/scenarios/${name}.json` })

test.each(readdirSync('fixtures/scenarios'))(
  'the scenario %s has a HIT to work on',
  async (file) => {
    const { mturk } = await startTestEmulator({ init: `fixtures/scenarios/${file}` })

    expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(1)
  },
)

test('first-event: events arrive in the queue of the init file', async () => {
  const { control, queues, waitUntilIdle } = await startTestEmulator(scenario('first-event'))
  const { hits } = await control.request('GET /_mturk/workers/{id}/hits', { id: 'A1ALICE' })
  const { id } = await control.accept('A1ALICE', hits[0]!.hitId)
  await control.submit('A1ALICE', id, { cat: 'yes' })
  await waitUntilIdle()

  const queue = queues.getByUrl('http://localhost/000000000000/news')
  expect(queue.peek().map(({ body }) => JSON.parse(body).Events[0].EventType)).toEqual([
    'AssignmentAccepted',
    'AssignmentSubmitted',
  ])
})

test('qualified-survey: each worker gets the reasons for ineligibility', async () => {
  const { control } = await startTestEmulator(scenario('qualified-survey'))
  const reasons = async (worker: string) =>
    (await control.request('GET /_mturk/workers/{id}/hits', { id: worker })).hits[0]!
      .ineligibilityReasons

  expect(await Promise.all(['A1ALICE', 'A2BOB', 'A3CAROL'].map(reasons))).toEqual([
    [],
    ['You do not meet the requirement 3READSCAREFULLY GreaterThanOrEqualTo 100.'],
    [
      'You do not meet the requirement 3READSCAREFULLY GreaterThanOrEqualTo 100.',
      'You do not meet the requirement 00000000000000000071 In DE, US.',
    ],
  ])
  await control.request('POST /_mturk/workers/{id}/qualification-requests', {
    id: 'A2BOB',
    body: { qualificationTypeId: '3READSCAREFULLY', answers: { colour: 'green' } },
  })
  expect(await reasons('A2BOB')).toEqual([])
})

test('reviewed-labels: careless work is rejected and replaced, and a mail reports it', async () => {
  const { control, mailbox, waitUntilIdle } = await startTestEmulator(scenario('reviewed-labels'))
  const { hits } = await control.request('GET /_mturk/workers/{id}/hits', { id: 'A1ALICE' })
  const work = async (worker: string, label: string, days: string) => {
    const { id } = await control.accept(worker, hits[0]!.hitId)
    return (await control.submit(worker, id, { label, days })).status
  }

  expect(await work('A1ALICE', 'cat', '7')).toBe('Submitted')
  expect(await work('A2BOB', 'cat', '5')).toBe('Rejected')
  await waitUntilIdle()
  expect(mailbox.all().map(({ to }) => to)).toEqual([
    ['requester@example.com'],
    ['requester@example.com'],
  ])
})

test('an exported snapshot is restored, and continues in the same way', async () => {
  const before = await startTestEmulator(scenario('first-event'))
  const { hits } = await before.control.request('GET /_mturk/workers/{id}/hits', { id: 'A1ALICE' })
  await before.control.accept('A1ALICE', hits[0]!.hitId)
  await before.control.advance('PT1M')
  const world = await before.control.request('GET /_mturk/export')

  const after = await startTestEmulator({ init: writeInitFile(world) })

  expect(await after.control.request('GET /_mturk/export')).toEqual(world)
  await after.control.advance('PT5M')
  expect(
    (await after.control.request('GET /_mturk/workers/{id}/assignments', { id: 'A1ALICE' }))
      .assignments[0]!.status,
  ).toBe('Abandoned')
})

test('an init file is not applied to a store with data', async () => {
  const options = { ...scenario('first-event'), data: join(createTempFolder(), 'world.db') }
  await (await startTestEmulator(options)).close()

  const { mturk } = await startTestEmulator(options)

  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(1)
})

test('an init file that fails leaves nothing behind, and can be corrected', async () => {
  const data = join(createTempFolder(), 'world.db')
  const good = JSON.parse(readFileSync('fixtures/scenarios/first-event.json', 'utf8'))
  const bad = { ...good, hitTypes: [...good.hitTypes, { properties: { Reward: '1' } }] }
  await expect(startTestEmulator({ data, init: writeInitFile(bad) })).rejects.toThrow(
    'HIT type 2 cannot be',
  )

  const { mturk } = await startTestEmulator({ data, init: writeInitFile(good) })

  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(1)
})

test.each([
  [
    'a HIT type without a title',
    { hitTypes: [{ properties: { Reward: '1' } }] },
    'The init file’s HIT type 1 cannot be created: 3 validation errors detected',
  ],
  ['a state of another kind', { state: { cats: [] } }, 'there is no kind cats.'],
  [
    'a worker who is none',
    { workers: [{ id: 'bob' }] },
    'workers.0.id: must be an A followed by capital letters',
  ],
])('%s fails the start with a sentence', async (_, content, words) => {
  await expect(startEmulator({ init: writeInitFile(content) })).rejects.toThrow(words)
})

const seededHit = {
  LifetimeInSeconds: 3600,
  MaxAssignments: 4,
  Question: externalQuestion,
}
const { LifetimeInSeconds: _, Question: __, ...properties } = hitInput

test('HIT types, HITs and assignments have the IDs and the states that the file gives', async () => {
  const assignments = [
    { id: '3ACCEPTED', workerId: 'A1ALICE', status: 'Accepted' },
    { id: '3SUBMITTED', workerId: 'A2BOB', answers: { cat: 'yes' } },
    { id: '3APPROVED', workerId: 'A3CAROL', status: 'Approved', feedback: 'Good' },
    { id: '3REJECTED', workerId: 'A4DAN', status: 'Rejected', feedback: 'Blank' },
  ]
  const hits = [{ id: '3FIRSTHIT', ...seededHit, assignments }, seededHit]
  const { mturk, control } = await startTestEmulator({
    init: writeInitFile({ hitTypes: [{ id: '3CATS', properties, hits }] }),
  })

  const { HITs } = await mturk.send(new ListHITsCommand({}))
  expect(HITs!.map(({ HITId, HITTypeId }) => [HITId, HITTypeId])).toEqual([
    ['3FIRSTHIT', '3CATS'],
    [expect.stringMatching(/^3[A-Z0-9]{29}$/), '3CATS'],
  ])
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId: '3FIRSTHIT' }))
  expect(
    Assignments!.map(({ AssignmentId, WorkerId, AssignmentStatus, RequesterFeedback }) => [
      ...[AssignmentId, WorkerId, AssignmentStatus, RequesterFeedback],
    ]),
  ).toEqual([
    ['3SUBMITTED', 'A2BOB', 'Submitted', undefined],
    ['3APPROVED', 'A3CAROL', 'Approved', 'Good'],
    ['3REJECTED', 'A4DAN', 'Rejected', 'Blank'],
  ])
  expect(parseAnswers(Assignments![0]!.Answer)).toEqual({ cat: 'yes' })
  await control.submit('A1ALICE', '3ACCEPTED')
})

test.each([
  ['3lower', {}, 'hitTypes.0.hits.0.id: must be capital letters and digits'],
  ['3CATS', {}, 'the ID 3CATS is given twice.'],
  [
    '3HIT',
    { id: '3ONE', workerId: 'A1ALICE', status: 'Rejected' },
    "HIT type 1 cannot be created: 1 validation error detected: Value null at 'requesterFeedback'",
  ],
])('the HIT %s with the assignment %j is refused', async (id, assignment, words) => {
  const assignments = 'id' in assignment ? [assignment] : []
  const hits = [{ id, ...seededHit, assignments }]

  await expect(
    startEmulator({ init: writeInitFile({ hitTypes: [{ id: '3CATS', properties, hits }] }) }),
  ).rejects.toThrow(words)
})

test('equal HIT types cannot have two IDs', async () => {
  const hitTypes = ['3ONE', '3TWO'].map((id) => ({ id, properties }))

  await expect(startEmulator({ init: writeInitFile({ hitTypes }) })).rejects.toThrow(
    'HIT type 2 cannot be created: its properties are those of HIT type 3ONE',
  )
})

test('a crowd of the init file works, with answers from another file', async () => {
  const init = writeInitFile({
    ...JSON.parse(readFileSync('fixtures/scenarios/first-event.json', 'utf8')),
    crowds: [{ name: 'students', workers: 2, answersFile: 'answers.json' }],
  })
  writeFileSync(join(dirname(init), 'answers.json'), '[{"cat": "yes"}]')
  const { control, mturk } = await startTestEmulator({ init })

  await control.advance('PT12H')

  const { HITs } = await mturk.send(new ListHITsCommand({}))
  const { Assignments } = await mturk.send(
    new ListAssignmentsForHITCommand({ HITId: HITs![0]!.HITId }),
  )
  expect(Assignments!.map(({ Answer }) => parseAnswers(Answer))).toEqual([
    { cat: 'yes' },
    { cat: 'yes' },
  ])
})

test('an exported crowd continues in the same way after import', async () => {
  const { control, createHits, listPayloads } = await startTestEmulator({ seed: 'one' })
  await createHits(4)
  await control.putCrowd('students', { workers: 3, seed: 'x' })
  await control.advance('PT1H')
  const init = writeInitFile(await control.request('GET /_mturk/export'))
  const there = await startTestEmulator({
    init,
    clock: new Date('2026-01-01T01:00:00Z'),
    seed: 'two',
  })
  const did = async (emulator: typeof there) => {
    await emulator.control.advance('P1D')
    return emulator.control.request('GET /_mturk/crowds/{name}/workers', { name: 'students' })
  }

  expect(await listPayloads()).toEqual([])
  expect(await did(there)).toEqual(await did({ ...there, control }))
})

test.each([
  [1, 'was exported by an older mturk-local: its schema version is 1'],
  [999, 'was exported by a newer mturk-local: its schema version is 999'],
])('an export of schema version %i is refused with what to do', async (schemaVersion, sentence) => {
  const init = writeInitFile({ schemaVersion, state: {} })

  await expect(startEmulator({ init })).rejects.toThrow(sentence)
})

test.each([
  [
    { name: 'x', errorRate: 2 },
    'The init file’s crowd x cannot be created: errorRate: must be from 0 to 1',
  ],
  [
    { name: 'x y' },
    'The init file’s crowd x y cannot be created: the name must be 1 to 64 letters',
  ],
  [{ name: 'x', answersFile: 'none.json' }, 'none.json does not exist.'],
  [{ workers: 1 }, 'crowds.0.name: '],
])('the crowd %j fails the start with a sentence', async (crowd, sentence) => {
  const init = writeInitFile({ crowds: [crowd] })

  await expect(startEmulator({ init })).rejects.toThrow(sentence)
})
