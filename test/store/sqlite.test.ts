import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HitTypeRecord } from '../../src/domain/hit-type.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import { previousSchemaContract } from './previous-schema.js'
import { storeContract } from './store-contract.js'

storeContract(() => sqlStore(sqlite(':memory:')))

const createDatabasePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'world.db')
}

previousSchemaContract(async () => {
  const data = createDatabasePath()
  return { engine: sqlite(data), data }
})

test('a file keeps its data from one opening to the next', async () => {
  const file = createDatabasePath()
  const hitType = { account: '000000000000', id: 'TYPE', fingerprint: 'f' } as HitTypeRecord
  const before = await sqlStore(sqlite(file))
  await before.transaction((tx) => tx.hitTypes.put(hitType))
  await before.close()

  const after = await sqlStore(sqlite(file))
  onTestFinished(() => after.close())

  expect(await after.transaction((tx) => tx.hitTypes.find(hitType))).toEqual(hitType)
})

test('a file of a newer version is refused with what to do instead', async () => {
  const file = createDatabasePath()
  const engine = sqlite(file)
  await sqlStore(engine)
  await engine.transaction((sql) => sql.run('insert into migrations (number) values (?)', [999]))
  await engine.close()

  const opening = sqlStore(sqlite(file))

  await expect(opening).rejects.toThrow('was written by a newer mturk-local')
})

/** The number of commits in the write-ahead log, whose frames follow a header of 32 bytes. */
function countCommits(file: string): number {
  const log = readFileSync(`${file}-wal`)
  const pageSize = log.readUInt32BE(8)
  const frameSize = 24 + pageSize
  const frames = Array.from({ length: (log.length - 32) / frameSize }, (_, index) =>
    log.subarray(32 + index * frameSize),
  )
  // The frame that ends a transaction has the size of the database; frames of an earlier log differ in salt.
  return frames.filter(
    (frame) => frame.readUInt32BE(4) > 0 && frame.subarray(8, 16).equals(log.subarray(16, 24)),
  ).length
}

const hitTypeNamed = (id: string) =>
  ({ account: '000000000000', id, fingerprint: id }) as HitTypeRecord

async function openFile() {
  const file = createDatabasePath()
  const store = await sqlStore(sqlite(file))
  onTestFinished(() => store.close())
  const put = (id: string) => store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))
  const listIds = () => store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))
  return { file, store, put, listIds }
}

test('all changes of one turn of the event loop share one commit, before any of them returns', async () => {
  const { file, put, listIds } = await openFile()
  const before = countCommits(file)

  const commits = await Promise.all(
    ['a', 'b', 'c'].map((id) => put(id).then(() => countCommits(file))),
  )

  expect(commits).toEqual([before + 1, before + 1, before + 1])
  expect(await listIds()).toEqual(['a', 'b', 'c'])
})

test('a change that fails rolls back itself only', async () => {
  const { store, put, listIds } = await openFile()
  const failing = store.transaction(async (tx) => {
    await tx.hitTypes.put(hitTypeNamed('failing'))
    throw new Error('refused')
  })

  const results = await Promise.allSettled([put('a'), failing, put('b')])

  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await listIds()).toEqual(['a', 'b'])
})

test('a read that sees a change of another caller returns after its commit', async () => {
  const { file, put, listIds } = await openFile()
  const before = countCommits(file)

  void put('a')
  const read = await listIds().then((ids) => ({ ids, commits: countCommits(file) }))

  expect(read).toEqual({ ids: ['a'], commits: before + 1 })
})

test('when a commit fails, every change of its group is rejected and the next ones succeed', async () => {
  const file = createDatabasePath()
  const engine = sqlite(file)
  const store = await sqlStore(engine)
  onTestFinished(() => store.close())
  await engine.transaction((sql) =>
    sql.script(`create table parents (id integer primary key);
      create table children (parent integer references parents (id) deferrable initially deferred)`),
  )
  const put = (id: string) => store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))
  const orphan = () =>
    engine.transaction((sql) => sql.run('insert into children (parent) values (1)'))

  const results = await Promise.allSettled([put('a'), orphan(), put('b')])
  await put('c')

  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))).toEqual(['c'])
})
