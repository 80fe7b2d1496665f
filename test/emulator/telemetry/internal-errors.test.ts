import { join } from 'node:path'
import { GetHITCommand, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { createRecordingLog } from '../../support/recording-log.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'

/** An emulator whose HIT and delivery were damaged in the data file. */
async function startWithDamagedData() {
  const data = join(createTempFolder(), 'world.db')
  const before = await startTestEmulator({ data })
  const { HITId } = await before.createHit()
  await before.mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Transport: 'Email',
        Destination: 'a@example.com',
        Version: '2014-08-15',
        EventTypes: ['Ping'],
      },
      TestEventType: 'Ping',
    }),
  )
  await before.close()
  const database = new Database(data)
  for (const table of ['hits', 'deliveries'])
    database.exec(`update ${table} set record = 'damaged'`)
  database.close()

  const log = createRecordingLog()
  const emulator = await startTestEmulator({ data }, log)
  const loggedErrors = () => log.lines.filter(({ severity }) => severity === 'error')
  return { ...emulator, HITId, loggedErrors }
}

test('an internal error of a call is logged with the request ID, and hidden from the caller', async () => {
  const { mturk, HITId, loggedErrors } = await startWithDamagedData()

  const answer = await mturk.send(new GetHITCommand({ HITId })).catch((error) => error)

  expect(answer.message).not.toContain('damaged')
  expect(loggedErrors()).toEqual([
    {
      severity: 'error',
      message: expect.stringContaining('damaged'),
      facts: { requestId: answer.$metadata.requestId, error: expect.any(Error) },
    },
  ])
})

test('an internal error of the control API is logged, as its response says', async () => {
  const { endpoint, loggedErrors } = await startWithDamagedData()

  const answer = await fetch(`${endpoint}/_mturk/deliveries`)

  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'InternalError', message: 'mturk-local failed; its log says why.' },
  ])
  expect(loggedErrors()).toEqual([
    expect.objectContaining({ message: expect.stringContaining('damaged') }),
  ])
})
