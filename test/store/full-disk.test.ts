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

test.skipIf(!canMount())(
  'on a full disk calls get a ServiceFault, nothing is half done, and it continues when there is room',
  async () => {
    const { endpoint: sqs, queues } = await startTestEmulator()
    const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
    const settings = ['--sqs-endpoint', sqs, '--policy', 'off']
    const { child, endpoint, makeRoom } = await startOnSmallDisk(settings)
    const mturk = new MTurkClient(createClientConfig(endpoint))
    onTestFinished(() => mturk.destroy())
    const { Question, LifetimeInSeconds, ...type } = hitInput
    const { HITTypeId } = await mturk.send(new CreateHITTypeCommand(type))
    const Destination = `${sqs}/000000000000/news`
    const notification = {
      Transport: 'SQS',
      Version: '2014-08-15',
      EventTypes: ['HITCreated'],
    } as const
    await mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: { ...notification, EventTypes: [...notification.EventTypes], Destination },
      }),
    )
    const RequesterAnnotation = 'x'.repeat(200)
    const padded = Question!.replace('<ExternalURL>', `<!--${'x'.repeat(30_000)}--><ExternalURL>`)
    const create = async () =>
      (
        await mturk.send(
          new CreateHITWithHITTypeCommand({
            HITTypeId,
            LifetimeInSeconds,
            RequesterAnnotation,
            Question: padded,
          }),
        )
      ).HIT!.HITId!
    const listed = async () => {
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
    const untilRefused = async (): Promise<unknown> => {
      for (;;) {
        const made1 = await create().catch((error: unknown) => ({ error }))
        if (typeof made1 !== 'string') return made1.error
        created.push(made1)
      }
    }
    const refusals = [await untilRefused(), await untilRefused()]

    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        name: 'ServiceFault',
        TurkErrorCode: 'AWS.MechanicalTurk.ServiceFault',
        $metadata: { httpStatusCode: 500 },
      })
    expect(created.length).toBeGreaterThan(20)
    expect(await listed()).toEqual(created)
    expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(503)

    makeRoom()
    expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
    created.push(await create())
    await new ControlClient(endpoint).request('GET /_mturk/settled', { retries: 'wait' })

    expect(await listed()).toEqual(created)
    const delivered = queue.peek().map(({ body }) => JSON.parse(body).Events[0].HITId as string)
    expect(delivered).toEqual(created)
    expect(child.exitCode).toBeNull()
  },
  60_000,
)
