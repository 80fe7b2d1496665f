import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateQueueCommand } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { SettingError, startEmulator } from '../../src/index.js'
import { snsClients, sqsClients } from '../../src/notifications/transports/clients.js'
import { isAmazonQueueUrl } from '../../src/services/aws/amazon-hosts.js'
import { parseQueueUrl } from '../../src/services/aws/queue-url.js'
import { createDestinationGuard } from '../../src/services/egress/connection-guard.js'
import { createGuardedAgents } from '../../src/services/egress/guarded-agents.js'
import { createServerVerification } from '../../src/services/tls/verify-server.js'
import { runCli } from '../support/cli.js'
import { recordConnections } from '../support/clients.js'
import { startTestEmulator, type TestEmulator } from '../support/setup.js'

const sendTestEvent = (
  { mturk }: Pick<TestEmulator, 'mturk'>,
  Transport: 'SQS' | 'SNS',
  Destination: string,
) =>
  mturk.send(
    new SendTestEventNotificationCommand({
      Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: [] },
      TestEventType: 'Ping',
    }),
  )

/** A server that accepts everything and gives the configured response. */
async function startRecordingServer(status = 200, headers: Record<string, string> = {}) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    let text = JSON.stringify(request.headers)
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      requests.push(text)
      response.writeHead(status, headers).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIADEVELOPERSOWN000',
  AWS_SECRET_ACCESS_KEY: 'developers/own/secret',
  AWS_SESSION_TOKEN: 'developers-own-session',
}

const amazonLikeUrls = [
  'https://sqs.us-east-1.amazonaws.com/000000000000/news',
  'https://SQS.US-EAST-1.AMAZONAWS.COM/000000000000/news',
  'https://sqs.us-east-1.amazonaws.com./000000000000/news',
  'https://sqs.cn-north-1.amazonaws.com.cn/000000000000/news',
  'https://queue.amazonaws.com/000000000000/news',
  'https://us-west-2.queue.amazonaws.com/000000000000/news',
  'https://sqs.us-east-1.api.aws/000000000000/news',
  'https://sqs.us-east-1.amazonaws.com.evil.example/000000000000/news',
  'https://sqs.us-east-1.amazonaws.com@evil.example/000000000000/news',
  'https://sqs.us-east-1。amazonaws.com/000000000000/news',
  'http://169.254.169.254/000000000000/news',
  'http://0xa9fea9fe/000000000000/news',
  'http://2852039166/000000000000/news',
  'http://0251.0376.0251.0376/000000000000/news',
  'http://[::ffff:169.254.169.254]/000000000000/news',
]

test.each(amazonLikeUrls)('a message to %s does not leave this machine', async (url) => {
  const emulator = await startTestEmulator()
  const watch = recordConnections()
  emulator.queues.create({
    account: '000000000000',
    region: parseQueueUrl(url)?.region ?? 'us-east-1',
    name: 'news',
  })

  await sendTestEvent(emulator, 'SQS', url)

  expect(emulator.queues.all()[0]!.count('ready')).toBe(1)
  expect(watch.addresses).toContain('127.0.0.1')
  expect([watch.names, watch.externalAddresses()]).toEqual([[], []])
})

test('with --sqs-endpoint, Amazon’s URLs go there, without the developer’s credentials', async () => {
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const taker = await startRecordingServer()
  const emulator = await startTestEmulator({
    sqsEndpoint: taker.url,
    snsEndpoint: taker.url,
    policy: 'off',
  })
  const watch = recordConnections()

  for (const url of amazonLikeUrls) await sendTestEvent(emulator, 'SQS', url).catch(() => {})
  await sendTestEvent(emulator, 'SNS', 'arn:aws:sns:us-east-1:123456789012:news').catch(() => {})

  expect(taker.requests).toHaveLength(amazonLikeUrls.length + 1)
  expect(taker.requests.join()).not.toMatch(/AKIADEVELOPERS|developers.own|security-token/i)
  expect([watch.names, watch.externalAddresses()]).toEqual([[], []])
})

