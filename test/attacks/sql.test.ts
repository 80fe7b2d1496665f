import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AssociateQualificationWithWorkerCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  CreateWorkerBlockCommand,
  GetHITCommand,
  ListHITsCommand,
  ListQualificationTypesCommand,
  NotifyWorkersCommand,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadLibsql } from '../../src/store/libsql.js'
import { loadNodeSqlite } from '../../src/store/node-sqlite.js'
import type { SqliteConnection } from '../../src/store/sqlite-connection.js'
import { listFiles } from '../support/list-files.js'
import { hitInput, startTestEmulator } from '../support/setup.js'

const hostileText = `x'"\`; drop table hits; --`

type Connection = Pick<SqliteConnection, 'prepare' | 'exec'>

/** Records every SQL text that SQLite runs, until the test ends. */
function watchSql(): readonly string[] {
  const texts: string[] = []
  const prototypes = [
    loadLibsql().prototype,
    loadNodeSqlite()?.DatabaseSync.prototype,
  ] as readonly (Connection | undefined)[]
  for (const prototype of prototypes) {
    if (!prototype) continue
    const { prepare, exec } = prototype
    vi.spyOn(prototype, 'prepare').mockImplementation(function (this: Connection, text) {
      texts.push(text)
      return prepare.call(this, text)
    })
    vi.spyOn(prototype, 'exec').mockImplementation(function (this: Connection, text) {
      texts.push(text)
      exec.call(this, text)
    })
  }
  onTestFinished(() => void vi.restoreAllMocks())
  return texts
}

test('input of every interface is a bound value in SQL, never part of its text', async () => {
  const texts = watchSql()
  const { mturk, control, endpoint } = await startTestEmulator()
  const calls = [
    new CreateHITCommand({
      ...hitInput,
      Title: hostileText,
      Keywords: hostileText,
      RequesterAnnotation: hostileText,
      UniqueRequestToken: hostileText,
    }),
    new GetHITCommand({ HITId: hostileText }),
    new ListHITsCommand({ NextToken: hostileText }),
    new CreateQualificationTypeCommand({
      Name: hostileText,
      Description: hostileText,
      QualificationTypeStatus: 'Active',
    }),
    new ListQualificationTypesCommand({ Query: hostileText, MustBeRequestable: false }),
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId: hostileText,
      WorkerId: hostileText,
    }),
    new CreateWorkerBlockCommand({ WorkerId: hostileText, Reason: hostileText }),
    new NotifyWorkersCommand({
      Subject: hostileText,
      MessageText: hostileText,
      WorkerIds: [hostileText],
    }),
    new SendTestEventNotificationCommand({
      Notification: {
        Destination: `http://localhost/000000000000/${hostileText}`,
        Transport: 'SQS',
        Version: '2014-08-15',
        EventTypes: [],
      },
      TestEventType: 'Ping',
    }),
  ]
  for (const call of calls) await mturk.send(call as CreateHITCommand).catch(() => {})
  const id = encodeURIComponent(hostileText)
  const { HITs } = await mturk.send(new ListHITsCommand({}))
  await control.putWorker(id, { adult: true }).catch(() => {})
  const { id: assignment } = await control.accept('A1WORKER', HITs![0]!.HITId!)
  await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id: 'A1WORKER',
    assignmentId: assignment,
    question: hostileText,
    file: hostileText,
  })
  await control.submit('A1WORKER', assignment, { [hostileText]: hostileText })
  for (const path of [
    `workers/A1WORKER/hits?search=${id}`,
    `workers/A1WORKER/hits/${id}`,
    `workers/A1WORKER/assignments?after=${id}`,
    `workers/${id}/hits`,
    `workers/${id}/qualifications`,
    `deliveries?destination=${id}`,
    `deliveries?${id}=1`,
    `deliveries?destination[from]=1&destination=${id}`,
    `deliveries/${id}`,
    `deliveries/wait?timeout=0&destination=${id}`,
    `accounts/${id}/balance`,
  ])
    await (await fetch(`${endpoint}/_mturk/${path}`)).text()
  await fetch(`${endpoint}/mturk/files/${id}?expires=1&seal=${'0'.repeat(64)}`)
  await fetch(`${endpoint}/mturk/externalSubmit`, {
    method: 'POST',
    body: new URLSearchParams({ assignmentId: hostileText, [hostileText]: hostileText }),
  })

  expect(texts.length).toBeGreaterThan(20)
  expect(texts.filter((text) => /drop table|x'"/.test(text))).toEqual([])
  const { HITs: still } = await mturk.send(new ListHITsCommand({}))
  expect(still!.map(({ Title }) => Title)).toEqual([hostileText])
})

test('an unknown column name is refused', async () => {
  const { marketplace } = await startTestEmulator()

  const query = marketplace.store.transaction((tx) =>
    tx.hits.list({ [hostileText]: 'x' } as object),
  )

  await expect(query).rejects.toThrow('There is no column')
})

test('only the store contains SQL', () => {
  const speaking = listFiles('src')
    .filter((file) => file.endsWith('.ts') && !file.startsWith('store/'))
    .filter((file) =>
      /\b(select .* from|insert into|delete from|update \w+ set)\b/.test(
        readFileSync(join('src', file), 'utf8'),
      ),
    )

  expect(speaking).toEqual([])
})
