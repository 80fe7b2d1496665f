import { expect, onTestFinished, test } from 'vitest'
import { SettingError } from '../../src/core/setting-error.js'
import { loadLibsql, withQuickReport } from '../../src/store/libsql.js'
import { loadNodeSqlite } from '../../src/store/node-sqlite.js'
import { openSqlite, type SqliteSources } from '../../src/store/open-sqlite.js'

const sources: SqliteSources = {
  platform: 'linux',
  loadNodeSqlite,
  loadLibsql,
}
const noLibsql = () => {
  throw new Error("Cannot find module '@libsql/win32-arm64-msvc'")
}

test.skipIf(!loadNodeSqlite())('SQLite of Node is used if Node has it', async () => {
  const connection = openSqlite(':memory:', { ...sources, loadLibsql: noLibsql })
  onTestFinished(() => connection.close())

  expect(connection.prepare('select 1 as one').all([])).toEqual([{ one: 1 }])
})

test('without libsql and node:sqlite a sentence says what is missing and what to do', () => {
  const neither = { ...sources, loadLibsql: noLibsql, loadNodeSqlite: () => undefined }

  const open = () => openSqlite(':memory:', neither)

  expect(open).toThrow(SettingError)
  expect(open).toThrow(
    /^SQLite is missing: the package libsql has no binary for \w+ on \w+ here\. Install .* or use Node 22\.16 or newer/,
  )
})

test('on Windows the sentence names the runtime that the binary of libsql needs', () => {
  const neither = { ...sources, loadLibsql: noLibsql, loadNodeSqlite: () => undefined }

  const open = () => openSqlite(':memory:', { ...neither, platform: 'win32' })

  expect(open).toThrow(
    /win32 on \w+ here or the Microsoft Visual C\+\+ Redistributable, .* not installed/,
  )
})

test.each([
  ['7f12 r-xp 08:01 42 /usr/lib/x86_64-linux-gnu/libc.so.6\n7f13 rw-p 08:01 43 [heap]\n', true],
  ['7f12 r-xp 08:01 42 /lib/x86_64-linux-gnu/libc-2.31.so\n', true],
  ['7f12 r-xp 08:01 42 /lib/ld-musl-x86_64.so.1\n', false],
  ['', false],
])('with the memory map %j, libsql gets its first report at once: %s', (memoryMap, isQuick) => {
  const { report } = process
  const { getReport } = report

  const reports = withQuickReport(() => [report.getReport(), report.getReport()], memoryMap)

  const quick = { header: { glibcVersionRuntime: 'some' } }
  const whole = { header: expect.objectContaining({ nodejsVersion: process.version }) }
  expect(reports).toEqual([
    isQuick ? quick : expect.objectContaining(whole),
    expect.objectContaining(whole),
  ])
  expect(report.getReport).toBe(getReport)
})
