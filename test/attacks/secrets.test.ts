import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  GetAccountBalanceCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { SettingError, startEmulator } from '../../src/index.js'
import { runCli, startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

const secrets = {
  token: 'token-never-to-be-shown',
  smtp: 'mail-password-never-to-be-shown',
  key: 'signing-secret-never-to-be-shown',
  sqs: 'queue-password-never-to-be-shown',
}

function writeCredentials(content: string): string {
  const file = join(createTempFolder(), 'credentials.json')
  writeFileSync(file, content)
  return file
}

test('output, logs and responses contain no configured secret', async () => {
  const credentials = writeCredentials(JSON.stringify({ AKID: secrets.key }))
  const { child, endpoint, banner } = await startCli(['--credentials', credentials], {
    MTURK_LOCAL_TOKEN: secrets.token,
    // Nothing listens there, so that every transport fails with a message.
    MTURK_LOCAL_SMTP: `smtp://user:${secrets.smtp}@127.0.0.1:9`,
    MTURK_LOCAL_SQS_ENDPOINT: `http://user:${secrets.sqs}@127.0.0.1:9`,
    MTURK_LOCAL_DELIVERY_ATTEMPTS: '1',
  })
  const outputs = [banner]
  child.stderr!.on('data', (chunk) => outputs.push(String(chunk)))
  const mturk = new MTurkClient({
    ...createClientConfig(endpoint),
    credentials: { accessKeyId: 'AKID', secretAccessKey: secrets.key },
  })
  onTestFinished(() => mturk.destroy())
  const test = (Transport: 'Email' | 'SQS', Destination: string) =>
    mturk.send(
      new SendTestEventNotificationCommand({
        Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: [] },
        TestEventType: 'Ping',
      }),
    )

  for (const [transport, to] of [
    ['Email', 'jane@example.com'],
    ['SQS', 'http://localhost/000000000000/q'],
  ] as const)
    await test(transport, to).catch((error: Error) => outputs.push(error.message))
  const authorization = `Bearer ${secrets.token}`
  for (const path of ['info', 'deliveries', 'export', 'openapi.json', 'settled', 'nothing']) {
    const answer = await fetch(`${endpoint}/_mturk/${path}`, { headers: { authorization } })
    outputs.push(await answer.text(), JSON.stringify([...answer.headers]))
    outputs.push(await (await fetch(`${endpoint}/_mturk/${path}`)).text())
  }
  outputs.push((await runCli(['status', '--endpoint', endpoint, '--token', secrets.token])).out)
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('close', resolve))

  expect(outputs.join('\n')).toContain('did not take the notification')
  expect(outputs.join('\n')).not.toMatch(/never-to-be-shown/)
})

test.each([
  [['--smtp', 'http://user:never-to-be-shown@127.0.0.1'], '--smtp'],
  [['--data', 'postgres://user:never-to-be-shown@127.0.0.1:9/db'], 'The database does not answer'],
  [
    ['--data', 'postgres://user:never-to-be-shown@127.0.0.1:port/db'],
    'The database is not named by a valid URL',
  ],
  [['--data', 'mysql://user:never-to-be-shown@127.0.0.1/db'], 'mysql is not supported for --data'],
  [['--sqs-endpoint', 'ftp://user:never-to-be-shown@127.0.0.1'], '--sqs-endpoint'],
])('%j is refused without repeating the password', async (args, sentence) => {
  const { code, err, out } = await runCli(['start', '--port', '0', '--smtp-port', '0', ...args])

  expect(code).toBe(2)
  expect(err).toContain(sentence)
  expect(err + out).not.toContain('never-to-be-shown')
})

test.each([
  '{"AKID": "never-to-be-shown", }',
  '{"AKID": {"secret": "never-to-be-shown"}}',
  '"never-to-be-shown"',
])('an invalid credentials file is refused without repeating its content', async (content) => {
  const refused = startEmulator({ credentials: writeCredentials(content) })

  const error = await refused.then(
    () => undefined,
    (error: unknown) => error,
  )

  expect(error).toBeInstanceOf(SettingError)
  expect((error as Error).message).not.toContain('never-to-be-shown')
})

test('with configured secrets, only a subscriber’s links work unsigned', async () => {
  const credentials = writeCredentials(JSON.stringify({ AKID: secrets.key }))
  const { endpoint } = await startTestEmulator({ credentials })
  const call = (fields: Record<string, string>) =>
    fetch(endpoint, { method: 'POST', body: new URLSearchParams(fields) })
  const visit = (query: string) => fetch(`${endpoint}/?${query}`)

  const refused = [
    await call({ Action: 'ListQueues' }),
    await call({ Action: 'CreateTopic', Name: 'news' }),
    await call({ Action: 'ConfirmSubscription', TopicArn: 'a', Token: 'b' }),
    await fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues' },
      body: '{}',
    }),
    await visit('Action=ListQueues'),
    await visit('Action=Publish&TopicArn=a&Message=b'),
  ]

  for (const answer of refused)
    expect(await answer.text()).toContain('MissingAuthenticationTokenException')
  expect(await (await visit('Action=ConfirmSubscription&TopicArn=a&Token=b')).text()).toContain(
    'InvalidParameter',
  )
  expect((await visit('Action=Unsubscribe&SubscriptionArn=a')).status).toBe(400)
})

test('with configured secrets, only calls with a valid signature are served', async () => {
  const credentials = writeCredentials(JSON.stringify({ AKID: secrets.key }))
  const { endpoint } = await startTestEmulator({ credentials })
  const as = (accessKeyId: string, secretAccessKey: string) => {
    const config = {
      ...createClientConfig(endpoint),
      credentials: { accessKeyId, secretAccessKey },
    }
    const clients = [new MTurkClient(config), new SQSClient(config), new SNSClient(config)] as const
    onTestFinished(() => {
      for (const client of clients) client.destroy()
    })
    return Promise.allSettled([
      clients[0].send(new GetAccountBalanceCommand({})),
      clients[1].send(new ListQueuesCommand({})),
      clients[1].send(new CreateQueueCommand({ QueueName: 'q' })),
      clients[2].send(new ListTopicsCommand({})),
    ])
  }

  const outcomes = async (...keys: [string, string]) =>
    (await as(...keys)).map(({ status }) => status)

  expect(await outcomes('AKID', secrets.key)).toEqual(Array(4).fill('fulfilled'))
  expect(await outcomes('AKID', 'wrong')).toEqual(Array(4).fill('rejected'))
  expect(await outcomes('OTHER', secrets.key)).toEqual(Array(4).fill('rejected'))
})
