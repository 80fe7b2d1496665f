// What a requester has in production: Amazon's own names, written in.
import {
  GetAccountBalanceCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

const region = 'us-east-1'
const mturk = new MTurkClient({
  region,
  endpoint: 'https://mturk-requester-sandbox.us-east-1.amazonaws.com',
})
const sqs = new SQSClient({ region, endpoint: 'https://sqs.us-east-1.amazonaws.com' })
const sns = new SNSClient({ region, endpoint: 'https://sns.us-east-1.amazonaws.com' })

const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}))
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:news'
await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }))
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
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))

console.log(AvailableBalance)
console.log(QueueUrl)
console.log(Messages[0].Body)
