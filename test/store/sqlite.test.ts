import { mkdtempSync, rmSync } from 'node:fs'
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
