import { readdirSync, readFileSync } from 'node:fs'
import { CreateHITCommand, GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/store/engine.js'
import { hitInput, startTestEmulator } from '../support/setup.js'

const account = '000000000000'
const crowd = {
  name: 'students',
  state: 'running',
  startedAt: '2026-01-01T00:00:00.000Z',
  settings: {
    ...{ seed: 's', workers: 1, arrivalsPerHour: 5, secondsOfWork: [30, 300], answers: 'given' },
    ...{ accepts: 1, returns: 0.2, abandons: 0.1, fails: 0.3, stays: 0.7, agrees: 0.5 },
    ...{ locales: [], adult: false, master: false, qualifications: {}, hitTypes: [] },
  },
}
const worker = {
  ...{ crowd: 'students', id: 'A8G1WCW8BP5VA4', number: 1, turns: 7, doing: 'away' },
  did: {
    ...{ visits: 5, foundNothing: 4, accepted: 2, submitted: 1 },
    ...{ failed: 1, returned: 0, abandoned: 0, troubled: 1 },
  },
  next: '2026-01-01T06:49:49.468Z',
  trouble: { at: '2026-01-01T05:00:00.000Z', says: 'No answer.' },
}
const hit = {
  ...{ account, id: '3HIT', hitTypeId: '3TYPE', hitGroupId: '3GROUP', question: '<x/>' },
  requesterAnnotation: '{"document":"x","next":1}',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiration: '2026-01-02T00:00:00.000Z',
  ...{ maxAssignments: 1, expired: false, status: 'Unassignable', reviewStatus: 'NotReviewed' },
  ...{ pending: 1, submitted: 0, completed: 0 },
}
const assignment = {
  ...{ account, id: '3ASSIGNMENT', hitId: '3HIT', workerId: 'A1WORKER', status: 'Accepted' },
  acceptTime: '2026-01-01T05:59:00.000Z',
  deadline: '2026-01-01T06:09:00.000Z',
}
const delivery = {
  ...{ account, transport: 'Email', destination: 'a@example.com', kind: 'life-cycle' },
  ...{ eventTypes: ['AssignmentAccepted'], eventDocId: 'e', subject: '29453768' },
  document: '{"Events":[],"document":"\\"madeAt\\":"}',
  madeAt: '2026-01-01T05:59:00.000Z',
  waitingSince: '2026-01-01T05:59:01.000Z',
}
const sentDelivery = {
  ...delivery,
  ...{ id: 'sent', status: 'sent', transport: 'SQS', destination: 'http://localhost/1/news' },
  attempts: [{ at: '2026-01-01T05:59:02.000Z', milliseconds: 1, outcome: 'sent' }],
  faultsAsked: [{ id: 'asked', where: { transport: '*' }, when: {}, what: 'duplicate' }],
  verdict: { allowed: false, reason: 'It has no policy.', remedy: '{}' },
}
const pendingDelivery = { ...delivery, id: 'pending', status: 'pending', attempts: [] }

/** A row of the schema before the seventh migration: its columns, then the record. */
const rows: readonly (readonly [table: string, columns: object, record: object])[] = [
  ['notes', { name: 'starts' }, { name: 'starts', value: { count: 1 } }],
  [
    'notes',
    { name: 'clock' },
    { name: 'clock', value: { stands: '2026-01-01T06:00:00.000Z', ahead: 5, count: 1 } },
  ],
  ['processes', { id: 'p', aliveUntil: 1 }, { id: 'p', aliveUntil: 1, lease: 1, clock: 1 }],
  [
    'hit_types',
    { account, id: '3TYPE', fingerprint: 'f' },
    {
      ...{ account, id: '3TYPE', groupId: '3GROUP', fingerprint: 'f', title: 'T' },
      ...{ description: 'd', reward: '0.10', assignmentDurationInSeconds: 600 },
      ...{ autoApprovalDelayInSeconds: 60, qualificationRequirements: [] },
    },
  ],
  ['hits', { id: '3HIT', account, hitTypeId: '3TYPE', status: 'Unassignable' }, hit],
  [
    'hits',
    { id: '3BATCH', account, hitTypeId: '3TYPE', status: 'Assignable' },
    {
      ...{ ...hit, id: '3BATCH', status: 'Assignable', pending: 0 },
      requesterAnnotation: 'BatchId:77;OriginalHitTemplateId:1;',
    },
  ],
  [
    'assignments',
    { id: '3ASSIGNMENT', account, hitId: '3HIT', workerId: 'A1WORKER', status: 'Accepted' },
    assignment,
  ],
  [
    'request_tokens',
    { account, operation: 'CreateHIT', token: 'once', expires: Date.parse('2026-01-02') },
    {
      ...{ account, operation: 'CreateHIT', token: 'once', result: '3HIT' },
      expiresAt: '2026-01-02T00:00:00.000Z',
    },
  ],
  [
    'deadlines',
    { kind: 'abandon', subject: '3ASSIGNMENT', due: Date.parse(assignment.deadline) },
    { account, kind: 'abandon', subject: '3ASSIGNMENT', at: assignment.deadline },
  ],
  [
    'deadlines',
    { kind: 'turn', subject: worker.id, due: Date.parse(worker.next) },
    { account, kind: 'turn', subject: worker.id, at: worker.next },
  ],
  ['crowds', { name: 'students' }, crowd],
  [
    'crowd_answers',
    { crowd: 'students' },
    { crowd: 'students', templates: [{ weight: 1, fields: { label: 'cat' } }] },
  ],
  ['simulated_workers', { id: worker.id, crowd: 'students' }, worker],
  ...[sentDelivery, pendingDelivery].map((record) => {
    const { id, status, transport, destination } = record
    return [
      'deliveries',
      { id, account, status, transport, destination, owner: 'p' },
      record,
    ] as const
  }),
]

/** Writes a world as the program wrote it before the seventh migration. */
async function writePreviousWorld(engine: Engine): Promise<void> {
  const folder = 'src/store/migrations'
  const scripts = readdirSync(folder).filter((file) => file < '0007')
  await engine.transaction(async (sql) => {
    await sql.script('create table migrations (number integer primary key)')
    for (const [index, file] of scripts.sort().entries()) {
      const script = readFileSync(`${folder}/${file}`, 'utf8')
      await sql.script(script.replaceAll('{{position}}', engine.autoIncrementKey))
      await sql.run('insert into migrations (number) values (?)', [index + 1])
    }
    for (const [table, columns, record] of rows) {
      const names = [...Object.keys(columns), 'thing'].map((name) => `"${name}"`)
      await sql.run(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        [...Object.values(columns), JSON.stringify(record)],
      )
    }
  })
  await engine.close()
}

/**
 * What every engine must do with a world that the previous schema holds.
 *
 * @param create an engine of a database that is empty, and the setting `data` that opens it again
 */
export function previousSchemaContract(
  create: () => Promise<{ readonly engine: Engine; readonly data: string }>,
): void {
  test('data of the previous schema is migrated and continues', async () => {
    const { engine, data } = await create()
    await writePreviousWorld(engine)

    const { mturk, control, clock, crowds, deliveries, mailbox, waitUntilIdle } =
      await startTestEmulator({
        data,
        clock: new Date('2026-01-01T00:00:00Z'),
      })

    expect(clock.now()).toEqual(new Date('2026-01-01T06:00:00Z'))
    await expect(
      mturk.send(new CreateHITCommand({ ...hitInput, UniqueRequestToken: 'once' })),
    ).rejects.toMatchObject({ TurkErrorCode: 'AWS.MechanicalTurk.HitAlreadyExists' })
    expect(await crowds.list()).toEqual([
      {
        name: 'students',
        state: 'running',
        startedAt: new Date('2026-01-01T00:00:00Z'),
        settings: {
          ...{ seed: 's', workers: 1, arrivalsPerHour: 5, secondsOfWork: [30, 300] },
          ...{ acceptRate: 1, returnRate: 0.2, abandonRate: 0.1, errorRate: 0.3 },
          ...{ continueRate: 0.7, consensusRate: 0.5, answers: 'templates' },
          ...{ locales: [], adult: false, master: false, qualifications: {}, hitTypes: [] },
        },
        stats: {
          ...{ visits: 5, emptyVisits: 4, accepted: 2, submitted: 1, badSubmissions: 1 },
          ...{ returned: 0, abandoned: 0, errors: 1, approved: 0, rejected: 0 },
        },
        workerStates: { away: 1, looking: 0, working: 0 },
        nextActionAt: new Date('2026-01-01T06:49:49.468Z'),
        lastError: {
          ...{ workerId: worker.id, at: new Date('2026-01-01T05:00:00Z'), message: 'No answer.' },
        },
        templates: [{ weight: 1, fields: { label: 'cat' } }],
      },
    ])

    expect(await control.request('GET /_mturk/batches/{id}', { id: '77' })).toMatchObject({
      title: 'T',
      hits: 1,
    })

    await waitUntilIdle()
    expect(mailbox.all().map(({ to }) => to)).toEqual([['a@example.com']])
    expect(await deliveries.list()).toMatchObject([
      { id: 'pending', status: 'sent', payload: delivery.document },
      {
        id: 'sent',
        payload: delivery.document,
        createdAt: new Date('2026-01-01T05:59:00Z'),
        enqueuedAt: new Date('2026-01-01T05:59:01Z'),
        requestFaults: [{ id: 'asked', what: 'duplicate' }],
        verdict: { suggestedPolicy: '{}' },
      },
    ])

    await clock.advance('PT10M')
    const { HIT } = await mturk.send(new GetHITCommand({ HITId: '3HIT' }))
    expect(HIT).toMatchObject({
      HITStatus: 'Assignable',
      RequesterAnnotation: hit.requesterAnnotation,
    })
    await clock.advance('PT1H')
    expect((await crowds.list())[0]!.stats.visits).toBeGreaterThan(5)
  })
}
