import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../src/store/open-sqlite.js'
import { openDataFile } from '../../src/store/sqlite-file.js'
import { createTempFolder } from '../support/setup.js'

function openForTest(file: string) {
  const connection = openDataFile(file, 'full', openSqlite)
  onTestFinished(() => connection.close())
  return connection
}

test('a data file needs no shared memory, which network drives lack, also after a crash', () => {
  const folder = createTempFolder()
  const [file, copy] = [join(folder, 'world.db'), join(folder, 'copy.db')]
  openForTest(file).exec('create table names (name text); insert into names values (1)')
  // What a process leaves that is killed now.
  for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix)

  const rows = openForTest(copy).prepare('select name from names').all([])

  expect(rows).toEqual([{ name: '1' }])
  expect([file, copy].map((each) => existsSync(`${each}-shm`))).toEqual([false, false])
})
