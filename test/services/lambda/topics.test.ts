import {
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'
import { functionArn, startFunctionOfTopic, writeHandler } from './start-function.js'

const guideHandler = ['review=test/services/lambda/handlers/review.handler']

test('a topic sends a function the event of Lambda', async () => {
  const { mturk, sns, TopicArn, SubscriptionArn, endpoint, ...emulator } =
    await startFunctionOfTopic({ lambda: guideHandler })

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Transport: 'SNS',
        Destination: TopicArn,
        Version: '2014-08-15',
        EventTypes: ['HITReviewable'],
      },
      TestEventType: 'HITReviewable',
    }),
  )
  const [invocation] = await emulator.listInvocations()

  const [delivery] = (await emulator.control.deliveries({ limit: 1 })).deliveries
  expect(invocation).toMatchObject({ status: 202, response: '{"approved":[]}' })
  expect(JSON.parse(invocation!.request)).toEqual({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: SubscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: delivery!.attempts[0]!.receipt,
          TopicArn,
          Subject: expect.any(String),
          Message: delivery!.payload,
          Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          SignatureVersion: '1',
          Signature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
          SigningCertUrl: expect.stringMatching(`^${endpoint}/SimpleNotificationService-`),
          UnsubscribeUrl: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`,
          MessageAttributes: {},
        },
      },
    ],
  })
})

test('the function of Amazon’s guide approves what a worker submits, by Amazon’s client', async () => {
  const { mturk, TopicArn, ...emulator } = await startFunctionOfTopic({ lambda: guideHandler })
  const { HITId, HITTypeId } = await emulator.createHit()
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Transport: 'SNS',
        Destination: TopicArn,
        Version: '2006-05-05',
        EventTypes: ['AssignmentSubmitted'],
      },
    }),
  )

  const assignmentId = await emulator.submitAssignment('A1WORKER', HITId!)

  expect(await emulator.listResponses()).toEqual([{ approved: [assignmentId] }])
  expect(await emulator.listAssignments([HITId!])).toMatchObject([{ AssignmentStatus: 'Approved' }])
})

test('a function gets message attributes and a null subject', async () => {
  const { sns, TopicArn, listInvocations } = await startFunctionOfTopic({
    lambda: writeHandler('export const handler = () => {}'),
  })

  await sns.send(
    new PublishCommand({
      TopicArn,
      Message: 'cat',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'animal' } },
    }),
  )

  const [invocation] = await listInvocations()
  expect(JSON.parse(invocation!.request).Records[0].Sns).toMatchObject({
    Subject: null,
    Message: 'cat',
    MessageAttributes: { kind: { Type: 'String', Value: 'animal' } },
  })
})

test('a subscription of a function is confirmed at once', async () => {
  const { sns, SubscriptionArn } = await startFunctionOfTopic({})

  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))

  expect(Attributes).toMatchObject({
    Protocol: 'lambda',
    Endpoint: functionArn,
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
  })
})

test.each([
  ['a name', 'review', {}, 'Invalid parameter: Lambda endpoint ARN'],
  [
    'the ARN of a queue',
    'arn:aws:sqs:us-east-1:000000000000:review',
    {},
    'Invalid parameter: Lambda endpoint ARN',
  ],
  [
    'raw delivery',
    functionArn,
    { RawMessageDelivery: 'true' },
    'Invalid parameter: Delivery protocol [lambda] does not support raw message delivery.',
  ],
])('a function cannot be subscribed by %s', async (_, Endpoint, Attributes, message) => {
  const { sns } = await startTestEmulator()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }))

  const subscribed = sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint, Attributes }),
  )

  await expect(subscribed).rejects.toMatchObject({ name: 'InvalidParameterException', message })
})

test('a function cannot be subscribed to a FIFO topic', async () => {
  const { sns } = await startTestEmulator()
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({ Name: 'events.fifo', Attributes: { FifoTopic: 'true' } }),
  )

  const subscribed = sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: functionArn }),
  )

  await expect(subscribed).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Invalid protocol type: lambda',
  })
})

test('a function that fails is invoked three times, and its error stays with the message', async () => {
  const emulator = await startFunctionOfTopic({
    lambda: writeHandler('export const handler = () => { throw new RangeError("no cat") }'),
  })

  await emulator.publish('dog')

  expect(await emulator.listOutcomes()).toEqual(['failed in the function: RangeError: no cat'])
  expect(await emulator.listInvocations()).toMatchObject(
    Array.from({ length: 3 }, () => ({ errorCode: 'RangeError' })),
  )
})

test('a message for a function that fails once is delivered by the second invocation', async () => {
  const emulator = await startFunctionOfTopic({
    lambda: writeHandler(`
      let count = 0
      export const handler = () => { if (count++ === 0) throw new Error('again'); return count }`),
  })

  await emulator.publish('cat')

  expect(await emulator.listOutcomes()).toEqual(['sent'])
  expect(await emulator.listResponses()).toMatchObject([{ errorMessage: 'again' }, 2])
})

test('a message for a function that does not exist goes to the dead-letter queue at once', async () => {
  const arn = 'arn:aws:sqs:us-east-1:000000000000:lost'
  const { publish, listOutcomes, queues, listInvocations } = await startFunctionOfTopic(
    {},
    { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) },
  )
  const lost = queues.create({ account: '000000000000', region: 'us-east-1', name: 'lost' })

  await publish('cat')

  expect(await listOutcomes()).toEqual([
    `failed, now in ${arn}: There is no function review: start mturk-local with --lambda review=FILE.HANDLER or --lambda-endpoint URL.`,
  ])
  expect(lost.peek().map(({ body }) => JSON.parse(body).Message)).toEqual(['cat'])
  expect(await listInvocations()).toMatchObject([{ status: 0 }])
})
