import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  CreateHITCommand,
  ListHITsCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { type Requester, startEmulator } from '../../../src/index.js'
import { hitInput, initialTime } from '../../support/setup.js'

function createClient({ clientConfig }: Pick<Requester, 'clientConfig'>): MTurkClient {
  const client = new MTurkClient(clientConfig)
  onTestFinished(() => client.destroy())
  return client
}

const notificationTo = (Transport: 'SQS' | 'SNS' | 'Email', Destination: string) => ({
  Transport,
  Destination,
  Version: '2014-08-15',
  EventTypes: ['AssignmentSubmitted' as const, 'AssignmentAbandoned' as const],
})

test('a test drives the life of a HIT: workers, time and notifications', async () => {
  await using emulator = await startEmulator({ clock: initialTime })
  const mturk = createClient(emulator)
  const queue = emulator.queue('news')
  const { HIT } = await mturk.send(new CreateHITCommand({ ...hitInput, MaxAssignments: 2 }))
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId: HIT!.HITTypeId,
      Notification: notificationTo('SQS', queue.url),
    }),
  )

  const worker = emulator.worker('A1WORKER')
  expect((await worker.hits()).map(({ hitId }) => hitId)).toEqual([HIT!.HITId])
  const { id } = await worker.accept(HIT!.HITId!)
  await worker.submit(id, { drawing: 'miaow' })
  await emulator.worker('A2WORKER').accept(HIT!.HITId!)
  await emulator.clock.advance('PT10M')

  const documents = await emulator.deliveries.waitFor({ transport: 'SQS', count: 2 })
  expect(documents.map(({ Events }) => [Events[0]!.EventType, Events[0]!.WorkerId])).toEqual([
    ['AssignmentSubmitted', 'A1WORKER'],
    ['AssignmentAbandoned', 'A2WORKER'],
  ])
  expect(queue.documents()).toEqual(documents)
  expect(emulator.clock.now()).toEqual(new Date('2026-01-01T00:10:00Z'))
})

test('messages of a topic and mails can be read', async () => {
  await using emulator = await startEmulator()
  const mturk = createClient(emulator)
  const topic = emulator.topic('news')
  for (const Notification of [
    notificationTo('SNS', topic.arn),
    notificationTo('Email', 'you@example.com'),
  ])
    await mturk.send(
      new SendTestEventNotificationCommand({ Notification, TestEventType: 'HITReviewable' }),
    )

  expect(topic.documents().map(({ Events }) => Events[0]!.EventType)).toEqual(['HITReviewable'])
  expect((await emulator.mails()).map(({ to }) => to)).toEqual([['you@example.com']])
})

test('requesters with separate accounts do not see each other’s data', async () => {
  await using emulator = await startEmulator()
  const [one, two] = [emulator.requester(), emulator.requester()]
  expect(one.account).not.toBe(two.account)

  await createClient(one).send(new CreateHITCommand(hitInput))
  await createClient(one).send(
    new SendTestEventNotificationCommand({
      Notification: notificationTo('SQS', one.queue('news').url),
      TestEventType: 'HITReviewable',
    }),
  )

  expect((await createClient(two).send(new ListHITsCommand({}))).HITs).toEqual([])
  expect(two.queue('news').bodies()).toEqual([])
  expect(await two.deliveries.list()).toEqual([])
  expect(await one.deliveries.list()).toHaveLength(1)
})

test('several emulators can run in one process', async () => {
  await using one = await startEmulator()
  await using two = await startEmulator()

  await createClient(one).send(new CreateHITCommand(hitInput))

  expect((await createClient(two).send(new ListHITsCommand({}))).HITs).toEqual([])
})

test('a consumer is checked', async () => {
  await using emulator = await startEmulator()
  const { url } = emulator.queue('events')
  const sqs = new SQSClient(emulator.clientConfig)
  onTestFinished(() => sqs.destroy())
  const checking = emulator.checkConsumer({
    queue: url,
    only: ['HITCreated', 'HITExpired'],
    timeout: 120_000,
  })
  for (const VisibilityTimeout of [undefined, 0]) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }),
    )
    const received = { QueueUrl: url, ReceiptHandle: Messages[0]!.ReceiptHandle }
    if (VisibilityTimeout === undefined) await sqs.send(new DeleteMessageCommand(received))
    else await sqs.send(new ChangeMessageVisibilityCommand({ ...received, VisibilityTimeout }))
  }

  await expect(checking).resolves.toMatchObject({
    state: 'finished',
    results: [
      { case: 'HITCreated', outcome: 'passed' },
      { case: 'HITExpired', outcome: 'failed', advice: expect.stringContaining('AssignmentId') },
    ],
  })
  await expect(emulator.checkConsumer({ queue: url, mail: 'a@example.com' })).rejects.toThrow(
    'Give checkConsumer one of queue, topic, http and mail.',
  )
})

test('waiting without success reports what arrived', async () => {
  await using emulator = await startEmulator()

  await expect(
    emulator.deliveries.waitFor({ eventType: 'HITExpired', count: 2, timeout: 1 }),
  ).rejects.toThrow('0 of 2 deliveries that match {"eventType":"HITExpired","count":2,"timeout":1}')
})

test('the clock cannot be moved back, or by an invalid duration', async () => {
  await using emulator = await startEmulator({ clock: initialTime })

  await expect(emulator.clock.advance('soon')).rejects.toThrow('cannot be moved to "soon"')
  await expect(emulator.clock.advance(new Date(0))).rejects.toThrow(RangeError)
})

test.each([
  ['require', 'commonjs', 'const { startEmulator } = require(INDEX)'],
  ['import', 'module', 'import { startEmulator } from INDEX'],
])('a program can use it with %s', (_, type, line) => {
  const index = resolve('dist/index.js')
  const program = `${line.replace('INDEX', JSON.stringify(type === 'module' ? pathToFileURL(index).href : index))}
    startEmulator().then(async ({ endpoint, close }) => { console.log(endpoint); await close() })`

  const out = execFileSync(process.execPath, [`--input-type=${type}`, '--eval', program])

  expect(out.toString()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
})

test('a program that uses it prints its own warnings, and none of Node about SQLite', () => {
  const program = `
    const { emitWarning } = process
    const { startEmulator } = await import(${JSON.stringify(pathToFileURL(resolve('dist/index.js')).href)})
    await (await startEmulator()).close()
    console.log(process.emitWarning === emitWarning)
    process.emitWarning('of the program', 'ExperimentalWarning')`

  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )

  expect(stdout).toBe('true\n')
  expect(stderr).toMatch(/^\(node:\d+\) ExperimentalWarning: of the program\n.*\n$/)
})
