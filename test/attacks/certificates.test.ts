import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { type Config, startEmulator } from '../../src/index.js'
import { recordConnections } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import {
  createTestAuthority,
  mapToLoopback,
  startMailServer,
  startTlsFront,
} from '../support/tls-servers.js'
import { startTraceCollector } from '../support/trace-collector.js'
import { startWebhook } from '../support/webhook.js'

type TransportName = 'Email' | 'SQS' | 'SNS'

/** Sends a test event from an emulator with these settings; returns what its delivery record says. */
async function sendTestEvent(
  settings: Partial<Config>,
  Transport: TransportName,
  Destination: string,
): Promise<string> {
  const { mturk, control } = await startTestEmulator({
    deliveryAttempts: 1,
    policy: 'off',
    ...settings,
  })
  await mturk
    .send(
      new SendTestEventNotificationCommand({
        Notification: { Transport, Destination, Version: '2014-08-15', EventTypes: [] },
        TestEventType: 'Ping',
      }),
    )
    .catch(() => {})
  const { deliveries } = await control.deliveries({})
  const [attempt] = deliveries[0]!.attempts
  return attempt!.outcome === 'sent' ? 'sent' : attempt!.error!
}

const sendMail = (settings: Partial<Config>) => sendTestEvent(settings, 'Email', 'me@example.com')

const untrusted = (host: string) =>
  expect.stringMatching(
    `^The certificate of ${host} is of no authority that is trusted; give its authority with --ca FILE if you trust it \\(\\w+\\)\\.$`,
  )

test('a mail goes over TLS only to a server whose certificate is verified', async () => {
  mapToLoopback('mail.example', 'other.example')
  const authority = await createTestAuthority()
  const { port: mailPort, recipients } = await startMailServer()
  const port = await startTlsFront(
    `smtp://127.0.0.1:${mailPort}`,
    await authority.issue(['mail.example']),
  )

  expect(await sendMail({ smtp: `smtps://mail.example:${port}` })).toEqual(
    untrusted('mail.example'),
  )
  expect(await sendMail({ smtp: `smtps://other.example:${port}`, ca: authority.file })).toBe(
    'The certificate of other.example is for another name (ERR_TLS_CERT_ALTNAME_INVALID).',
  )
  expect(recipients).toEqual([])

  expect(await sendMail({ smtp: `smtps://mail.example:${port}`, ca: authority.file })).toBe('sent')
  expect(recipients).toEqual(['me@example.com'])
})

test('a mail server on loopback may have any certificate', async () => {
  const authority = await createTestAuthority()
  const certificate = await authority.issue(['mail.example'])
  const { port, recipients } = await startMailServer(certificate)
  const securePort = await startTlsFront(`smtp://127.0.0.1:${port}`, certificate)

  expect(await sendMail({ smtp: `smtp://me:secret@localhost:${port}` })).toBe('sent')
  expect(await sendMail({ smtp: `smtps://127.0.0.1:${securePort}` })).toBe('sent')
  expect(await sendMail({ smtp: `smtps://0x7f.1:${securePort}` })).toBe('sent')

  expect(recipients).toHaveLength(3)
})

test('a password is not sent in clear text to a mail server elsewhere', async () => {
  mapToLoopback('mail.example')
  const { port, passwords, recipients } = await startMailServer()

  expect(await sendMail({ smtp: `smtp://me:secret@mail.example:${port}` })).toBe(
    'mail.example offers no STARTTLS, and mturk-local sends it no password in clear text: give an smtps URL, or one without a password.',
  )
  expect([passwords, recipients]).toEqual([[], []])

  expect(await sendMail({ smtp: `smtp://mail.example:${port}` })).toBe('sent')
  expect(await sendMail({ smtp: `smtp://me:secret@127.0.0.1:${port}` })).toBe('sent')
  expect(passwords).toEqual([{ password: 'secret', encrypted: false }])
})

test('a password is sent after STARTTLS with a verified certificate', async () => {
  mapToLoopback('mail.example')
  const authority = await createTestAuthority()
  const { port, passwords, recipients } = await startMailServer(
    await authority.issue(['mail.example']),
  )
  const smtp = `smtp://me:secret@mail.example:${port}`

  expect(await sendMail({ smtp })).toEqual(untrusted('mail.example'))
  expect([passwords, recipients]).toEqual([[], []])

  expect(await sendMail({ smtp, ca: authority.file })).toBe('sent')
  expect(passwords).toEqual([{ password: 'secret', encrypted: true }])
})

