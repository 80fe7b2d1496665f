import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { startEmulator } from '../../src/index.js'
import { runCli, startCli } from '../support/cli.js'
import { freePort } from '../support/free-port.js'
import { createTempFolder } from '../support/setup.js'

/** A data file that an emulator has closed in order, changed afterwards. */
async function createChangedData(...statements: readonly string[]): Promise<string> {
  const data = join(createTempFolder(), 'world.db')
  await (await startEmulator({ data })).close()
  const database = new Database(data)
  for (const each of statements) database.exec(each)
  database.close()
  return data
}

const job = `insert into scheduled_jobs (kind, subject, due, record) values ('expire', '3HIT', 1,
  '{"account":"000000000000","kind":"expire","subject":"3OTHER","at":"1970-01-01T00:00:00.001Z"}')`
const delivery = `insert into deliveries
  (id, account, status, transport, destination, owner, record) values
  ('d', '000000000000', 'pending', 'SQS', 'x', 'other', '{"id":"another","account":"000000000000",
    "status":"pending","transport":"SQS","destination":"x","owner":"other","attempts":[]}')`
const unreadableDelivery = `insert into deliveries
  (id, account, status, transport, destination, owner, record) values
  ('d', '000000000000', 'pending', 'SQS', 'x', 'other', 'no JSON')`

test.each([
  ['a job that is never removed', job, 'the scheduled job "expire" of 3OTHER is due again'],
  ['a delivery that is never taken over', delivery, 'the delivery another cannot be taken over'],
  ['a delivery that cannot be read', unreadableDelivery, 'The emulator cannot start:'],
])(
  'a start that fails late because of %s ends with a sentence and exit code 2',
  async (_, statement, sentence) => {
    const data = await createChangedData(statement)

    const { code, out, err } = await runCli([
      ...['start', '--port', '0', '--smtp-port', '0', '--data', data],
    ])

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(sentence)
  },
)

test('startEmulator closes its ports and its data file when it fails late', async () => {
  const data = await createChangedData(job)
  const [port, smtpPort] = [await freePort(), await freePort()]

  await expect(startEmulator({ data, port, smtpPort })).rejects.toMatchObject({
    name: 'SettingError',
  })

  const database = new Database(data)
  database.exec('delete from scheduled_jobs')
  database.close()
  const emulator = await startEmulator({ data, port, smtpPort })
  await emulator.close()
})

test('a data file that was damaged while the emulator was killed is refused in one sentence, each time', async () => {
  const data = join(createTempFolder(), 'world.db')
  const { kill } = await startCli(['--data', data])
  await kill()
  const database = new Database(data)
  database.exec('pragma wal_checkpoint(truncate)')
  database.exec('pragma writable_schema = on')
  // Two tables on one page: only a check of the whole file finds it.
  database.exec(`update sqlite_master set rootpage =
    (select rootpage from sqlite_master where name = 'hits') where name = 'hit_layouts'`)
  database.close()
  const start = () => runCli(['start', '--port', '0', '--smtp-port', '0', '--data', data])
  const refused = {
    code: 2,
    out: '',
    err: `mturk-local: The data file ${data} is damaged. Start with a copy that mturk-local backup made, or give --data a new file.\n`,
  }

  expect(await start()).toEqual(refused)
  expect(await start()).toEqual(refused)
})

test('a file that is not a database is refused in one sentence', async () => {
  const data = join(createTempFolder(), 'world.db')
  writeFileSync(data, 'This is a letter. '.repeat(100))

  await expect(startEmulator({ data })).rejects.toThrow(
    `The data file ${data} is not a data file of mturk-local, or its beginning is damaged. Give --data another.`,
  )
})

test('data of a newer schema is refused with what to do', async () => {
  const data = await createChangedData('insert into migrations (number) values (999)')

  await expect(startEmulator({ data })).rejects.toThrow(
    `The data file ${data} was written by a newer mturk-local: its schema version is 999`,
  )
})

test('data of an older schema that cannot be migrated stays unchanged, and the message says what to do', async () => {
  const data = await createChangedData('delete from migrations where number > 3')

  const starting = startEmulator({ data })

  await expect(starting).rejects.toThrow(
    /has schema version 3 and cannot be brought to version \d+; it is unchanged\. Use the mturk-local that wrote it/,
  )
})

test('a folder of the data file that does not exist is named', async () => {
  await expect(startEmulator({ data: '/none/world.db' })).rejects.toThrow(
    'The data file /none/world.db cannot be created: its folder does not exist. Give --data another.',
  )
})
