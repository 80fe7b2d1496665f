import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type Random, randomFloat, seededRandom } from '../../src/core/random.js'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { startCli } from '../support/cli.js'
import { newDatabase } from '../support/postgres.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { compareEvents, loadEventKeys } from './compare-events.js'
import { QueueConsumers } from './queue-consumers.js'
import { createReceivers, describeReceivers } from './receivers.js'
import { createSubscribedHit } from './subscribed-hit.js'
import { WorkerLoad } from './worker-load.js'

const kills = Number(process.env.CRASH_KILLS ?? 200)
const deliveries = Number(process.env.CRASH_DELIVERIES ?? 20_000)
const postgres = inject('postgres')

interface RunningEmulator {
  readonly endpoint: string
  kill(): Promise<void>
}

/**
 * Kills an emulator again and again one to two hundred calls later, while other calls are in
 * progress.
 *
 * @param work what else is at work on each process until it is killed
 */
async function killUnderLoad(
  load: WorkerLoad,
  first: RunningEmulator,
  restart: () => Promise<RunningEmulator>,
  work: (endpoint: string) => Promise<void> = async () => {},
) {
  const random: Random = seededRandom('crash')
  let running = first
  let killed = 0
  while (killed < kills || load.acknowledged.size < deliveries) {
    const working = Promise.all([load.run([running.endpoint], 8), work(running.endpoint)])
    await load.waitForCount(load.acknowledged.size + 1 + Math.floor(randomFloat(random) * 200))
    await running.kill()
    await working
    killed++
    running = await restart()
  }
  await new ControlClient(running.endpoint).request('GET /_mturk/settled', { retries: 'wait' })
  return { running, killed }
}

test.each([
  ['a file', async () => join(createTempFolder(), 'world.db')],
  ['PostgreSQL', async () => (postgres ? newDatabase(postgres) : undefined)],
])('no event is lost in %s, however often processes are killed', async (_, open) => {
  const data = await open()
  if (data === undefined) return
  const { endpoint: sqs, queues } = await startTestEmulator({ keepMessages: 10_000_000 })
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const settings = [
    ...['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '300'],
    ...['--delivery-backoff', '5', '--keep-deliveries', '1000'],
  ]
  const first = await startCli(settings)
  const hitId = await createSubscribedHit(first.endpoint, `${sqs}/000000000000/news`)
  const load = new WorkerLoad(hitId)

  const { running, killed } = await killUnderLoad(load, first, () => startCli(settings))

  await running.kill()
  const store = await openStore(data)
  const result = compareEvents(
    await loadEventKeys(store),
    load.acknowledged,
    queue.peek().map(({ body }) => body),
  )
  await store.close()
  const { delivered, redelivered, ...problems } = result
  console.log(`${killed} kills, ${delivered} deliveries, ${redelivered} of them repeated`)
  expect(problems).toEqual({ missing: [], unexpected: [], duplicated: [], lost: [] })
  expect(delivered).toBeGreaterThanOrEqual(deliveries)
})

test('no message of a built-in queue is lost in a file, nor any other receiver', async () => {
  const data = join(createTempFolder(), 'world.db')
  const settings = ['--data', data, '--keep-deliveries', '1000', '--keep-messages', '10000000']
  const first = await startCli(settings)
  await createReceivers(first.endpoint)
  const hitId = await createSubscribedHit(first.endpoint, `${first.endpoint}/000000000000/news`)
  const load = new WorkerLoad(hitId)
  const consumers = new QueueConsumers('news')
  const before = await describeReceivers(first.endpoint)

  const { running, killed } = await killUnderLoad(
    load,
    first,
    () => startCli(settings),
    (endpoint) => consumers.run(endpoint, 2),
  )

  const after = await describeReceivers(running.endpoint)
  await consumers.drain(running.endpoint)
  await running.kill()
  const store = await openStore(data)
  const result = compareEvents(await loadEventKeys(store), load.acknowledged, consumers.bodies)
  await store.close()
  const { delivered, redelivered, ...problems } = result
  console.log(
    `${killed} kills, ${delivered} messages in a built-in queue, ${redelivered} received again`,
  )
  expect(problems).toEqual({ missing: [], unexpected: [], duplicated: [], lost: [] })
  expect(delivered).toBeGreaterThanOrEqual(deliveries)
  expect(consumers.reappeared).toEqual([])
  expect(after).toEqual(before)
})
