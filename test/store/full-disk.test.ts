import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  ListHITsCommand,
  MTurkClient,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { waitForEndpoint } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, hitInput, startTestEmulator } from '../support/setup.js'

/** Linux lets anybody have a disk of one's own, in a name space of one's own; not everywhere. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** An emulator that keeps its world on a disk of eight megabytes, of which half is taken. */
async function startOnSmallDisk(settings: readonly string[]) {
  const disk = createTempFolder()
  const child = spawn(
    'unshare',
    [
      ...[
        '-rm',
        'sh',
        '-c',
        'mount -t tmpfs -o size=8m tmpfs "$0" && cd "$1" && shift && exec "$@"',
      ],
      ...[disk, process.cwd(), process.execPath, 'dist/cli/main.js', 'start'],
      ...['--port', '0', '--smtp-port', '0', '--data', join(disk, 'world.db'), ...settings],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  })
  const endpoint = await waitForEndpoint(child)
  const filler = `/proc/${child.pid}/root${disk}/filler`
  writeFileSync(filler, Buffer.alloc(4 * 1024 * 1024))
  return { child, endpoint, makeRoom: () => rmSync(filler) }
}

/** Creates HITs of 30 kB whose type sends HITCreated to a queue. */
async function startRequester(endpoint: string, Destination: string) {
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  const { Question, LifetimeInSeconds, ...type } = hitInput
  const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(type))
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        ...{ Transport: 'SQS', Version: '2014-08-15', EventTypes: ['HITCreated'] },
        Destination,
      },
    }),
  )
  const padded = Question!.replace('<ExternalURL>', `<!--${'x'.repeat(30_000)}--><ExternalURL>`)
  const create = async () => {
    const { HIT } = await mturk.send(
      new CreateHITWithHITTypeCommand({ HITTypeId, LifetimeInSeconds, Question: padded }),
    )
    return HIT!.HITId!
  }
  const list = async () => {
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await mturk.send(new ListHITsCommand({ MaxResults: 100, NextToken }))
      found.push(...page.HITs!.map(({ HITId }) => HITId!))
      NextToken = page.NextToken
    } while (NextToken)
    return found
  }
  const created: string[] = []
  const createUntilRefused = async (): Promise<unknown> => {
    for (;;) {
      const hitId = await create().catch((error: unknown) => ({ error }))
      if (typeof hitId !== 'string') return hitId.error
      created.push(hitId)
    }
  }
  return { create, list, created, createUntilRefused }
}

test.skipIf(!canMount())(
  'on a full disk a built-in queue gets no message of a change that is refused',
  async () => {
    const { endpoint, makeRoom } = await startOnSmallDisk(['--policy', 'off'])
    const control = new ControlClient(endpoint)
    const sqs = new SQSClient(createClientConfig(endpoint))
    onTestFinished(() => sqs.destroy())
    await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
    const { create, list, created, createUntilRefused } = await startRequester(
      endpoint,
      `${endpoint}/000000000000/news`,
    )
    const listDelivered = async () => {
      const { queues } = await control.request('GET /_mturk/queues', { newest: 1000 })
      const bodies = queues[0]!.messages.map(({ body }) => JSON.parse(body))
      return bodies.reverse().map(({ Events }) => Events[0].HITId as string)
    }

    await createUntilRefused()
    await createUntilRefused()

    expect(await listDelivered()).toEqual(created)
    makeRoom()
    created.push(await create())
    expect(await list()).toEqual(created)
    expect(await listDelivered()).toEqual(created)
  },
)

test.skipIf(!canMount())(
  'on a full disk calls get a ServiceFault, nothing is half done, and it continues when there is room',
  async () => {
    const { endpoint: sqs, queues } = await startTestEmulator()
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = ['--sqs-endpoint', sqs, '--policy', 'off']
    const { child, endpoint, makeRoom } = await startOnSmallDisk(settings)
    const { create, list, created, createUntilRefused } = await startRequester(
      endpoint,
      `${sqs}/000000000000/news`,
    )
    const refusals = [await createUntilRefused(), await createUntilRefused()]

    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        name: 'ServiceFault',
        TurkErrorCode: 'AWS.MechanicalTurk.ServiceFault',
        $metadata: { httpStatusCode: 500 },
      })
    expect(created.length).toBeGreaterThan(20)
    expect(await list()).toEqual(created)
    expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(503)

    makeRoom()
    expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
    created.push(await create())
    await new ControlClient(endpoint).request('GET /_mturk/settled', { retries: 'wait' })

    expect(await list()).toEqual(created)
    const delivered = queue.peek().map(({ body }) => JSON.parse(body).Events[0].HITId as string)
    expect(delivered).toEqual(created)
    expect(child.exitCode).toBeNull()
  },
)
