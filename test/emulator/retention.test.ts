import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  AcceptQualificationRequestCommand,
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateHITTypeCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  GetAssignmentCommand,
  GetHITCommand,
  SendBonusCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { RetainedKind } from '../../src/core/retention.js'
import { systemTypeIds } from '../../src/domain/system-types.js'
import type { Transaction } from '../../src/store/store.js'
import { startCli } from '../support/cli.js'
import {
  createTempFolder,
  hitInput,
  hitTypeInput,
  initialTime,
  startTestEmulator,
  type TestEmulator,
} from '../support/setup.js'

/** The age of calls also sets how often records are deleted: every tenth of a second. */
const start = (options: Parameters<typeof startTestEmulator>[0]) =>
  startTestEmulator({ keepCallsFor: 1, ...options })

async function waitForEvictions({ control }: TestEmulator, kind: RetainedKind, count: number) {
  while ((await control.request('GET /_mturk/info')).evicted[kind] < count)
    await new Promise(setImmediate)
}

const countRows = async ({ marketplace }: TestEmulator, ...kinds: (keyof Transaction)[]) =>
  marketplace.store.transaction((tx) => Promise.all(kinds.map((kind) => tx[kind].count({}))))

const missing = { name: 'RequestError', message: expect.stringContaining('does not exist') }

test('of the disposed HITs the newest are kept, with what belongs to them', async () => {
  const emulator = await start({ keepHits: 1 })
  const { mturk, createHit, createDisposedHit, submitAssignment } = emulator
  const open = await createHit({ Title: 'Open' })
  await submitAssignment('A1WORKER', open.HITId!)

  const first = await createDisposedHit()
  const second = await createDisposedHit()
  await waitForEvictions(emulator, 'hits', 1)
  const last = await createDisposedHit()
  await waitForEvictions(emulator, 'hits', 2)

  for (const { HITId, AssignmentId } of [first, second]) {
    await expect(mturk.send(new GetHITCommand({ HITId }))).rejects.toMatchObject(missing)
    await expect(mturk.send(new GetAssignmentCommand({ AssignmentId }))).rejects.toMatchObject(
      missing,
    )
  }
  const { HIT } = await mturk.send(new GetHITCommand({ HITId: last.HITId }))
  expect(HIT!.HITStatus).toBe('Disposed')
  expect(await countRows(emulator, 'hits', 'assignments')).toEqual([2, 2])
})

test('disposed HITs are deleted at an age of the world’s clock, with assignments and bonuses', async () => {
  const emulator = await start({ keepHitsFor: 86_400 })
  const { mturk, control, createDisposedHit } = emulator
  const { AssignmentId } = await createDisposedHit()
  const bonus = { WorkerId: 'A1WORKER', BonusAmount: '1.00', AssignmentId, Reason: 'Thanks' }
  await mturk.send(new SendBonusCommand(bonus))

  await control.advance('PT23H')
  const { HITId } = await createDisposedHit()
  await control.advance('PT1H')
  await waitForEvictions(emulator, 'hits', 1)

  expect((await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus).toBe('Disposed')
  expect(await countRows(emulator, 'hits', 'assignments', 'bonusPayments')).toEqual([1, 1, 0])
})

test('what workers did counts for their qualifications after it was deleted', async () => {
  const emulator = await start({ keepHits: 0 })
  const { mturk, createHit, submitAssignment, control } = emulator
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  await mturk.send(new DeleteHITCommand({ HITId }))
  await waitForEvictions(emulator, 'hits', 1)
  const forExperienced = await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: systemTypeIds.numberApproved,
        Comparator: 'GreaterThan',
        IntegerValues: [0],
      },
    ],
  })

  await submitAssignment('A1WORKER', forExperienced.HITId!)

  const { worker } = await control.request('GET /_mturk/workers/{id}', { id: 'A1WORKER' })
  expect(worker.history).toEqual({ approved: 1, rejected: 0, returned: 0 })
})

test.each([
  ['a number', { keepUploads: 2 }],
  ['a size', { keepUploadBytes: 25 }],
])('of the files of workers the newest are kept, up to %s', async (_, options) => {
  const emulator = await start(options)
  const ids = await uploadFiles(emulator, 4)

  await waitForEvictions(emulator, 'uploads', 2)

  const kept = await emulator.marketplace.store.transaction((tx) => tx.uploads.list({}))
  expect(kept.map(({ record }) => record.assignmentId)).toEqual(ids.slice(2))
})

test('files of workers are deleted at an age of the world’s clock', async () => {
  const emulator = await start({ keepUploadsFor: 600 })
  await uploadFiles(emulator, 1)

  await emulator.control.advance('PT10M')
  await waitForEvictions(emulator, 'uploads', 1)

  expect(await countRows(emulator, 'uploads')).toEqual([0])
})

test('request tokens are forgotten when they expire, and the oldest beyond a number', async () => {
  const emulator = await start({ keepRequestTokens: 2 })
  const create = (UniqueRequestToken: string) =>
    emulator.mturk.send(new CreateHITCommand({ ...hitInput, UniqueRequestToken }))
  for (const token of ['a', 'b', 'c']) await create(token)

  await waitForEvictions(emulator, 'requestTokens', 1)

  await expect(create('b')).rejects.toMatchObject({ name: 'RequestError' })
  await create('a')
  await emulator.control.advance('P2D')
  while ((await countRows(emulator, 'idempotencyTokens'))[0]! > 0) await new Promise(setImmediate)
})

