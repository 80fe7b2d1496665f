import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import {
  CreateHITCommand,
  GetHITCommand,
  ListHITsCommand,
  MTurkClient,
  NotifyWorkersCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { startOfTime, work } from '../support/market.js'
import { folder, run, start } from '../support/program.js'

/** A port in front of another that is shut until it is opened: who knocks before is turned away, or kept waiting. */
async function startDoor(to: string, whenShut: 'turned away' | 'kept waiting') {
  let open = false
  let knock = () => {}
  const knocked = new Promise<void>((resolve) => {
    knock = resolve
  })
  const door = createServer((caller) => {
    caller.on('error', () => {})
    if (!open) {
      knock()
      return whenShut === 'turned away' ? void caller.destroy() : undefined
    }
    const there = connect(Number(new URL(to).port), '127.0.0.1')
    there.on('error', () => {})
    caller.pipe(there).pipe(caller)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void door.close())
  return {
    port: (door.address() as AddressInfo).port,
    knocked,
    open: () => {
      open = true
    },
  }
}

/** A queue behind a door. */
async function startShutQueue() {
  const { endpoint, queues } = await startBench()
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { port, open } = await startDoor(endpoint, 'turned away')
  return {
    url: `http://127.0.0.1:${port}`,
    bodies: () => queue.peek().map(({ body }) => body),
    open,
  }
}

test('a world in a file that is killed goes on where it was: state, token, deadline, pending news', async () => {
  const sqs = await startShutQueue()
  const settings = [
    ...['--data', join(folder(), 'world.db'), '--clock', startOfTime.toISOString()],
    ...['--sqs-endpoint', sqs.url, '--delivery-tries', '1000', '--delivery-pause', '5'],
    ...['--policy', 'off'],
  ]
  const before = await start(settings)
  const { mturk, control } = clientsOf(before.endpoint)
  const { HIT } = await mturk.send(new CreateHITCommand({ ...work, UniqueRequestToken: 'once' }))
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

  const after = await start(settings)
  const again = clientsOf(after.endpoint)
  expect((await again.control.clock()).now).toBe('2026-01-01T00:05:00.000Z')
  expect((await again.mturk.send(new ListHITsCommand({ NextToken }))).NumResults).toBe(0)
  await expect(
    again.mturk.send(new CreateHITCommand({ ...work, UniqueRequestToken: 'once' })),
  ).rejects.toMatchObject({ TurkErrorCode: 'AWS.MechanicalTurk.HitAlreadyExists' })
  await again.control.advance('PT5M')
  const { HIT: found } = await again.mturk.send(new GetHITCommand({ HITId: HIT!.HITId }))
  expect(found).toMatchObject({ HITStatus: 'Assignable', NumberOfAssignmentsPending: 0 })

  sqs.open()
  await again.control.settled()
  expect(sqs.bodies().map((body) => JSON.parse(body).Events[0].EventType)).toEqual([
    'AssignmentAccepted',
    'AssignmentAbandoned',
  ])
})

test('a message to a worker that was under way when the plug was pulled is sent after all', async () => {
  const { smtp, mailbox } = await startBench()
  const door = await startDoor(smtp, 'kept waiting')
  const settings = [
    ...['--data', join(folder(), 'world.db'), '--smtp', `smtp://127.0.0.1:${door.port}`],
    ...['--delivery-pause', '5'],
  ]
  const before = await start(settings)
  const { mturk, control } = clientsOf(before.endpoint)
  const { HIT } = await mturk.send(new CreateHITCommand({ ...work, AutoApprovalDelayInSeconds: 0 }))
  const { id } = await control.accept('A1WORKER', HIT!.HITId!)
  await control.submit('A1WORKER', id)
  const message = { Subject: 'Cats', MessageText: 'More cats', WorkerIds: ['A1WORKER'] }
  const unanswered = mturk.send(new NotifyWorkersCommand(message)).catch(() => 'no answer')
  await door.knocked
  await before.kill()
  expect(await unanswered).toBe('no answer')

  door.open()
  const after = await start(settings)
  await clientsOf(after.endpoint).control.settled()

  expect(mailbox.all().map(({ to }) => to)).toEqual([['A1WORKER@workers.mturk-local']])
})

function clientsOf(endpoint: string) {
  const mturk = new MTurkClient(clientConfigFor(endpoint))
  onTestFinished(() => mturk.destroy())
  return { mturk, control: new ControlClient(endpoint) }
}

test('a crowd in the middle of whose work the plug is pulled goes on as if it had not been', async () => {
  const live = async (pulled: boolean) => {
    const data = join(folder(), 'world.db')
    const settings = ['--data', data, '--clock', startOfTime.toISOString(), '--seed', 'x']
    const end = '2026-01-02T00:00:00Z'
    const before = await start(settings)
    const { mturk, control } = clientsOf(before.endpoint)
    const { HIT } = await mturk.send(
      new CreateHITCommand({ ...work, LifetimeInSeconds: 80_000, MaxAssignments: 20 }),
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
    await control.putCrowd('crowd', { workers: 20, arrivalsPerHour: 10, returns: 0.2, seed: 'x' })
    if (!pulled) {
      await control.advanceTo(end)
      return documentsOf(control)
    }
    const cut = control.advanceTo(end).catch(() => {})
    for (;;) if ((await control.crowd('crowd')).did.submitted > 2) break
    await before.kill()
    await cut

    const after = clientsOf((await start(settings)).endpoint)
    await after.control.advanceTo(end)
    return documentsOf(after.control)
  }

  const documents = await live(false)

  expect(documents.length).toBeGreaterThan(20)
  expect(await live(true)).toEqual(documents)
})

async function documentsOf(control: ControlClient): Promise<readonly string[]> {
  await control.settled()
  return (await control.deliveries({ limit: 1000 })).deliveries.map(({ document }) => document)
}

test.each(['normal', 'full'])(
  'two emulators cannot have one file (%s), and it is free when the first has died',
  async (synchronous) => {
    const data = join(folder(), 'world.db')
    const settings = ['--data', data, '--synchronous', synchronous]
    const first = await start(settings)

    expect(await run(['start', '--port', '0', '--smtp-port', '0', ...settings])).toEqual({
      code: 2,
      out: '',
      err: `mturk-local: The data file ${data} is in use by another emulator. Give --data another file, or a URL of postgres:// that several can share.\n`,
    })
    await first.kill()
    expect((await start(settings)).faults()).toBe('')
  },
)
