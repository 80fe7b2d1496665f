import { once } from 'node:events'
import { CreateHITCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { Load } from '../crash/load.js'
import { offer } from '../crash/offer.js'
import { factsIn, tally } from '../crash/tally.js'
import { startBalancer } from '../support/balancer.js'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { work } from '../support/market.js'
import { newDatabase } from '../support/postgres.js'
import { start } from '../support/program.js'

const url = inject('postgres')

test.skipIf(!url)(
  'two processes are replaced one after the other under a load: no call fails, nothing is lost',
  async () => {
    const data = await newDatabase(url)
    const { endpoint: sqs, queues } = await startBench({ keepMessages: 1_000_000 })
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = [
      ...['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--drain', '2000'],
      // Longer than this test: what one leaves to the others must not wait for its silence.
      ...['--lease', '600000'],
    ]
    const machines = await Promise.all([start(settings), start(settings)])
    const balancer = await startBalancer(...machines.map(({ endpoint }) => endpoint))
    const load = new Load(await offer(balancer.endpoint, `${sqs}/000000000000/news`))
    const mturk = new MTurkClient(clientConfigFor(balancer.endpoint))
    onTestFinished(() => mturk.destroy())
    let over = false
    let hits = 0
    async function createHits(): Promise<void> {
      for (; !over; hits++) await mturk.send(new CreateHITCommand(work))
    }

    const working = [load.run([balancer.endpoint], 6), createHits()]
    for (const old of machines) {
      await load.reaches(load.done.size + 100)
      const next = await start(settings)
      balancer.add(next.endpoint)
      await load.reaches(load.done.size + 50)
      old.child.kill('SIGTERM')
      await once(old.child, 'close')
      balancer.remove(old.endpoint)
      expect(old.child.exitCode).toBe(0)
    }
    await load.reaches(load.done.size + 100)
    load.end()
    over = true
    await Promise.all(working)
    await new ControlClient(balancer.endpoint).settled()

    const store = await openStore(data)
    const {
      told,
      repeated: _,
      ...faults
    } = tally(
      await factsIn(store),
      load.done,
      queue.peek().map(({ body }) => body),
    )
    await store.close()
    expect(balancer.failures).toEqual([])
    expect(faults).toEqual({ missing: [], phantom: [], doubled: [], forgotten: [] })
    expect(hits).toBeGreaterThan(10)
    expect(told).toBeGreaterThan(400)
  },
  120_000,
)
