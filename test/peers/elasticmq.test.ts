import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { elasticMq } from './elasticmq.js'
import { has } from './peer.js'

const isPossible = (await has('java')) && (await has('mvn'))
if (!isPossible)
  console.log('Not run: ElasticMQ needs Java and Maven, which are not on this machine.')

test.skipIf(!isPossible)(
  'ElasticMQ takes a test event into a queue, also after it was stopped and started',
  async () => {
    const mq = await elasticMq()
    onTestFinished(() => mq.stop())
    await mq.start()
    const sqs = new SQSClient(createClientConfig(mq.endpoint, '000000000000'))
    onTestFinished(() => sqs.destroy())
    const { mturk } = await startTestEmulator({ sqsEndpoint: mq.endpoint })
    const makeQueue = async () =>
      (await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))).QueueUrl!
    const send = (Destination: string) =>
      mturk.send(
        new SendTestEventNotificationCommand({
          Notification: {
            Destination,
            Transport: 'SQS',
            Version: '2014-08-15',
            EventTypes: ['Ping'],
          },
          TestEventType: 'AssignmentSubmitted',
        }),
      )
    const received = async (QueueUrl: string) => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
      )
      return Messages.map(({ Body }) => JSON.parse(Body!))
    }
    const arrived = [
      expect.objectContaining({
        EventDocVersion: '2014-08-15',
        Events: expect.arrayContaining([
          expect.objectContaining({ EventType: 'AssignmentSubmitted' }),
        ]),
      }),
    ]

    const url = await makeQueue()
    await send(url)
    expect(await received(url)).toEqual(arrived)

    await mq.stop()
    await expect(send(url)).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    })

    await mq.start()
    const again = await makeQueue()
    await send(again)
    expect(await received(again)).toEqual(arrived)
  },
  900_000,
)
