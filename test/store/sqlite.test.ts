import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HITType } from '../../src/domain/hit-type.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import { storeContract } from './store-contract.js'

storeContract(() => sqlStore(sqlite(':memory:')))

const fileOfOurOwn = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'world.db')
}

test('a file keeps its world from one opening to the next', async () => {
  const file = fileOfOurOwn()
  const hitType = { account: '000000000000', id: 'TYPE', fingerprint: 'f' } as HITType
  const before = await sqlStore(sqlite(file))
  await before.transaction((tx) => tx.hitTypes.put(hitType))
  await before.close()

  const after = await sqlStore(sqlite(file))
  onTestFinished(() => after.close())

  expect(await after.transaction((tx) => tx.hitTypes.find(hitType))).toEqual(hitType)
})

test('a file of a newer version is refused with what to do', async () => {
  const file = fileOfOurOwn()
  const engine = sqlite(file)
  await sqlStore(engine)
  await engine.transaction((sql) => sql.run('insert into migrations (number) values (?)', [999]))
  await engine.close()

  const opening = sqlStore(sqlite(file))

  await expect(opening).rejects.toThrow('was written by a newer mturk-local')
})
