import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import supertest from 'supertest'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { startCli } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { newDatabase } from '../support/postgres.js'

const url = inject('postgres')

describe.skipIf(!url)('processes on one PostgreSQL', () => {
  test('a topic of one process does not post to another', async () => {
    const data = await newDatabase(url)
    const [one, two] = await Promise.all([startCli(['--data', data]), startCli(['--data', data])])
    const sns = new SNSClient(createClientConfig(one.endpoint))
    onTestFinished(() => sns.destroy())
    const control = new ControlClient(one.endpoint)
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
    const { SubscriptionArn = '' } = await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'http',
        Endpoint: two.endpoint,
        ReturnSubscriptionArn: true,
      }),
    )
    await control.request('POST /_mturk/topics/{arn}/subscriptions/{subscription}/confirm', {
      arn: TopicArn,
      subscription: SubscriptionArn,
    })

    await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
    await control.request('GET /_mturk/settled')

    const { topics } = await control.request('GET /_mturk/topics')
    expect(topics[0]!.messages[0]!.deliveries.map(({ outcome }) => outcome)).toEqual([
      `failed: 127.0.0.1 with port ${new URL(two.endpoint).port} is mturk-local itself, to which it does not send over the network.`,
    ])
  })

  test('a proxy of exec that registers with one is known to the others', async () => {
    const data = await newDatabase(url)
    const [one, two] = await Promise.all([startCli(['--data', data]), startCli(['--data', data])])
    const secret = 'a'.repeat(64)
    const under = async () =>
      (
        await supertest(two.endpoint)
          .get('/_mturk/info')
          .set({ host: 'www.mturk.com', 'x-mturk-local-proxy': secret })
      ).status

    const before = await under()
    await new ControlClient(one.endpoint).request('POST /_mturk/proxies', {
      body: { secret, lifetime: 60_000 },
    })

    expect(before).toBe(403)
    await expect.poll(under).toBe(200)
  })
})
