import { UpdateNotificationSettingsCommand } from '@aws-sdk/client-mturk'
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import type { NotificationTransport } from '../../src/domain/shapes/NotificationSpecification.js'
import { ControlClient } from '../../src/server/control/client.js'
import { type ConnectionFault, startFaultyProxy } from '../support/faulty-proxy.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

const connectionFaults: readonly ConnectionFault[] = ['refuse', 'hang', 'reset', 'garbage']
const topicArn = 'arn:aws:sns:us-east-1:000000000000:news'
/** A healthy destination answers in this time also on a slow machine, in milliseconds. */
const deliveryTimeout = 1000
const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

/** An emulator that sends to another one's mail server, queues and topics, through faulty proxies. */
async function startBehindFaultyProxies() {
  const remote = await startTestEmulator()
  const queue = remote.queues.create(queueId)
  const topic = remote.topics.create(queueId)
  const proxies = {
    Email: await startFaultyProxy(remote.smtp),
    SQS: await startFaultyProxy(remote.endpoint),
    SNS: await startFaultyProxy(remote.endpoint),
  }
  const emulator = await startTestEmulator({
    smtp: proxies.Email.url,
    sqsEndpoint: proxies.SQS.url,
    snsEndpoint: proxies.SNS.url,
    deliveryTimeout,
    deliveryBackoff: 5,
    deliveryAttempts: 1000,
  })
  const destinations = {
    Email: 'you@example.com',
    SQS: `${proxies.SQS.url}/000000000000/news`,
    SNS: topicArn,
  }
  /** The EventDocIds of the notifications that arrived. */
  const arrived = {
    Email: () => remote.mailbox.all().map(({ source }) => messageId(source.toString())),
    SQS: () => queue.peek().map(({ body }) => JSON.parse(body).EventDocId as string),
    SNS: () =>
      topic.recentMessages.map(({ message }) => JSON.parse(message.message).EventDocId as string),
  }
  /** Subscribes a HIT type to a destination of the transport. */
  const createHitWithTransport = async (Transport: NotificationTransport, Title: string) => {
    const { HITTypeId } = await emulator.createHit({ Title })
    await emulator.mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: {
          Transport,
          Destination: destinations[Transport],
          Version: '2014-08-15',
          EventTypes: ['HITCreated'],
        },
      }),
    )
  }
  return { ...emulator, proxies, arrived, createHitWithTransport }
}

const messageId = (mail: string): string => /^Message-ID: <([0-9a-f]+)@/im.exec(mail)![1]!

/** Resolves with the first matching event; listening starts at once. */
async function watchDeliveries(control: ControlClient) {
  const stream = await control.stream()
  return async (
    matches: (delivery: {
      readonly transport: string
      readonly status: string
      readonly attempts: readonly unknown[]
    }) => boolean,
  ) => {
    for await (const happening of stream)
      if (happening.type === 'delivery' && matches(happening.delivery)) return
  }
}

/** Attempts that a healthy destination answered too late: what they sent may arrive twice. */
const countLateAnswers = (attempts: readonly { readonly error?: string }[]): number =>
  attempts.filter(({ error }) => error === `No answer within ${deliveryTimeout} ms.`).length

const otherTransport = { Email: 'SQS', SQS: 'SNS', SNS: 'Email' } as const

test.each(['Email', 'SQS', 'SNS'] as const)(
  'a destination by %s that refuses, hangs, disconnects or sends nonsense gets its notifications when it recovers, and delays no other',
  async (transport) => {
    const { control, createHit, proxies, arrived, createHitWithTransport } =
      await startBehindFaultyProxies()
    const neighbour = otherTransport[transport]
    let lateAnswers = 0
    await createHitWithTransport(transport, 'Bad')
    await createHitWithTransport(neighbour, 'Good')

    for (const [index, fault] of connectionFaults.entries()) {
      await proxies[transport].breakConnections(fault)
      const bad = await watchDeliveries(control)
      const good = await watchDeliveries(control)
      await createHit({ Title: 'Bad' })
      // As many retries as in an outage of minutes, with short backoffs; each that hangs takes long.
      const attemptCount = fault === 'hang' ? 3 : 6
      await bad((each) => each.transport === transport && each.attempts.length >= attemptCount)
      await createHit({ Title: 'Good' })
      await good((each) => each.transport === neighbour && each.status === 'sent')
      const { deliveries: pending } = await control.deliveries({ status: 'pending' })
      expect(pending.map((each) => each.transport)).toEqual([transport])

      await proxies[transport].restore()
      await control.request('GET /_mturk/settled', { retries: 'wait' })

      const { deliveries } = await control.deliveries({ transport, limit: 1 })
      const tries = deliveries[0]!.attempts
      expect(tries.at(-1)).toMatchObject({ outcome: 'sent', receipt: expect.any(String) })
      for (const { outcome, error, at, milliseconds } of tries.slice(0, -1)) {
        expect({ outcome, error }).toEqual({
          outcome: 'failed',
          error: expect.stringMatching(/^(?!.* at .*:\d+:\d+).+$/),
        })
        expect([Date.parse(at), milliseconds]).toEqual([expect.any(Number), expect.any(Number)])
      }
      lateAnswers += countLateAnswers(tries.slice(pending[0]!.attempts.length))
      expect(new Set(arrived[transport]()).size).toBe(index + 1)
      expect(arrived[transport]().length).toBeLessThanOrEqual(index + 1 + lateAnswers)
    }
    const { deliveries: others } = await control.deliveries({ transport: neighbour })
    const othersAnsweredLate = countLateAnswers(others.flatMap(({ attempts }) => attempts))
    expect(new Set(arrived[neighbour]()).size).toBe(connectionFaults.length)
    expect(arrived[neighbour]().length).toBeLessThanOrEqual(
      connectionFaults.length + othersAnsweredLate,
    )
  },
)

test.each(connectionFaults)(
  'a web hook that fails (%s) gets what was published when it recovers, and delays no other',
  async (fault) => {
    const { sns, endpoint } = await startTestEmulator()
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({
        Name: 'news',
        Attributes: {
          DeliveryPolicy: JSON.stringify({
            http: {
              defaultHealthyRetryPolicy: { numRetries: 100, minDelayTarget: 1, maxDelayTarget: 1 },
            },
          }),
        },
      }),
    )
    const hooks = [await startWebhook(), await startWebhook()] as const
    const proxy = await startFaultyProxy(hooks[0].url)
    for (const [index, Endpoint] of [proxy.url, hooks[1].url].entries()) {
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }))
      const [confirmation] = await hooks[index as 0 | 1].waitForRequests(1)
      const { Token } = JSON.parse(confirmation!.body)
      await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))
    }

    await proxy.breakConnections(fault)
    await sns.send(new PublishCommand({ TopicArn, Message: 'one' }))
    await sns.send(new PublishCommand({ TopicArn, Message: 'two' }))
    await hooks[1].waitForRequests(3)
    expect(hooks[0].requests).toHaveLength(1)
    await proxy.restore()
    await new ControlClient(endpoint).request('GET /_mturk/settled', { retries: 'wait' })

    // A standard topic does not keep the order of messages that are retried.
    const received = hooks.map(({ requests }) =>
      requests
        .slice(1)
        .map(({ body }) => JSON.parse(body).Message)
        .sort(),
    )
    expect(received).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ])
  },
)