test('redirects of an SQS endpoint are not followed', async () => {
  const elsewhere = await startRecordingServer()
  const taker = await startRecordingServer(307, { location: elsewhere.url })
  const emulator = await startTestEmulator({ sqsEndpoint: taker.url, policy: 'off' })

  await expect(sendTestEvent(emulator, 'SQS', amazonLikeUrls[0]!)).rejects.toThrow()

  expect(taker.requests.length).toBeGreaterThan(0)
  expect(elsewhere.requests).toEqual([])
})

test.each([
  [{ sqsEndpoint: 'https://sqs.us-east-1.amazonaws.com' }, '--sqs-endpoint'],
  [{ sqsEndpoint: 'https://SQS.us-east-1.AmazonAWS.com.' }, '--sqs-endpoint'],
  [{ snsEndpoint: 'https://sns.cn-north-1.amazonaws.com.cn' }, '--sns-endpoint'],
  [{ snsEndpoint: 'http://0xa9.254.43518' }, '--sns-endpoint'],
  [{ smtp: 'smtps://user:secret@email-smtp.us-east-1.amazonaws.com:465' }, '--smtp'],
])('starting with %j is refused without --allow-aws', async (options, flag) => {
  const refused = await startEmulator(options).catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(SettingError)
  expect((refused as Error).message).toContain(`${flag} points to Amazon`)
  expect((refused as Error).message).not.toContain('secret@')
})

test.each([
  ['https://sqs.us-east-1.amazonaws.com/000000000000/news', true],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/000000000000/news', true],
  ['https://queue.amazonaws.com/000000000000/news', true],
  ['https://eu-west-1.queue.amazonaws.com/000000000000/news', true],
  ['https://sqs.cn-north-1.amazonaws.com.cn/000000000000/news', true],
  ['https://vpce-1a2b.sqs.us-east-1.vpce.amazonaws.com/000000000000/news', true],
  ['http://sqs.us-east-1.amazonaws.com/000000000000/news', false],
  ['https://sqs.us-east-1.amazonaws.com:444/000000000000/news', false],
  ['https://evil.s3.amazonaws.com/000000000000/news', false],
  ['https://abc.execute-api.us-east-1.amazonaws.com/000000000000/news', false],
  ['https://sqs.us-east-1.amazonaws.com.evil.example/000000000000/news', false],
  ['https://sqs.evil.example/000000000000/news', false],
  ['https://queue.amazonaws.com.evil/000000000000/news', false],
  ['nothing', false],
])('isAmazonQueueUrl of %s is %s', (url, isReal) => {
  expect(isAmazonQueueUrl(url)).toBe(isReal)
})

test('with --allow-aws, other hosts below amazonaws.com get no message', async () => {
  const emulator = await startTestEmulator({ allowAws: true })
  const watch = recordConnections()
  await emulator.sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

  await sendTestEvent(emulator, 'SQS', 'https://evil.s3.amazonaws.com/000000000000/news')

  expect(emulator.queues.all()[0]!.count('ready')).toBe(1)
  expect([watch.names, watch.externalAddresses()]).toEqual([[], []])
})

test('an endpoint from the environment gets no credentials for Amazon', async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS', 'AWS_ENDPOINT_URL_SNS'])
    vi.stubEnv(name, 'http://127.0.0.1:1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const checks = {
    resolve: createDestinationGuard({}),
    verifyServer: createServerVerification(),
  }
  const reach = { endpoint: undefined, region: 'us-east-1', agents: createGuardedAgents(checks) }
  const account = '000000000000'

  const sqs = await sqsClients(reach)({ destination: amazonLikeUrls[0]!, account })
  const sns = await snsClients(reach)({ destination: 'arn:aws:sns:eu-west-1:1:news', account })

  expect((await sqs.config.endpoint!()).hostname).toBe('sqs.us-east-1.amazonaws.com')
  expect((await sns.config.endpoint!()).hostname).toBe('sns.eu-west-1.amazonaws.com')
})

test('the command line signs with the given keys, never with the developer’s', async () => {
  const taker = await startRecordingServer()

  await runCli(['send-test-event', '--endpoint', taker.url], credentials)

  expect(taker.requests).toHaveLength(1)
  expect(taker.requests[0]).toContain('Credential=test/')
  expect(taker.requests[0]).not.toContain(credentials.AWS_ACCESS_KEY_ID)
})
