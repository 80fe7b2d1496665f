import { ListHITsCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { compareEvents, loadEventKeys } from '../crash/compare-events.js'
import { createSubscribedHit } from '../crash/subscribed-hit.js'
import { WorkerLoad } from '../crash/worker-load.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { newDatabase, startPostgres } from '../support/postgres.js'
import { startTestEmulator } from '../support/setup.js'

test.skipIf(!inject('postgres'))(
  'PostgreSQL fails in the middle of a load and comes back: calls are refused meanwhile, nothing is lost',
  async () => {
    const server = (await startPostgres())!
    onTestFinished(server.remove)
    const data = await newDatabase(server.url)
    const { endpoint: sqs, queues } = await startTestEmulator({ keepMessages: 1_000_000 })
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = ['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '1000']
    const machines = await Promise.all([startCli(settings), startCli(settings)])
    const endpoints = machines.map(({ endpoint }) => endpoint)
    const mturk = new MTurkClient(createClientConfig(endpoints[0]!))
    onTestFinished(() => mturk.destroy())
    const ready = async () => (await fetch(`${endpoints[0]}/_mturk/ready`)).status
    const load = new WorkerLoad(
      await createSubscribedHit(endpoints[0]!, `${sqs}/000000000000/news`),
    )
    const working = load.runWithRetries(endpoints, 6)

    for (let time = 0; time < 3; time++) {
      await load.waitForCount(load.acknowledged.size + 150)
      server.crash()
      await expect(mturk.send(new ListHITsCommand({}))).rejects.toMatchObject({
        name: 'ServiceFault',
        TurkErrorCode: 'AWS.MechanicalTurk.ServiceFault',
        $metadata: { httpStatusCode: 500 },
      })
      expect(await ready()).toBe(503)
      server.start()
    }
    await load.waitForCount(load.acknowledged.size + 150)
    load.stop()
    await working
    expect(await ready()).toBe(200)
    await Promise.all(
      endpoints.map((endpoint) =>
        new ControlClient(endpoint).request('GET /_mturk/settled', { retries: 'wait' }),
      ),
    )

    const store = await openStore(data)
    const {
      delivered,
      redelivered: _,
      ...problems
    } = compareEvents(
      await loadEventKeys(store),
      load.acknowledged,
      queue.peek().map(({ body }) => body),
    )
    await store.close()
    expect(problems).toEqual({ missing: [], unexpected: [], duplicated: [], lost: [] })
    expect(delivered).toBeGreaterThan(600)
    expect(machines.map(({ child }) => child.exitCode)).toEqual([null, null])
  },
  300_000,
)

test.skipIf(!inject('postgres'))(
  'the start says what the process keeps in memory only, and by which flags all of them share it',
  async () => {
    const data = await newDatabase(inject('postgres')!)
    const sqs = 'http://127.0.0.1:9'

    const { stderr } = await startCli(['--data', data, '--sqs-endpoint', sqs])

    await expect
      .poll(stderr)
      .toContain(
        'This process alone has these, in memory, and loses them when it ends: topics (--sns-endpoint), mails (--smtp), fault rules (--fault).',
      )
  },
)
