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
import { startDoor, type Trouble } from '../support/door.js'
import { startBench } from '../support/emulator.js'
import { startMarket } from '../support/market.js'
import { startSubscriber } from '../support/subscriber.js'

const troubles: readonly Trouble[] = ['refuse', 'hang', 'reset', 'garbage']
const topicArn = 'arn:aws:sns:us-east-1:000000000000:news'
const mine = { account: '000000000000', region: 'us-east-1', name: 'news' }

/** An emulator whose mail server, queues and topics are another's, each behind a door. */
async function startBehindDoors() {
  const there = await startBench()
  const queue = there.queues.create(mine)
  const topic = there.topics.create(mine)
  const doors = {
    Email: await startDoor(there.smtp),
    SQS: await startDoor(there.endpoint),
    SNS: await startDoor(there.endpoint),
  }
  const market = await startMarket({
    smtp: doors.Email.url,
    sqsEndpoint: doors.SQS.url,
    snsEndpoint: doors.SNS.url,
    deliveryTimeout: 300,
    deliveryPause: 5,
    deliveryTries: 1000,
  })
  const destinations = {
    Email: 'you@example.com',
    SQS: `${doors.SQS.url}/000000000000/news`,
    SNS: topicArn,
  }
  /** The EventDocIds of what arrived. */
  const arrived = {
    Email: () => there.mailbox.all().map(({ source }) => idIn(source.toString())),
    SQS: () => queue.peek().map(({ body }) => JSON.parse(body).EventDocId as string),
    SNS: () => topic.recent.map(({ message }) => JSON.parse(message.message).EventDocId as string),
  }
  /** Has the HITs of a title told by a transport. */
  const tell = async (Transport: NotificationTransport, Title: string) => {
    const { HITTypeId } = await market.createHit({ Title })
    await market.mturk.send(
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
  return { ...market, doors, arrived, tell }
}

const idIn = (mail: string): string => /^Message-ID: <([0-9a-f]+)@/im.exec(mail)![1]!

/** Resolves when something has happened that fits; listening begins at once. */
async function listenFor(control: ControlClient) {
  const stream = await control.stream()
  return async (
    fits: (delivery: {
      readonly transport: string
      readonly status: string
      readonly attempts: readonly unknown[]
    }) => boolean,
  ) => {
    for await (const happening of stream)
      if (happening.type === 'delivery' && fits(happening.delivery)) return
  }
}

const neighbourOf = { Email: 'SQS', SQS: 'SNS', SNS: 'Email' } as const

test.each(['Email', 'SQS', 'SNS'] as const)(
  'a destination by %s that refuses, hangs, breaks off or talks nonsense has its news when it is back, and delays nobody',
  async (transport) => {
    const { control, createHit, doors, arrived, tell } = await startBehindDoors()
    const neighbour = neighbourOf[transport]
    await tell(transport, 'Bad')
    await tell(neighbour, 'Good')

    for (const [index, trouble] of troubles.entries()) {
      await doors[transport].goesWrong(trouble)
      const bad = await listenFor(control)
      const good = await listenFor(control)
      await createHit({ Title: 'Bad' })
      // As many pauses as there would be in minutes of an outage, each of them short.
      await bad((each) => each.transport === transport && each.attempts.length >= 6)
      await createHit({ Title: 'Good' })
      await good((each) => each.transport === neighbour && each.status === 'sent')
      const { deliveries: pending } = await control.deliveries({ status: 'pending' })
      expect(pending.map((each) => each.transport)).toEqual([transport])

      await doors[transport].isMended()
      await control.settled()

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
      expect(new Set(arrived[transport]()).size).toBe(index + 1)
      expect(arrived[transport]()).toHaveLength(index + 1)
    }
    expect(arrived[neighbour]()).toHaveLength(troubles.length)
  },
  60_000,
)

test.each(troubles)(
  'a web hook that is in trouble (%s) has what was published when it is back, and delays nobody',
  async (trouble) => {
    const { sns, endpoint } = await startBench()
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
    const hooks = [await startSubscriber(), await startSubscriber()] as const
    const door = await startDoor(hooks[0].url)
    for (const [index, Endpoint] of [door.url, hooks[1].url].entries()) {
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }))
      const [asked] = await hooks[index as 0 | 1].posted(1)
      const { Token } = JSON.parse(asked!.body)
      await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))
    }

    await door.goesWrong(trouble)
    await sns.send(new PublishCommand({ TopicArn, Message: 'one' }))
    await sns.send(new PublishCommand({ TopicArn, Message: 'two' }))
    await hooks[1].posted(3)
    expect(hooks[0].posts).toHaveLength(1)
    await door.isMended()
    await new ControlClient(endpoint).settled()

    const told = hooks.map(({ posts }) =>
      posts.slice(1).map(({ body }) => JSON.parse(body).Message),
    )
    expect(told).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ])
  },
  60_000,
)
