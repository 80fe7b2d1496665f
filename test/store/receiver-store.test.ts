import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ReceivedMail } from '../../src/services/smtp/mailbox.js'
import type { SqsMessage } from '../../src/services/sqs/message.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import { countCommits } from '../support/commits.js'
import { createTempFolder } from '../support/setup.js'

const queue = 'arn:aws:sqs:us-east-1:000000000000:news'

const messageNumbered = (position: number): SqsMessage => ({
  id: `m${position}`,
  position,
  body: 'x',
  md5: '9dd4e461268c8034f5c8564e155c67a6',
  size: 1,
  senderId: 'A',
  attributes: {},
  sentAt: Date.parse('2026-01-01T00:00:00Z'),
  state: 'ready',
  receiveCount: 0,
})

async function openFile() {
  const file = join(createTempFolder(), 'world.db')
  const open = async () => {
    const engine = sqlite(file)
    const store = await sqlStore(engine)
    onTestFinished(() => store.close())
    return { engine, store, records: store.receivers! }
  }
  const opened = await open()
  return {
    ...opened,
    file,
    async reopen() {
      await opened.store.close()
      return (await open()).records
    },
  }
}

test('several changes of a record in one turn are one commit, which has the last state', async () => {
  const { file, records, reopen } = await openFile()
  const message = messageNumbered(1)
  const before = countCommits(file)

  records.queueMessages.put(message, queue)
  message.state = 'in flight'
  message.receiveCount = 1
  message.firstReceivedAt = new Date('2026-01-01T00:00:01Z')
  records.queueMessages.update(message)
  await records.committed()

  expect(countCommits(file)).toBe(before + 1)
  expect(records.committed()).toBeUndefined()
  expect((await reopen()).queueMessages.load(queue)).toEqual([message])
})

test('an update writes the state of a record without the rest of it', async () => {
  const { records, reopen } = await openFile()
  const message = messageNumbered(1)
  records.queueMessages.put(message, queue)
  await records.committed()

  records.queueMessages.update({ ...message, body: 'not written', receiveCount: 2 })

  expect((await reopen()).queueMessages.load(queue)).toEqual([{ ...message, receiveCount: 2 }])
})

test('removes a message that a file of an earlier version has by its ID', async () => {
  const { engine, records, reopen } = await openFile()
  const [first, second] = [messageNumbered(1), messageNumbered(2)]
  records.queueMessages.put(first, queue)
  records.queueMessages.put(second, queue)
  await records.committed()
  await engine.transaction(async (sql) => {
    await sql.run(`update queue_messages set "key" = 'm' || position`)
    await sql.run('delete from migrations where number >= 13')
  })

  const migrated = await reopen()
  migrated.queueMessages.remove(first)
  migrated.queueMessages.update({ ...second, receiveCount: 2 })
  await migrated.committed()

  expect(migrated.queueMessages.load(queue)).toEqual([{ ...second, receiveCount: 2 }])
})

test('reads when a message was sent, which files of earlier versions contain as text', async () => {
  const { records, reopen } = await openFile()
  const message = messageNumbered(1)
  const sentAt = '2026-01-01T00:00:00.000Z' as unknown as number
  records.queueMessages.put({ ...message, sentAt }, queue)

  expect((await reopen()).queueMessages.load(queue)).toEqual([message])
})

test('the records of an owner are removed, and those put after it stay', async () => {
  const { records, reopen } = await openFile()
  const [first, second, third, moved] = [1, 2, 3, 4].map(messageNumbered)
  records.queueMessages.put(first!, queue)
  records.queueMessages.put(moved!, queue)
  await records.committed()

  records.queueMessages.put(second!, queue)
  records.queueMessages.put(moved!, 'another queue')
  records.queueMessages.removeAll(queue)
  records.queueMessages.put(third!, queue)

  const after = await reopen()
  expect(after.queueMessages.load(queue)).toEqual([third])
  expect(after.queueMessages.load('another queue')).toEqual([moved])
})

test('what a failed commit did not write is written by the next one', async () => {
  const { engine, records, reopen } = await openFile()
  await engine.transaction((sql) =>
    sql.script(`create table parents (id integer primary key);
      create table children (parent integer references parents (id) deferrable initially deferred)`),
  )
  const orphan = engine.transaction((sql) => sql.run('insert into children (parent) values (1)'))
  const mail: ReceivedMail = {
    id: 'mail',
    receivedAt: new Date('2026-01-01T00:00:00Z'),
    from: 'a@example.com',
    to: ['b@example.com'],
    source: Buffer.from([0x80, 0, 0xff]),
  }

  records.mails.put(mail)
  const results = await Promise.allSettled([orphan, records.committed()])
  await records.committed()

  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await reopen()).mails.load()).toEqual([mail])
})

test('a store in memory keeps no records of receivers', async () => {
  const store = await sqlStore(sqlite(':memory:'))
  onTestFinished(() => store.close())

  expect(store.receivers).toBeUndefined()
})
