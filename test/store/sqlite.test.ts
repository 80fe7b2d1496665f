import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HitTypeRecord } from '../../src/domain/hit-type.js'
import { loadLibsql, openLibsql } from '../../src/store/libsql.js'
import { loadNodeSqlite, openNodeSqlite } from '../../src/store/node-sqlite.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { SqliteConnection } from '../../src/store/sqlite-connection.js'
import { StoreClosedError } from '../../src/store/store-closed-error.js'
import { countCommits } from '../support/commits.js'
import { previousSchemaContract } from './previous-schema.js'
import { retentionContract } from './retention-contract.js'
import { storeContract } from './store-contract.js'

type Open = (file: string) => SqliteConnection

const nodeSqlite = loadNodeSqlite()
const libraries: readonly (readonly [string, Open])[] = [
  ['libsql', (file) => openLibsql(loadLibsql(), file)],
  ...(nodeSqlite
    ? [['node:sqlite', (file: string) => openNodeSqlite(nodeSqlite, file)] as const]
    : []),
]

const hitType = { account: '000000000000', id: 'TYPE', fingerprint: 'f' } as HitTypeRecord

const createDatabasePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'world.db')
}

/** The files as a process that is killed now would leave them. */
function copyDatabase(file: string): string {
  const copy = createDatabasePath()
  for (const suffix of ['', '-wal'])
    if (existsSync(`${file}${suffix}`)) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`)
  return copy
}

const hitTypeNamed = (id: string) =>
  ({ account: '000000000000', id, fingerprint: id }) as HitTypeRecord

describe.each(libraries)('through %s', (_, open) => {
  const openFile = (file: string) => sqlite(file, 'full', open)

  storeContract(() => sqlStore(openFile(':memory:')))
  retentionContract(() => sqlStore(openFile(':memory:')))

  previousSchemaContract(async () => {
    const data = createDatabasePath()
    return { engine: openFile(data), data }
  })

  test('a file keeps its data from one opening to the next', async () => {
    const file = createDatabasePath()
    const before = await sqlStore(openFile(file))
    await before.transaction((tx) => tx.hitTypes.put(hitType))
    await before.close()

    const after = await sqlStore(openFile(file))
    onTestFinished(() => after.close())

    expect(await after.transaction((tx) => tx.hitTypes.find(hitType))).toEqual(hitType)
  })

  test('a file needs no shared memory, which network drives lack', async () => {
    const file = createDatabasePath()
    await (await sqlStore(openFile(file))).close()

    const reopened = await sqlStore(openFile(file))
    onTestFinished(() => reopened.close())

    expect(readdirSync(dirname(file)).sort()).toEqual(['world.db', 'world.db-wal'])
  })

  test('a failed transaction leaves nothing', async () => {
    const store = await sqlStore(openFile(':memory:'))
    onTestFinished(() => store.close())

    const failing = store.transaction(async (tx) => {
      await tx.hitTypes.put(hitType)
      throw new Error('no')
    })

    await expect(failing).rejects.toThrow('no')
    expect(await store.transaction((tx) => tx.hitTypes.find(hitType))).toBeUndefined()
  })

  test('a file in use is reported by the code of SQLite', async () => {
    const file = createDatabasePath()
    const engine = openFile(file)
    onTestFinished(() => engine.close())

    expect(() => openFile(file)).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }))
  })

  test('a file that is no database is reported by the code of SQLite', () => {
    const file = createDatabasePath()
    writeFileSync(file, 'text '.repeat(1000))

    expect(() => openFile(file)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
  })

  test('a full database is reported by the code of SQLite', async () => {
    const connection = open(':memory:')
    onTestFinished(() => connection.close())
    connection.exec('create table t (a); pragma max_page_count = 3')
    const insert = connection.prepare('insert into t values (?)')

    const fill = () => insert.run(['x'.repeat(100_000)])

    expect(fill).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }))
  })

  test('close can be called twice, and further transactions are refused', async () => {
    const engine = openFile(createDatabasePath())

    await engine.close()
    await engine.close()

    const transaction = engine.transaction((sql) => sql.rows('select 1'))
    await expect(transaction).rejects.toThrow(StoreClosedError)
  })

  test.runIf(process.platform === 'linux')('a closed file is open no longer', async () => {
    const file = createDatabasePath()
    const store = await sqlStore(openFile(file))
    await store.transaction((tx) => tx.hitTypes.put(hitType))

    await store.close()

    expect(listOpenFiles().filter((path) => path.startsWith(file))).toEqual([])
  })

  test('a file of a newer version is refused with what to do instead', async () => {
    const file = createDatabasePath()
    const engine = openFile(file)
    await sqlStore(engine)
    await engine.transaction((sql) => sql.run('insert into migrations (number) values (?)', [999]))
    await engine.close()

    const opening = sqlStore(openFile(file))

    await expect(opening).rejects.toThrow('was written by a newer mturk-local')
  })

  async function openStore() {
    const file = createDatabasePath()
    const store = await sqlStore(openFile(file))
    onTestFinished(() => store.close())
    const put = (id: string) => store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))
    const listIds = () => store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))
    return { file, store, put, listIds }
  }

  test('all changes of one turn of the event loop share one commit, before any of them returns', async () => {
    const { file, put, listIds } = await openStore()
    const before = countCommits(file)

    const commits = await Promise.all(
      ['a', 'b', 'c'].map((id) => put(id).then(() => countCommits(file))),
    )

    expect(commits).toEqual([before + 1, before + 1, before + 1])
    expect(await listIds()).toEqual(['a', 'b', 'c'])
  })

  test('a change that fails rolls back itself only', async () => {
    const { store, put, listIds } = await openStore()
    const failing = store.transaction(async (tx) => {
      await tx.hitTypes.put(hitTypeNamed('failing'))
      throw new Error('refused')
    })

    const results = await Promise.allSettled([put('a'), failing, put('b')])

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await listIds()).toEqual(['a', 'b'])
  })

  test('a read that sees a change of another caller returns after its commit', async () => {
    const { file, put, listIds } = await openStore()
    const before = countCommits(file)

    void put('a')
    const read = await listIds().then((ids) => ({ ids, commits: countCommits(file) }))

    expect(read).toEqual({ ids: ['a'], commits: before + 1 })
  })

  test('without a file, rows that wait are read in the order in which they were put', async () => {
    const store = await sqlStore(openFile(':memory:'))
    onTestFinished(() => store.close())
    const ids = Array.from({ length: 40 }, (_, index) => `id ${index}`)

    for (const id of ids) await store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))

    expect(await store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))).toEqual(ids)
  })

  test('without a file, a change that fails takes back only its own rows', async () => {
    const store = await sqlStore(openFile(':memory:'))
    onTestFinished(() => store.close())
    const put = (id: string) => store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))

    await put('a')
    const unread = store.transaction(async (tx) => {
      await tx.hitTypes.put(hitTypeNamed('b'))
      throw new Error('unread')
    })
    await expect(unread).rejects.toThrow('unread')
    await put('c')
    const read = store.transaction(async (tx) => {
      await tx.hitTypes.put(hitTypeNamed('d'))
      const ids = await tx.hitTypes.pluck({}, 'id')
      throw new Error(ids.join(' '))
    })

    await expect(read).rejects.toThrow('a c d')
    expect(await store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))).toEqual(['a', 'c'])
  })

  test('without a file, a copy contains the rows that wait', async () => {
    const store = await sqlStore(openFile(':memory:'))
    onTestFinished(() => store.close())
    await store.transaction((tx) => tx.hitTypes.put(hitType))
    const file = createDatabasePath()

    await store.copyTo!(file)

    const copy = await sqlStore(openFile(file))
    onTestFinished(() => copy.close())
    expect(await copy.transaction((tx) => tx.hitTypes.find(hitType))).toEqual(hitType)
  })

  /** A store with a change that can be made, but not committed. */
  async function openStoreWithConstraint() {
    const engine = openFile(createDatabasePath())
    const store = await sqlStore(engine)
    onTestFinished(() => store.close())
    await engine.transaction((sql) =>
      sql.script(`create table parents (id integer primary key);
        create table children (parent integer references parents (id) deferrable initially deferred)`),
    )
    const put = (id: string) => store.transaction((tx) => tx.hitTypes.put(hitTypeNamed(id)))
    const listIds = () => store.transaction((tx) => tx.hitTypes.pluck({}, 'id'))
    const failAtCommit = () =>
      engine.transaction((sql) => sql.run('insert into children (parent) values (1)'))
    return { engine, put, listIds, failAtCommit }
  }

  test('when a commit fails, every change of its group is rejected and the next ones succeed', async () => {
    const { put, listIds, failAtCommit } = await openStoreWithConstraint()

    const results = await Promise.allSettled([put('a'), failAtCommit(), put('b')])
    await put('c')

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await listIds()).toEqual(['c'])
  })

  test('a read is not rejected with the changes of other callers, and does not return them', async () => {
    const { put, listIds, failAtCommit } = await openStoreWithConstraint()

    const [change, , read] = await Promise.allSettled([put('a'), failAtCommit(), listIds()])

    expect(change.status).toBe('rejected')
    expect(read).toEqual({ status: 'fulfilled', value: [] })
  })

  test('a row that waits and cannot be written rejects its group; a read of the same turn is answered', async () => {
    const { engine, put, listIds } = await openStoreWithConstraint()
    await engine.transaction((sql) =>
      sql.script(`create trigger refuse before insert on hit_types when new.id = 'refused'
        begin select raise(abort, 'refused'); end`),
    )

    const [before, refused, read, after] = await Promise.allSettled([
      put('a'),
      put('refused'),
      listIds(),
      put('b'),
    ])

    expect([before.status, refused.status]).toEqual(['rejected', 'rejected'])
    // It is made again, after the change behind it.
    expect(read).toEqual({ status: 'fulfilled', value: ['b'] })
    expect(after.status).toBe('fulfilled')
    expect(await listIds()).toEqual(['b'])
  })

  test('rows that wait keep their order among those of other changes', async () => {
    const { engine, put, listIds } = await openStoreWithConstraint()
    const change = () =>
      engine.transaction((sql) => sql.run(`update hit_types set "fingerprint" = "id"`))

    await Promise.all([put('b'), put('a'), change(), put('c')])

    expect(await listIds()).toEqual(['b', 'a', 'c'])
  })
})

if (nodeSqlite)
  test.each([
    ['libsql', 'node:sqlite'],
    ['node:sqlite', 'libsql'],
  ])('a file that %s had open when its process died opens through %s', async (first, second) => {
    const opens = new Map(libraries)
    const file = createDatabasePath()
    const killed = await sqlStore(sqlite(file, 'full', opens.get(first)))
    onTestFinished(() => killed.close())
    await killed.transaction((tx) => tx.hitTypes.put(hitType))
    const left = copyDatabase(file)

    const after = await sqlStore(sqlite(left, 'full', opens.get(second)))
    onTestFinished(() => after.close())

    expect(existsSync(`${file}-wal`)).toBe(true)
    expect(await after.transaction((tx) => tx.hitTypes.find(hitType))).toEqual(hitType)
  })
else test.skip('files pass between libsql and node:sqlite: this Node has no node:sqlite')

function listOpenFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      // The descriptor of the folder itself is closed by now.
      return ''
    }
  })
}
