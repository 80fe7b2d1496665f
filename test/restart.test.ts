import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import {
  CreateHITCommand,
  GetHITCommand,
  ListHITsCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../src/control/client.js'
import { clientConfigFor, startBench } from './support/emulator.js'
import { startOfTime, work } from './support/market.js'
import { folder, start } from './support/program.js'

/** A queue behind a door that is shut until it is opened. */
async function startShutQueue() {
  const { endpoint, queues } = await startBench()
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  let open = false
  const door = createServer((caller) => {
    if (!open) return void caller.destroy()
    const there = connect(Number(new URL(endpoint).port), '127.0.0.1')
    caller.pipe(there).pipe(caller)
    for (const end of [caller, there]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void door.close())
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    bodies: () => queue.peek().map(({ body }) => body),
    open: () => {
      open = true
    },
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

function clientsOf(endpoint: string) {
  const mturk = new MTurkClient(clientConfigFor(endpoint))
  onTestFinished(() => mturk.destroy())
  return { mturk, control: new ControlClient(endpoint) }
}
