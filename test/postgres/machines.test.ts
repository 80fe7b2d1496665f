import {
  CreateHITCommand,
  GetHITCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { Load } from '../crash/load.js'
import { factsIn, tally } from '../crash/tally.js'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { work } from '../support/market.js'
import { newDatabase } from '../support/postgres.js'
import { start } from '../support/program.js'

const url = inject('postgres')

/** Several processes that share one world, and a queue outside for its news. */
async function startMachines(count: number) {
  const data = await newDatabase(url)
  const { endpoint: sqs, queues } = await startBench({ keepMessages: 1_000_000 })
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const settings = ['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '1000']
  const machines = await Promise.all(Array.from({ length: count }, () => start(settings)))
  const clients = machines.map(({ endpoint }) => {
    const mturk = new MTurkClient(clientConfigFor(endpoint))
    onTestFinished(() => mturk.destroy())
    return { mturk, control: new ControlClient(endpoint) }
  })
  const offer = async () => {
    const { HIT } = await clients[0]!.mturk.send(
      new CreateHITCommand({ ...work, MaxAssignments: 100_000 }),
    )
    await clients[1]!.mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId: HIT!.HITTypeId,
        Notification: {
          Transport: 'SQS',
          Destination: `${sqs}/000000000000/news`,
          Version: '2014-08-15',
          EventTypes: ['AssignmentAccepted', 'AssignmentReturned', 'AssignmentAbandoned'],
        },
      }),
    )
    return HIT!.HITId!
  }
  const bodies = () => queue.peek().map(({ body }) => body)
  return { data, machines, clients, offer, bodies }
}

describe.skipIf(!url)('several processes on one PostgreSQL', () => {
  test('three share a world; one is killed in the middle, and nothing is lost', async () => {
    const { data, machines, clients, offer, bodies } = await startMachines(3)
    const load = new Load(await offer())

    const working = load.run(
      machines.map(({ endpoint }) => endpoint),
      6,
    )
    await load.reaches(300)
    await machines[2]!.kill()
    await load.reaches(load.done.size + 100)
    load.end()
    await working
    await clients[0]!.control.settled()

    const store = await openStore(data)
    const { told, repeated: _, ...faults } = tally(await factsIn(store), load.done, bodies())
    await store.close()
    expect(faults).toEqual({ missing: [], phantom: [], doubled: [], forgotten: [] })
    expect(told).toBeGreaterThan(400)
  }, 120_000)

  test('what one does the others see: its HITs, its deliveries, its clock; a deadline is met once', async () => {
    const { clients, offer, bodies } = await startMachines(2)
    const [one, two] = clients as [(typeof clients)[0], (typeof clients)[0]]
    const HITId = await offer()

    const waiting = two.control.wait({ eventType: 'AssignmentAccepted', timeout: 20_000 })
    await one.control.accept('A1WORKER', HITId)
    expect((await waiting).complete).toBe(true)

    const abandoned = two.control.wait({ eventType: 'AssignmentAbandoned', timeout: 20_000 })
    await one.control.advance('PT10M')
    expect((await abandoned).complete).toBe(true)
    await two.control.settled()

    const { HIT } = await two.mturk.send(new GetHITCommand({ HITId }))
    expect(HIT!.NumberOfAssignmentsPending).toBe(0)
    expect(bodies().map((body) => JSON.parse(body).Events[0].EventType)).toEqual([
      'AssignmentAccepted',
      'AssignmentAbandoned',
    ])
  }, 60_000)

  test('three that begin at once with one init file make its world once', async () => {
    const data = await newDatabase(url)
    const settings = ['--data', data, '--init', 'fixtures/scenarios/first-event.json']

    const machines = await Promise.all(Array.from({ length: 3 }, () => start(settings)))

    const store = await openStore(data)
    expect(await store.transaction((tx) => tx.hits.count({}))).toBe(1)
    await store.close()
    expect(machines.map(({ faults }) => faults()).join()).not.toContain('cannot be made')
  }, 60_000)

  test('one that ends in order leaves what it could not deliver to the others at once', async () => {
    const { machines, clients, offer } = await startMachines(2)
    const HITId = await offer()
    await clients[0]!.control.accept('A1WORKER', HITId)

    machines[0]!.child.kill('SIGTERM')

    const { complete } = await clients[1]!.control.wait({ eventType: 'AssignmentAccepted' })
    expect(complete).toBe(true)
  }, 60_000)
})
