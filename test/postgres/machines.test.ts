import {
  CreateHITCommand,
  GetHITCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { openStore } from '../../src/store/open-store.js'
import { compareEvents, loadEventKeys } from '../crash/compare-events.js'
import { WorkerLoad } from '../crash/worker-load.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { newDatabase } from '../support/postgres.js'
import { hitInput, startTestEmulator } from '../support/setup.js'

const url = inject('postgres')

/** Several processes that share one world, and a queue outside for its news. */
async function startProcesses(count: number, moreSettings: readonly string[] = []) {
  const data = await newDatabase(url)
  const { endpoint: sqs, queues } = await startTestEmulator({ keepMessages: 1_000_000 })
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const settings = [
    ...['--data', data, '--sqs-endpoint', sqs, '--policy', 'off', '--lease', '1000'],
    ...moreSettings,
  ]
  const processes = await Promise.all(Array.from({ length: count }, () => startCli(settings)))
  const clients = processes.map(({ endpoint }) => {
    const mturk = new MTurkClient(createClientConfig(endpoint))
    onTestFinished(() => mturk.destroy())
    return { mturk, control: new ControlClient(endpoint) }
  })
  const createSubscribedHit = async () => {
    const { HIT } = await clients[0]!.mturk.send(
      new CreateHITCommand({ ...hitInput, MaxAssignments: 100_000 }),
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
  return { data, processes, clients, createSubscribedHit, bodies }
}

describe.skipIf(!url)('several processes on one PostgreSQL', () => {
  test('of three processes that share data one is killed, and nothing is lost', async () => {
    const { data, processes, clients, createSubscribedHit, bodies } = await startProcesses(3)
    const load = new WorkerLoad(await createSubscribedHit())

    const working = load.runWithRetries(
      processes.map(({ endpoint }) => endpoint),
      6,
    )
    await load.waitForCount(300)
    await processes[2]!.kill()
    await load.waitForCount(load.acknowledged.size + 100)
    load.stop()
    await working
    await clients[0]!.control.request('GET /_mturk/settled', { retries: 'wait' })

    const store = await openStore(data)
    const {
      delivered,
      redelivered: _,
      ...problems
    } = compareEvents(await loadEventKeys(store), load.acknowledged, bodies())
    await store.close()
    expect(problems).toEqual({ missing: [], unexpected: [], duplicated: [], lost: [] })
    expect(delivered).toBeGreaterThan(400)
  }, 300_000)

  test('processes see each other’s HITs, deliveries and clock, and a job runs once', async () => {
    const { clients, createSubscribedHit, bodies } = await startProcesses(2)
    const [one, two] = clients as [(typeof clients)[0], (typeof clients)[0]]
    const HITId = await createSubscribedHit()

    const waiting = two.control.waitForDeliveries({
      eventType: 'AssignmentAccepted',
      timeout: 60_000,
    })
    await one.control.accept('A1WORKER', HITId)
    expect((await waiting).complete).toBe(true)

    const abandoned = two.control.waitForDeliveries({
      eventType: 'AssignmentAbandoned',
      timeout: 60_000,
    })
    await one.control.advance('PT10M')
    expect((await abandoned).complete).toBe(true)
    await two.control.request('GET /_mturk/settled', { retries: 'wait' })

    const { HIT } = await two.mturk.send(new GetHITCommand({ HITId }))
    expect(HIT!.NumberOfAssignmentsPending).toBe(0)
    expect(bodies().map((body) => JSON.parse(body).Events[0].EventType)).toEqual([
      'AssignmentAccepted',
      'AssignmentAbandoned',
    ])
  })

  test('settled does not wait for a retry that is due later in another process', async () => {
    const { clients, createSubscribedHit } = await startProcesses(2, [
      ...['--fault', 'error eventType=AssignmentAccepted nth=1'],
      ...['--delivery-backoff', '600000'],
    ])
    const [one, two] = clients as [(typeof clients)[0], (typeof clients)[0]]
    await one.control.accept('A1WORKER', await createSubscribedHit())

    const settled = await two.control.request('GET /_mturk/settled')

    expect(settled).toEqual({ settled: true, retriesPending: 1 })
  })

  test('three processes that start with one init file apply it once', async () => {
    const data = await newDatabase(url)
    const settings = ['--data', data, '--init', 'fixtures/scenarios/first-event.json']

    const machines = await Promise.all(Array.from({ length: 3 }, () => startCli(settings)))

    const store = await openStore(data)
    expect(await store.transaction((tx) => tx.hits.count({}))).toBe(1)
    await store.close()
    expect(machines.map(({ stderr }) => stderr()).join()).not.toContain('cannot be created')
  })

  test('a process that stops leaves its pending deliveries to the others at once', async () => {
    const { processes, clients, createSubscribedHit } = await startProcesses(2)
    const HITId = await createSubscribedHit()
    await clients[0]!.control.accept('A1WORKER', HITId)

    processes[0]!.child.kill('SIGTERM')

    const { complete } = await clients[1]!.control.waitForDeliveries({
      eventType: 'AssignmentAccepted',
      timeout: 60_000,
    })
    expect(complete).toBe(true)
  })
})
