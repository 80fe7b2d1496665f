import { ListHITsCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { Load } from '../crash/load.js'
import { offer } from '../crash/offer.js'
import { factsIn, tally } from '../crash/tally.js'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { newDatabase, startPostgres } from '../support/postgres.js'
import { start } from '../support/program.js'

test.skipIf(!inject('postgres'))(
  'PostgreSQL fails in the middle of a load and comes back: calls are refused meanwhile, nothing is lost',
  async () => {
    const server = (await startPostgres())!
    onTestFinished(server.remove)
    const data = await newDatabase(server.url)
    const { endpoint: sqs, queues } = await startBench({ keepMessages: 1_000_000 })
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = ['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '1000']
    const machines = await Promise.all([start(settings), start(settings)])
    const endpoints = machines.map(({ endpoint }) => endpoint)
    const mturk = new MTurkClient(clientConfigFor(endpoints[0]!))
    onTestFinished(() => mturk.destroy())
    const ready = async () => (await fetch(`${endpoints[0]}/_mturk/ready`)).status
    const load = new Load(await offer(endpoints[0]!, `${sqs}/000000000000/news`))
    const working = load.insist(endpoints, 6)

    for (let time = 0; time < 3; time++) {
      await load.reaches(load.done.size + 150)
      server.crash()
      await expect(mturk.send(new ListHITsCommand({}))).rejects.toMatchObject({
        name: 'ServiceFault',
        TurkErrorCode: 'AWS.MechanicalTurk.ServiceFault',
        $metadata: { httpStatusCode: 500 },
      })
      expect(await ready()).toBe(503)
      server.start()
    }
    await load.reaches(load.done.size + 150)
    load.end()
    await working
    expect(await ready()).toBe(200)
    await Promise.all(endpoints.map((endpoint) => new ControlClient(endpoint).settled()))

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
    expect(faults).toEqual({ missing: [], phantom: [], doubled: [], forgotten: [] })
    expect(told).toBeGreaterThan(600)
    expect(machines.map(({ child }) => child.exitCode)).toEqual([null, null])
  },
  120_000,
)
