import { once } from 'node:events'
import { CreateHITCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { compareEvents, loadEventKeys } from '../crash/compare-events.js'
import { createSubscribedHit } from '../crash/subscribed-hit.js'
import { WorkerLoad } from '../crash/worker-load.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { newDatabase } from '../support/postgres.js'
import { hitInput, startTestEmulator } from '../support/setup.js'
import { startLoadBalancer } from './load-balancer.js'

const url = inject('postgres')

test.skipIf(!url)(
  'two processes are replaced one after the other under a load: no call fails, nothing is lost',
  async () => {
    const data = await newDatabase(url)
    const { endpoint: sqs, queues } = await startTestEmulator({ keepMessages: 1_000_000 })
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = [
      // In the time of the drain, the load balancer must see that a process is no longer ready.
      ...['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--drain', '5000'],
      // Longer than this test: what one leaves to the others must not wait for its silence.
      ...['--lease', '600000'],
    ]
    const machines = await Promise.all([startCli(settings), startCli(settings)])
    const balancer = await startLoadBalancer(...machines.map(({ endpoint }) => endpoint))
    const load = new WorkerLoad(
      await createSubscribedHit(balancer.endpoint, `${sqs}/000000000000/news`),
    )
    const mturk = new MTurkClient(createClientConfig(balancer.endpoint))
    onTestFinished(() => mturk.destroy())
    let over = false
    let hits = 0
    async function createHits(): Promise<void> {
      for (; !over; hits++) await mturk.send(new CreateHITCommand(hitInput))
    }

    const working = [load.run([balancer.endpoint], 6), createHits()]
    for (const old of machines) {
      await load.waitForCount(load.acknowledged.size + 100)
      const next = await startCli(settings)
      balancer.add(next.endpoint)
      await load.waitForCount(load.acknowledged.size + 50)
      old.child.kill('SIGTERM')
      await once(old.child, 'close')
      balancer.remove(old.endpoint)
      expect(old.child.exitCode).toBe(0)
    }
    await load.waitForCount(load.acknowledged.size + 100)
    load.stop()
    over = true
    await Promise.all(working)
    await new ControlClient(balancer.endpoint).request('GET /_mturk/settled', { retries: 'wait' })

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
    expect(balancer.failures).toEqual([])
    expect(problems).toEqual({ missing: [], unexpected: [], duplicated: [], lost: [] })
    expect(hits).toBeGreaterThan(10)
    expect(delivered).toBeGreaterThan(400)
  },
  300_000,
)
