import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { CreateHITCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, hitInput } from '../support/setup.js'

/** Starts an emulator with a data file, and clients that repeat nothing. */
async function start(...flags: readonly string[]) {
  const data = join(createTempFolder(), 'world.db')
  const { child, endpoint, stderr } = await startCli(['--data', data, ...flags])
  const config = { ...createClientConfig(endpoint), maxAttempts: 1 }
  const clients = { sqs: new SQSClient(config), mturk: new MTurkClient(config) }
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy()
  })
  return {
    ...clients,
    endpoint,
    /** Ends it in order; returns what it logged besides that. */
    async stop() {
      child.kill('SIGTERM')
      expect(await once(child, 'close')).toEqual([0, null])
      return stderr().replace(/.*Stopping after what is in progress.*\n/, '')
    },
  }
}

/** Resolves when the only slot for a long poll is taken. */
async function waitUntilFull(endpoint: string): Promise<void> {
  const path = '/_mturk/deliveries/wait?timeout=0'
  while ((await fetch(endpoint + path)).status !== 503);
}

/** Repeats a long poll until it gets the slot, which `waitUntilFull` takes too for a moment. */
async function pollInSlot<T>(poll: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await poll()
    } catch (error) {
      if (!/Too many/.test(String(error))) throw error
    }
}

test('a long poll of a queue ends with an empty answer when the emulator stops', async () => {
  const { sqs, endpoint, stop } = await start('--long-polls', '1')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const poll = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
  const answer = pollInSlot(poll).then(({ Messages, $metadata }) => [
    $metadata.httpStatusCode,
    Messages,
  ])
  await waitUntilFull(endpoint)

  const log = await stop()

  expect(await answer).toEqual([200, undefined])
  expect(log).toBe('')
})

test.each([
  ['deliveries', 'deliveries'],
  ['mailbox', 'mails'],
] as const)(
  'a wait for %s ends with what arrived when the emulator stops',
  async (path, member) => {
    const { endpoint, stop } = await start('--long-polls', '1')
    const control = new ControlClient(endpoint)
    const poll = () => control.request(`GET /_mturk/${path}/wait`, { timeout: 60_000 })
    const wait = pollInSlot<unknown>(poll)
    await waitUntilFull(endpoint)

    const log = await stop()

    expect(await wait).toEqual({ complete: false, [member]: [] })
    expect(log).toBe('')
  },
)

test('calls that take longer than a stopping emulator waits are answered with 503', async () => {
  const { sqs, mturk, endpoint, stop } = await start(
    '--fault',
    'delay operation=CreateHIT milliseconds=600000; delay operation=sqs:CreateQueue after milliseconds=600000',
  )
  const calls = [
    mturk.send(new CreateHITCommand(hitInput)),
    sqs.send(new CreateQueueCommand({ QueueName: 'news' })),
  ]
  const results = Promise.allSettled(calls)
  const control = new ControlClient(endpoint)
  const hasStruck = async () =>
    (await control.request('GET /_mturk/faults')).rules.every(({ applied }) => applied > 0)
  while (!(await hasStruck()));

  const log = await stop()

  expect(await results).toEqual(
    calls.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({
        name: 'ServiceUnavailable',
        message: 'The emulator is stopping.',
        $metadata: expect.objectContaining({ httpStatusCode: 503 }),
      }),
    })),
  )
  expect(log).not.toMatch(/error|database/i)
})

test('a request to the control API that takes longer is answered with 503 too', async () => {
  const { endpoint, stop } = await start()
  const { port } = new URL(endpoint)
  const client = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void client.destroy())
  // Its body never comes.
  client.write(
    `PUT /_mturk/faults HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`,
  )
  await once(client, 'data')
  const response = once(client, 'data')

  const log = await stop()

  expect(String(await response)).toMatch(
    /^HTTP\/1.1 503 .*connection: close.*{"error":"Stopping","message":"The emulator is stopping."}/is,
  )
  expect(log).toBe('')
})