/** An emulator that has a queue and a topic, with TLS in front of it, and a certificate for `aws.example`. */
async function startSecureServices() {
  mapToLoopback('aws.example')
  const authority = await createTestAuthority()
  const { endpoint, sqs, sns, queues, topics } = await startTestEmulator()
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const port = await startTlsFront(endpoint, await authority.issue(['aws.example']))
  const countMessages = () => [
    queues.all()[0]!.count('ready'),
    topics.all()[0]!.recentMessages.length,
  ]
  return { authority, port, topicArn: TopicArn!, countMessages }
}

test.each<[TransportName, 'sqsEndpoint' | 'snsEndpoint', number[]]>([
  ['SQS', 'sqsEndpoint', [1, 0]],
  ['SNS', 'snsEndpoint', [0, 1]],
])(
  'the certificate of the %s endpoint is verified, except on loopback',
  async (transport, setting, counts) => {
    const { authority, port, topicArn, countMessages } = await startSecureServices()
    const send = (host: string, ca?: string) =>
      sendTestEvent(
        { [setting]: `https://${host}:${port}`, ca },
        transport,
        transport === 'SQS' ? `https://${host}:${port}/000000000000/news` : topicArn,
      )

    expect(await send('aws.example')).toEqual(untrusted(`aws.example:${port}`))
    expect(countMessages()).toEqual([0, 0])

    expect(await send('aws.example', authority.file)).toBe('sent')
    expect(countMessages()).toEqual(counts)
    expect(await send('localhost')).toBe('sent')
  },
)

/** Publishes to a subscriber; returns what the topic's record of the message says of it. */
async function publishTo(endpoint: string, settings: Partial<Config>): Promise<string> {
  const { sns, topics } = await startTestEmulator({ ...settings, subscriberHosts: 'app.example' })
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: new URL(endpoint).protocol.slice(0, -1),
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
      Attributes: {
        DeliveryPolicy: JSON.stringify({ healthyRetryPolicy: { numRetries: 0 } }),
      },
    }),
  )
  await topics.waitUntilIdle()
  topics.subscription(SubscriptionArn!).confirmed = true
  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
  await topics.waitUntilIdle()
  return topics.all()[0]!.recentMessages[0]!.deliveries[0]!.outcome
}

test('the certificate of an https subscriber is verified, except on loopback', async () => {
  mapToLoopback('app.example')
  const authority = await createTestAuthority()
  const { url, requests } = await startWebhook()
  const port = await startTlsFront(url, await authority.issue(['app.example']))

  expect(await publishTo(`https://app.example:${port}/hook`, {})).toEqual(
    expect.stringContaining(`The certificate of app.example:${port} is of no authority`),
  )
  expect(requests).toEqual([])

  expect(await publishTo(`https://app.example:${port}/hook`, { ca: authority.file })).toBe('sent')
  expect(await publishTo(`https://localhost:${port}/hook`, {})).toBe('sent')
})

test.each(['me:secret@', 'secret@', ':secret@'])(
  '%s of a subscription is not sent in clear text to another host',
  async (credentials) => {
    mapToLoopback('app.example')
    const { url, requests } = await startWebhook()
    const watch = recordConnections()

    const outcome = await publishTo(url.replace('127.0.0.1', `${credentials}app.example`), {})

    expect(outcome).toContain(
      'would get the user name and password of its subscription in clear text: subscribe it with https.',
    )
    expect([requests, watch.names]).toEqual([[], []])
  },
)

test('traces go to a collector whose certificate is verified, except on loopback', async () => {
  mapToLoopback('traces.example')
  const authority = await createTestAuthority()
  const collector = await startTraceCollector()
  const port = await startTlsFront(collector.endpoint, await authority.issue(['traces.example']))
  const trace = async (host: string, ca?: string) => {
    const otlpEndpoint = `https://${host}:${port}`
    const { createHit, close } = await startTestEmulator({ otlpEndpoint, ca })
    await createHit()
    // It sends what it has, or gives up.
    await close()
    return collector.spans.length
  }

  expect(await trace('traces.example')).toBe(0)
  expect(await trace('traces.example', authority.file)).toBe(1)
  expect(await trace('localhost')).toBe(2)
})

test('a file of authorities must hold certificates', async () => {
  await expect(startEmulator({ ca: 'package.json' })).rejects.toThrow(
    'The file of certificate authorities package.json must hold certificates in PEM form',
  )
  await expect(startEmulator({ ca: 'missing.pem' })).rejects.toThrow(
    'The file of certificate authorities missing.pem does not exist.',
  )
})
