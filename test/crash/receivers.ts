import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { createTransport } from 'nodemailer'
import { ControlClient } from '../../src/server/control/client.js'
import { createClientConfig } from '../support/clients.js'

/** Creates the queue `news`, a topic with a subscription and a pending one, and mails. */
export async function createReceivers(endpoint: string): Promise<void> {
  const sqs = new SQSClient(createClientConfig(endpoint))
  const sns = new SNSClient(createClientConfig(endpoint))
  // Messages that a killed consumer had received are received again soon.
  const Attributes = { VisibilityTimeout: '1' }
  await sqs.send(new CreateQueueCommand({ QueueName: 'news', Attributes, tags: { team: 'red' } }))
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'changes' }))
  const subscribe = (Protocol: string, Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))
  await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:copies')
  await subscribe('email', 'later@example.com')
  sqs.destroy()
  sns.destroy()

  const control = new ControlClient(endpoint)
  const { hostname: host, port } = new URL((await control.request('GET /_mturk/info')).smtp)
  const mailer = createTransport({ host, port: Number(port) })
  for (const subject of ['one', 'two'])
    await mailer.sendMail({ from: 'a@example.com', to: 'b@example.com', subject, text: 'x' })
  mailer.close()
  await control.request('GET /_mturk/settled')
}

/** What must be the same after a restart: all receivers except the messages of queues. */
export async function describeReceivers(endpoint: string) {
  const control = new ControlClient(endpoint)
  const { queues } = await control.request('GET /_mturk/queues')
  return {
    queues: queues.map(({ arn, attributes }) => ({ arn, attributes })),
    topics: (await control.request('GET /_mturk/topics')).topics,
    mails: await control.request('GET /_mturk/mailbox'),
  }
}
