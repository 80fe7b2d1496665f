import { join } from 'node:path'
import {
  CreateHITCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { fraction, seededRandom } from '../../src/clock/random.js'
import { ControlClient } from '../../src/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { work } from '../support/market.js'
import { folder, start } from '../support/program.js'
import { Load } from './load.js'
import { factsIn, tally } from './tally.js'

const kills = Number(process.env.CRASH_KILLS ?? 200)
const deliveries = Number(process.env.CRASH_DELIVERIES ?? 20_000)
const postgres = inject('postgres')

async function newDatabase(): Promise<string> {
  const client = new pg.Client(postgres)
  await client.connect()
  await client.query('create database crash')
  await client.end()
  return postgres.replace(/\/postgres$/, '/crash')
}

test.each([
  ['a file', async () => join(folder(), 'world.db')],
  ['PostgreSQL', async () => (postgres ? newDatabase() : undefined)],
])('nothing is lost in %s, however often the plug is pulled', async (_, open) => {
  const data = await open()
  if (data === undefined) return
  const { endpoint: sqs, queues } = await startBench({ keepMessages: 10_000_000 })
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const settings = [
    ...['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '300'],
    ...['--delivery-pause', '5', '--keep-deliveries', '1000'],
  ]
  const first = await start(settings)
  const hitId = await offer(first.endpoint, `${sqs}/000000000000/news`)
  const load = new Load(hitId)
  const random = seededRandom('crash')

  let running = first
  let pulled = 0
  while (pulled < kills || load.done.size < deliveries) {
    const working = load.run([running.endpoint], 8)
    // Between one change and two hundred later, with others in the middle of theirs.
    await load.reaches(load.done.size + 1 + Math.floor(fraction(random) * 200))
    await running.kill()
    await working
    pulled++
    running = await start(settings)
  }

  await new ControlClient(running.endpoint).settled()
  await running.kill()
  const store = await openStore(data)
  const result = tally(
    await factsIn(store),
    load.done,
    queue.peek().map(({ body }) => body),
  )
  await store.close()
  const { told, repeated, ...faults } = result
  console.log(`${pulled} kills, ${told} deliveries, ${repeated} of them repeated`)
  expect(faults).toEqual({ missing: [], phantom: [], doubled: [], forgotten: [] })
  expect(told).toBeGreaterThanOrEqual(deliveries)
})

/** A HIT for everybody, whose news goes to a queue. */
async function offer(endpoint: string, Destination: string): Promise<string> {
  const mturk = new MTurkClient(clientConfigFor(endpoint))
  onTestFinished(() => mturk.destroy())
  const { HIT } = await mturk.send(
    new CreateHITCommand({ ...work, MaxAssignments: 1_000_000, LifetimeInSeconds: 31_536_000 }),
  )
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId: HIT!.HITTypeId,
      Notification: {
        Transport: 'SQS',
        Destination,
        Version: '2014-08-15',
        EventTypes: ['AssignmentAccepted', 'AssignmentReturned'],
      },
    }),
  )
  return HIT!.HITId!
}
