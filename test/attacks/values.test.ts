import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import {
  AddPermissionCommand,
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

const nested = (depth: number, of = '"x"') => `${'{"a":'.repeat(depth)}${of}${'}'.repeat(depth)}`
const nestedLists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

async function startTopic() {
  const emulator = await startTestEmulator()
  const { TopicArn } = await emulator.sns.send(new CreateTopicCommand({ Name: 'news' }))
  await emulator.sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const subscribe = (FilterPolicy: string, FilterPolicyScope = 'MessageBody') =>
    emulator.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:000000000000:q',
        Attributes: { FilterPolicy, FilterPolicyScope },
      }),
    )
  const publish = (Message: string, more: object = {}) =>
    emulator.sns.send(new PublishCommand({ TopicArn, Message, ...more }))
  return { ...emulator, TopicArn: TopicArn!, subscribe, publish }
}

test.each([
  ['that is nested too deeply', nested(40_000, '["x"]')],
  [
    'with alternatives nested too deeply',
    `${'{"$or":[{"b":["x"]},'.repeat(5000)}{}${']}'.repeat(5000)}`,
  ],
  ['that is too large', JSON.stringify({ a: ['x'.repeat(300_000)] })],
  [
    'of more combinations than SNS takes',
    JSON.stringify({ a: Array(13).fill('x'), b: Array(12).fill('x') }),
  ],
  ['with consecutive wildcards', JSON.stringify({ a: [{ wildcard: '**' }] })],
  ['with an invalid CIDR', JSON.stringify({ a: [{ cidr: '10.0.0.0/33' }] })],
  ['with a list that is nested too deeply', `{"a":${nestedLists(60_000)}}`],
  ['that is null', 'null'],
])('a filter policy %s is refused', async (_, policy) => {
  const { subscribe } = await startTopic()

  await expect(subscribe(policy)).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a pattern with many wildcards takes linear time', async () => {
  const { subscribe, publish, queues, waitUntilIdle } = await startTopic()
  await subscribe(JSON.stringify({ a: [{ wildcard: `${'a*'.repeat(2000)}b` }] }))

  await publish(JSON.stringify({ a: 'a'.repeat(200_000) }))
  await waitUntilIdle()

  expect(queues.all()[0]!.count('ready')).toBe(0)
})

test.each(['::ffff:10.1.2.3', 'fe80::1%eth0', '10.1.2', '', '::', '1.2.3.4.5', '10.1.2.3/8'])(
  'a CIDR filter copes with the address %j',
  async (a) => {
    const { subscribe, publish, queues, waitUntilIdle } = await startTopic()
    await subscribe(JSON.stringify({ a: [{ cidr: 'fe80::%eth0/10' }, { cidr: '10.0.0.0/8' }] }))

    await publish(JSON.stringify({ a }))
    await waitUntilIdle()

    expect(queues.all()[0]!.count('ready')).toBe(a.startsWith('fe80') ? 1 : 0)
  },
)

test('a deeply nested message is filtered and delivered', async () => {
  const { subscribe, publish, queues, waitUntilIdle } = await startTopic()
  await subscribe(nested(3, '["x"]'))

  await publish(nested(20_000))
  await publish(`{"a":{"a":{"a":${nestedLists(50_000)}}}}`)
  await publish(nested(3))
  await waitUntilIdle()

  expect(queues.all()[0]!.count('ready')).toBe(1)
})

test.each([
  ['principals', `{"Statement":{"Effect":"Allow","Principal":{"AWS":${nestedLists(3000)}}}}`],
  ['conditions', `{"Statement":{"Principal":"*","Condition":{"Bool":{"x":${nestedLists(3000)}}}}}`],
  [
    'conditions of ours',
    `{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:SourceAccount":[${nestedLists(3000)},"${'*0'.repeat(500)}"]}}}}`,
  ],
  ['statements', `{"Statement":${nestedLists(3000)}}`],
])('a queue’s policy with deeply nested %s is evaluated', async (_, Policy) => {
  const { sqs, mturk, queues } = await startTestEmulator()
  await sqs.send(new CreateQueueCommand({ QueueName: 'q', Attributes: { Policy } }))

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Destination: 'http://localhost/000000000000/q',
        Transport: 'SQS',
        Version: '2014-08-15',
        EventTypes: [],
      },
      TestEventType: 'Ping',
    }),
  )

  expect(queues.all()[0]!.count('ready')).toBe(1)
})

test('the size of a topic’s policy is limited, and one with invalid statements can be extended', async () => {
  const { sns, TopicArn } = await startTopic()
  const set = (AttributeValue: string) =>
    sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }))

  await expect(set(JSON.stringify({ Id: 'x'.repeat(40_000) }))).rejects.toThrow('Policy')
  await expect(set('[]')).rejects.toThrow('Policy')
  await set('{"Statement":[null,1,{"Sid":"mine"}]}')
  await sns.send(
    new AddPermissionCommand({
      TopicArn,
      Label: 'more',
      AWSAccountId: ['123456789012'],
      ActionName: ['Publish'],
    }),
  )
})

test.each([
  ['/_mturk/reset', 'POST'],
  ['/_mturk/workers/A1WORKER', 'PUT'],
  ['/_mturk/layouts/L', 'PUT'],
  ['/_mturk/clock/advance', 'POST'],
  ['/_mturk/faults', 'POST'],
])('%s refuses deeply nested JSON', async (path, method) => {
  const { endpoint } = await startTestEmulator()

  for (const body of [
    nested(15_000),
    nestedLists(45_000),
    `{"what":${nestedLists(40_000)}}`,
    '{"__proto__":{"x":1}}',
  ]) {
    const { status } = await fetch(endpoint + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect([400, 404, 413]).toContain(status)
  }
  expect(({} as { x?: number }).x).toBeUndefined()
})

test('field names such as __proto__ are ordinary names', async () => {
  const { endpoint } = await startTestEmulator()
  const fields =
    'Action=CreateQueue&QueueName=q&__proto__=x&constructor.1=y&Attribute.1.Name=__proto__&Attribute.1.Value=z'

  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: fields,
  })

  expect(answer.status).toBeLessThan(500)
  expect(Object.keys(Object.prototype)).toEqual([])
})