test('HIT types beyond a number are deleted when no HIT and no notification setting uses them', async () => {
  const emulator = await start({ keepHitTypes: 3 })
  const { mturk, createHit, subscribeQueue } = emulator
  const createType = async (Title: string) =>
    (await mturk.send(new CreateHITTypeCommand({ ...hitTypeInput, Title }))).HITTypeId!
  const used = (await createHit({ Title: 'Used' })).HITTypeId!
  const subscribed = await createType('Subscribed')
  await subscribeQueue(subscribed)
  for (const title of ['Third', 'Fourth', 'Fifth']) await createType(title)

  await waitForEvictions(emulator, 'hitTypes', 2)

  const left = await emulator.marketplace.store.transaction((tx) => tx.hitTypes.list({}))
  expect(left.map(({ record }) => record.id === used || record.id === subscribed)).toEqual([
    ...[true, true],
    false,
  ])
  expect(left[2]!.record.title).toBe('Fifth')
})

test('deleted qualification types are forgotten when no HIT requires them, with their scores', async () => {
  const emulator = await start({ keepQualificationTypes: 0 })
  const { mturk, createHit, createQualificationTypeId, grant } = emulator
  const required = await createQualificationTypeId({ Name: 'Required' })
  const unused = await createQualificationTypeId({ Name: 'Unused' })
  for (const id of [required, unused]) await grant(id, 'A1WORKER')
  await createHit({
    QualificationRequirements: [{ QualificationTypeId: required, Comparator: 'Exists' }],
  })
  for (const QualificationTypeId of [required, unused])
    await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }))

  await waitForEvictions(emulator, 'qualificationTypes', 1)

  const { store } = emulator.marketplace
  const left = await store.transaction((tx) => tx.qualifications.list({}))
  expect(left.map(({ record }) => record.qualificationTypeId)).toEqual([required])
})

test('closed qualification requests are deleted beyond a number, pending ones are not', async () => {
  const emulator = await start({ keepQualificationRequests: 1 })
  const { mturk, createQualificationTypeId, requestQualification } = emulator
  const QualificationTypeId = await createQualificationTypeId()
  const ids: string[] = []
  for (const workerId of ['A1', 'A2', 'A3'])
    ids.push(await requestQualification(QualificationTypeId, workerId))
  for (const QualificationRequestId of ids.slice(1))
    await mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))

  await waitForEvictions(emulator, 'qualificationRequests', 1)

  const left = await emulator.marketplace.store.transaction((tx) =>
    tx.qualificationRequests.pluck({}, 'status'),
  )
  expect(left).toEqual(['Pending', 'Granted'])
})

test('workers beyond a number are forgotten when nothing refers to them', async () => {
  const emulator = await start({ keepWorkers: 2 })
  const { createHit, submitAssignment, control } = emulator
  const { HITId } = await createHit()
  await submitAssignment('A1BUSY', HITId!)
  await control.putWorker('A2KNOWN', { adult: true })
  for (const id of ['A3', 'A4']) await control.putWorker(id)

  await waitForEvictions(emulator, 'workers', 2)

  const left = await emulator.marketplace.store.transaction((tx) => tx.workers.pluck({}, 'id'))
  expect(left).toEqual(['A1BUSY', 'A2KNOWN'])
})

async function uploadFiles({ createHit, control }: TestEmulator, count: number) {
  const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const { HITId } = await createHit({ Question })
    const { id } = await control.accept('A1WORKER', HITId!)
    const file = { question: 'picture', file: 'ten bytes.', type: 'image/png' }
    await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
      id: 'A1WORKER',
      assignmentId: id,
      ...file,
    })
    ids.push(id)
  }
  return ids
}

/** An emulator with a data file of some megabytes. */
async function startWithHistory() {
  const data = join(createTempFolder(), 'world.db')
  const emulator = await startTestEmulator({ data })
  const Question = `${hitInput.Question}<!--${'x'.repeat(50_000)}-->`
  for (let number = 0; number < 100; number++) await emulator.createHit({ Question })
  return { ...emulator, data }
}

const mebibyte = 1024 * 1024

test('a reset returns the space of what it deletes to the disk', async () => {
  const { data, control } = await startWithHistory()

  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })

  expect(statSync(data).size + statSync(`${data}-wal`).size).toBeLessThan(mebibyte)
})

test('the space of what was deleted returns to the disk when the emulator ends', async () => {
  const emulator = await startWithHistory()
  await emulator.marketplace.store.transaction((tx) => tx.hits.removeAll({}))

  await emulator.close()

  expect(statSync(emulator.data).size).toBeLessThan(mebibyte)
})

// Only Linux counts what a process reads.
test.runIf(process.platform === 'linux')(
  'a start reads what is alive, whatever the size of the history',
  async () => {
    const { data, createDisposedHit, close } = await startWithHistory()
    await createDisposedHit()
    await close()
    const empty = join(createTempFolder(), 'world.db')
    await (await startTestEmulator({ data: empty })).close()

    const [withoutHistory, withHistory] = [await countReadBytes(empty), await countReadBytes(data)]

    expect(statSync(data).size).toBeGreaterThan(5 * mebibyte)
    expect(withHistory - withoutHistory).toBeLessThan(mebibyte)
  },
)

/** The bytes that an emulator has read from files and sockets when it is ready. */
async function countReadBytes(data: string): Promise<number> {
  const { child, kill } = await startCli(['--data', data, '--clock', initialTime.toISOString()])
  const counters = readFileSync(`/proc/${child.pid}/io`, 'utf8')
  await kill()
  return Number(/^rchar: (\d+)/.exec(counters)![1])
}
