import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  GetHITCommand,
  ListHITsCommand,
  MTurkClient,
  NotifyWorkersCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { runCli, startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, hitInput, initialTime, startTestEmulator } from '../support/setup.js'

/** A port in front of another that is shut until it is opened: who knocks before is turned away, or kept waiting. */
async function startGatedProxy(target: string, whenClosed: 'turned away' | 'kept waiting') {
  let open = false
  let notifyConnection = () => {}
  const connected = new Promise<void>((resolve) => {
    notifyConnection = resolve
  })
  const proxy = createServer((client) => {
    client.on('error', () => {})
    if (!open) {
      notifyConnection()
      return whenClosed === 'turned away' ? void client.destroy() : undefined
    }
    const upstream = connect(Number(new URL(target).port), '127.0.0.1')
    upstream.on('error', () => {})
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  return {
    port: (proxy.address() as AddressInfo).port,
    connected,
    open: () => {
      open = true
    },
  }
}

/** A queue behind a door. */
async function startUnreachableQueue() {
  const { endpoint, queues } = await startTestEmulator()
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { port, open } = await startGatedProxy(endpoint, 'turned away')
  return {
    url: `http://127.0.0.1:${port}`,
    bodies: () => queue.peek().map(({ body }) => body),
    open,
  }
}

test('a killed emulator with a data file continues after a restart: state, page tokens, deadlines, pending deliveries', async () => {
  const sqs = await startUnreachableQueue()
  const settings = [
    ...['--data', join(createTempFolder(), 'world.db'), '--clock', initialTime.toISOString()],
    ...['--sqs-endpoint', sqs.url, '--delivery-attempts', '1000', '--delivery-backoff', '5'],
    ...['--policy', 'off'],
  ]
  const before = await startCli(settings)
  const { mturk, control } = createClients(before.endpoint)
  const { HIT } = await mturk.send(
    new CreateHITCommand({ ...hitInput, UniqueRequestToken: 'once' }),
  )
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId: HIT!.HITTypeId,
      Notification: {
        Transport: 'SQS',
        Destination: `${sqs.url}/000000000000/news`,
        Version: '2014-08-15',
        EventTypes: ['AssignmentAccepted', 'AssignmentAbandoned'],
      },
    }),
  )
  await control.accept('A1WORKER', HIT!.HITId!)
  await control.advance('PT5M')
  const { NextToken } = await mturk.send(new ListHITsCommand({}))
  await before.kill()

  const after = await startCli(settings)
  const again = createClients(after.endpoint)
  expect((await again.control.clock()).now).toBe('2026-01-01T00:05:00.000Z')
  expect((await again.mturk.send(new ListHITsCommand({ NextToken }))).NumResults).toBe(0)
  await expect(
    again.mturk.send(new CreateHITCommand({ ...hitInput, UniqueRequestToken: 'once' })),
  ).rejects.toMatchObject({ TurkErrorCode: 'AWS.MechanicalTurk.HitAlreadyExists' })
  await again.control.advance('PT5M')
  const { HIT: found } = await again.mturk.send(new GetHITCommand({ HITId: HIT!.HITId }))
  expect(found).toMatchObject({ HITStatus: 'Assignable', NumberOfAssignmentsPending: 0 })

  sqs.open()
  await again.control.request('GET /_mturk/settled', { retries: 'wait' })
  expect(sqs.bodies().map((body) => JSON.parse(body).Events[0].EventType)).toEqual([
    'AssignmentAccepted',
    'AssignmentAbandoned',
  ])
})

test('a message to a worker that was being sent at a crash is sent after the restart', async () => {
  const { smtp, mailbox } = await startTestEmulator()
  const gatedProxy = await startGatedProxy(smtp, 'kept waiting')
  const settings = [
    ...[
      '--data',
      join(createTempFolder(), 'world.db'),
      '--smtp',
      `smtp://127.0.0.1:${gatedProxy.port}`,
    ],
    ...['--delivery-backoff', '5'],
  ]
  const before = await startCli(settings)
  const { mturk, control } = createClients(before.endpoint)
  const { HIT } = await mturk.send(new CreateHITCommand(hitInput))
  const { id } = await control.accept('A1WORKER', HIT!.HITId!)
  await control.submit('A1WORKER', id)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: id }))
  const message = { Subject: 'Cats', MessageText: 'More cats', WorkerIds: ['A1WORKER'] }
  const unanswered = mturk.send(new NotifyWorkersCommand(message)).catch(() => 'no answer')
  await gatedProxy.connected
  await before.kill()
  expect(await unanswered).toBe('no answer')

  gatedProxy.open()
  const after = await startCli(settings)
  await createClients(after.endpoint).control.request('GET /_mturk/settled', { retries: 'wait' })

  expect(mailbox.all().map(({ to }) => to)).toEqual([['A1WORKER@workers.mturk-local']])
})

function createClients(endpoint: string) {
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  return { mturk, control: new ControlClient(endpoint) }
}

test('a crowd continues after a crash as if there had been none', async () => {
  const live = async (pulled: boolean) => {
    const data = join(createTempFolder(), 'world.db')
    const settings = ['--data', data, '--clock', initialTime.toISOString(), '--seed', 'x']
    const end = '2026-01-02T00:00:00Z'
    const before = await startCli(settings)
    const { mturk, control } = createClients(before.endpoint)
    const { HIT } = await mturk.send(
      new CreateHITCommand({ ...hitInput, LifetimeInSeconds: 80_000, MaxAssignments: 20 }),
    )
    await mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId: HIT!.HITTypeId,
        Notification: {
          Transport: 'Email',
          Destination: 'requester@example.com',
          Version: '2014-08-15',
          EventTypes: ['AssignmentSubmitted', 'AssignmentReturned', 'HITReviewable'],
        },
      }),
    )
    await control.putCrowd('crowd', {
      workers: 20,
      arrivalsPerHour: 10,
      returnRate: 0.2,
      seed: 'x',
    })
    if (!pulled) {
      await control.request('POST /_mturk/clock/advance', { body: { to: end } })
      return listDocuments(control)
    }
    const cut = control.request('POST /_mturk/clock/advance', { body: { to: end } }).catch(() => {})
    for (;;) if ((await control.crowd('crowd')).stats.submitted > 2) break
    await before.kill()
    await cut

    const after = createClients((await startCli(settings)).endpoint)
    await after.control.request('POST /_mturk/clock/advance', { body: { to: end } })
    return listDocuments(after.control)
  }

  const documents = await live(false)

  expect(documents.length).toBeGreaterThan(20)
  expect(await live(true)).toEqual(documents)
})

async function listDocuments(control: ControlClient): Promise<readonly string[]> {
  await control.request('GET /_mturk/settled', { retries: 'wait' })
  return (await control.deliveries({ limit: 1000 })).deliveries.map(({ payload }) => payload)
}

test.each(['normal', 'full'])(
  'two emulators cannot use one file (%s), and a killed one releases it',
  async (synchronous) => {
    const data = join(createTempFolder(), 'world.db')
    const settings = ['--data', data, '--synchronous', synchronous]
    const first = await startCli(settings)

    expect(await runCli(['start', '--port', '0', '--smtp-port', '0', ...settings])).toEqual({
      code: 2,
      out: '',
      err: `mturk-local: The data file ${data} is in use by another emulator. Give --data another file, or a URL of postgres:// that several can share.\n`,
    })
    await first.kill()
    expect((await startCli(settings)).stderr()).toBe('')
  },
)
