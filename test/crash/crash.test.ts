import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { fraction, seededRandom } from '../../src/core/random.js'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { startBench } from '../support/emulator.js'
import { newDatabase } from '../support/postgres.js'
import { folder, start } from '../support/program.js'
import { Load } from './load.js'
import { offer } from './offer.js'
import { factsIn, tally } from './tally.js'

const kills = Number(process.env.CRASH_KILLS ?? 200)
const deliveries = Number(process.env.CRASH_DELIVERIES ?? 20_000)
const postgres = inject('postgres')

test.each([
  ['a file', async () => join(folder(), 'world.db')],
  ['PostgreSQL', async () => (postgres ? newDatabase(postgres) : undefined)],
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
