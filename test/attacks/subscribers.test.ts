import type { LookupAddress } from 'node:dns'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { startEmulator } from '../../src/index.js'
import { createEgressPolicy } from '../../src/services/sns/egress-policy.js'
import { createHttpEndpoint } from '../../src/services/sns/http-endpoint.js'
import { createServerVerification } from '../../src/services/tls/verify-server.js'
import { recordConnections } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

async function startTopic(options: { subscriberHosts?: string; allowAws?: boolean } = {}) {
  const emulator = await startTestEmulator(options)
  const { TopicArn } = await emulator.sns.send(new CreateTopicCommand({ Name: 'news' }))
  const subscribe = (Endpoint: string) =>
    emulator.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: Endpoint.replace(/:.*/, ''),
        Endpoint,
        ReturnSubscriptionArn: true,
      }),
    )
  const publish = () => emulator.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
  return { ...emulator, subscribe, publish }
}

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0xA9.0xFE.0xA9.0xFE/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://169.16689662/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'http://0.0.0.0/',
  'http://0/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://10.0.0.1/',
  'http://192.168.0.1/',
  'http://1.1/',
  'http://localhost./',
  'http://localhost.evil.example/',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.1@evil.example/',
  'http://evil.example#@127.0.0.1/',
  'http://evil.example\\@127.0.0.1/',
  'https://sns.us-east-1.amazonaws.com/',
])('a subscription of %s is refused', async (endpoint) => {
  const { subscribe, topics } = await startTopic()
  const watch = recordConnections()

  await expect(subscribe(endpoint)).rejects.toThrow('Unreachable Endpoint')

  await topics.waitUntilIdle()
  expect([watch.names, watch.externalAddresses()]).toEqual([[], []])
})

test.each(['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', 'LOCALHOST'])(
  'a subscription of this machine as %s is accepted',
  async (name) => {
    const { url, waitForRequests } = await startWebhook()
    const { subscribe } = await startTopic()

    await subscribe(url.replace('127.0.0.1', name))

    expect((await waitForRequests(1))[0]!.headers['x-amz-sns-message-type']).toBe(
      'SubscriptionConfirmation',
    )
  },
)

test('an allowed host of Amazon is refused without --allow-aws', async () => {
  const { subscribe } = await startTopic({ subscriberHosts: 'sns.us-east-1.amazonaws.com' })

  await expect(subscribe('https://sns.us-east-1.amazonaws.com/')).rejects.toThrow(
    /--subscriber-hosts \S+ --allow-aws/,
  )
})

test.each(['169.254.169.254', '0xa9fea9fe'])(
  'an allowed host %s is refused, with --allow-aws too',
  async (name) => {
    const { subscribe } = await startTopic({ subscriberHosts: name, allowAws: true })

    await expect(subscribe('http://169.254.169.254/')).rejects.toThrow(
      'Unreachable Endpoint: mturk-local does not send to 169.254.169.254.',
    )
  },
)

test('only listed hosts are allowed', async () => {
  const { subscribe } = await startTopic({ subscriberHosts: 'app.example,10.1.2.3' })

  await expect(subscribe('http://evil.example/')).rejects.toThrow('Unreachable Endpoint')
  await expect(subscribe('http://sub.app.example/')).rejects.toThrow('Unreachable Endpoint')
  await expect(startEmulator({ subscriberHosts: 'http://app.example' })).rejects.toThrow(
    'Give host names',
  )
})

test('redirects of a subscriber are not followed', async () => {
  const elsewhere = await startWebhook()
  const redirecting = await startWebhook([307, 301], { location: elsewhere.url })
  const { subscribe, publish, topics } = await startTopic()

  const { SubscriptionArn } = await subscribe(redirecting.url)
  topics.confirmDirectly(topics.subscription(SubscriptionArn!))
  await publish()
  await redirecting.waitForRequests(2)
  await topics.waitUntilIdle()

  expect(elsewhere.requests).toEqual([])
  expect(topics.all()[0]!.recentMessages[0]!.deliveries[0]!.outcome).toContain('301')
})

test('the links in a subscriber’s messages lead to the emulator', async () => {
  const { url, waitForRequests } = await startWebhook()
  const { subscribe, endpoint } = await startTopic()

  await subscribe(url)
  const { SubscribeURL, SigningCertURL } = JSON.parse((await waitForRequests(1))[0]!.body)

  expect([new URL(SubscribeURL).origin, new URL(SigningCertURL).origin]).toEqual([
    endpoint,
    endpoint,
  ])
})

const message = { headers: {}, body: 'hello' }
const addressOf = (address: string): LookupAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
})

/** A resolver with a given address for each lookup. */
function fakeLookup(...answers: readonly (readonly LookupAddress[])[]) {
  const lookups: string[] = []
  return {
    lookups,
    resolve: async (name: string) => answers[Math.min(lookups.push(name), answers.length) - 1]!,
  }
}

test('a name is resolved once, and the connection goes to the checked address', async () => {
  const { url, waitForRequests } = await startWebhook()
  const { lookups, resolve } = fakeLookup([addressOf('127.0.0.1')], [addressOf('169.254.169.254')])
  const post = createHttpEndpoint(
    createEgressPolicy({ hosts: ['app.example'], allowAws: false, resolve }),
    createServerVerification(),
  )

  const status = await post(url.replace('127.0.0.1', 'app.example'), message)

  expect([status, lookups]).toEqual([200, ['app.example']])
  expect(await waitForRequests(1)).toHaveLength(1)
})

test.each([
  ['app.example', '169.254.169.254'],
  ['app.example', '::ffff:169.254.169.254'],
  ['app.example', 'fd00:ec2::254'],
  ['app.example', '::a9fe:a9fe'],
  ['app.example', '64:ff9b::a9fe:a9fe'],
  ['app.example', '64:ff9b:1::169.254.169.254'],
  ['app.example', '2002:a9fe:a9fe::1'],
  ['app.example', '::ffff:0:a9fe:a9fe'],
  ['app.example', '0.0.0.0'],
  ['app.example', '::'],
  ['app.example', 'fe80::1'],
  ['app.example', '224.0.0.1'],
  ['app.example', '255.255.255.255'],
  ['evil.localhost', '203.0.113.1'],
  ['evil.localhost', '10.0.0.1'],
  ['localhost', '2001:db8::1'],
])('no connection is made to %s when it resolves to %s', async (name, address) => {
  const watch = recordConnections()
  const { resolve } = fakeLookup([addressOf(address)])
  const post = createHttpEndpoint(
    createEgressPolicy({ hosts: ['app.example'], allowAws: false, resolve }),
    createServerVerification(),
  )

  await expect(post(`http://${name}:9/`, message)).rejects.toThrow(
    `${name} resolves to ${address}, to which mturk-local does not send.`,
  )

  expect(watch.addresses).toEqual([])
})

test('only the allowed addresses of a name are used', async () => {
  const { url, waitForRequests } = await startWebhook()
  const watch = recordConnections()
  const { resolve } = fakeLookup([addressOf('169.254.169.254'), addressOf('127.0.0.1')])
  const post = createHttpEndpoint(
    createEgressPolicy({ hosts: ['app.example'], allowAws: false, resolve }),
    createServerVerification(),
  )

  await post(url.replace('127.0.0.1', 'app.example'), message)

  expect(await waitForRequests(1)).toHaveLength(1)
  expect(watch.addresses).toEqual(['127.0.0.1'])
})
