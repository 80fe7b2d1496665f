import { once } from 'node:events'
import { MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { runCli, startCli } from '../../support/cli.js'
import { createClientConfig } from '../../support/clients.js'

type RunningCli = Awaited<ReturnType<typeof startCli>>

function createClient(endpoint: string): MTurkClient {
  const client = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => client.destroy())
  return client
}

const testEvent = (Transport: 'Email' | 'SQS', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'HITReviewable',
  })

/** Ends it and gives all that it said on its standard error. */
async function stopAndReadLog({ child, stderr }: RunningCli): Promise<string> {
  child.kill('SIGTERM')
  await once(child, 'close')
  return stderr()
}

const parseLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

test('one request can be followed in the log from the call to its delivery', async () => {
  const started = await startCli(['--log-level', 'info'])
  const { $metadata } = await createClient(started.endpoint).send(
    testEvent('Email', 'a@example.com'),
  )

  const log = parseLines(await stopAndReadLog(started))

  const { requestId } = $metadata
  expect(requestId).toBeDefined()
  expect(log.filter((line) => line.requestId === requestId)).toEqual([
    expect.objectContaining({
      level: 'info',
      message: 'Delivered HITReviewable by Email',
      transport: 'Email',
      destination: 'a@example.com',
      kind: 'test',
      attempt: 1,
      deliveryId: expect.any(String),
      receipt: expect.stringContaining('Accepted as'),
    }),
    expect.objectContaining({
      level: 'info',
      message: 'SendTestEventNotification 200',
      service: 'mturk',
      account: '000000000000',
      milliseconds: expect.any(Number),
    }),
  ])
  expect(log[0]).toMatchObject({
    message: 'Started',
    pid: expect.any(Number),
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  })
  expect(log.at(-1)).toMatchObject({ message: expect.stringContaining('Stopping') })
})

test('by default successes are not logged', async () => {
  const started = await startCli()
  await createClient(started.endpoint).send(testEvent('Email', 'a@example.com'))

  expect(await stopAndReadLog(started)).toBe('')
})

test('a failed delivery is logged as a warning with its reason', async () => {
  const started = await startCli()
  const none = `${started.endpoint}/000000000000/none`
  await expect(createClient(started.endpoint).send(testEvent('SQS', none))).rejects.toThrow()

  const [delivery, call, ...more] = parseLines(await stopAndReadLog(started))

  expect(delivery).toMatchObject({
    level: 'warn',
    message: 'Gave up delivering HITReviewable by SQS',
    destination: none,
    reason: 'The specified queue does not exist.',
  })
  expect(call).toMatchObject({
    level: 'warn',
    message: 'SendTestEventNotification 500',
    errorCode: 'InternalFailure',
    requestId: delivery!.requestId,
  })
  expect(more).toEqual([])
})

test('the log contains no password, key or signature', async () => {
  const secrets = ['open-sesame', 's3cr3t-of-a-queue', 'Signature=', 'a-token-for-the-pages']
  const started = await startCli(
    ['--log-level', 'debug', '--smtp', 'smtp://ali:open-sesame@127.0.0.1:1'],
    { MTURK_LOCAL_TOKEN: 'a-token-for-the-pages' },
  )
  const mturk = createClient(started.endpoint)
  await expect(mturk.send(testEvent('Email', 'a@example.com'))).rejects.toThrow()
  const queue = 'http://me:s3cr3t-of-a-queue@127.0.0.1:1/000000000000/none'
  await expect(mturk.send(testEvent('SQS', queue))).rejects.toThrow()
  // The parameter is unknown, so the call is rejected; its log line must not repeat the query.
  await fetch(`${started.endpoint}/_mturk/info?token=a-token-for-the-pages`, {
    headers: { authorization: 'Bearer a-token-for-the-pages' },
  })

  const text = await stopAndReadLog(started)

  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).toContain('http://***@127.0.0.1:1/000000000000/none')
  expect(text).toContain('GET /_mturk/info 400')
})

test('the pretty format has one readable line per entry', async () => {
  const started = await startCli(['--log-level', 'info', '--log-format', 'pretty'])
  await createClient(started.endpoint).send(testEvent('Email', 'a@example.com'))

  const text = await stopAndReadLog(started)

  expect(text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: SendTestEventNotification 200 \{/m)
  expect(text).not.toContain('\u001b')
})

test('an unknown level is refused with a sentence', async () => {
  const { code, err } = await runCli(['start', '--log-level', 'loud'])

  expect([code, err]).toEqual([
    2,
    expect.stringContaining('Give one of debug, info, warn, error, silent.'),
  ])
})
