// A program that follows the links of an SNS message, with the endpoint of its environment.
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

const region = 'us-east-1'
const sqs = new SQSClient({ region })
const sns = new SNSClient({ region })

const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:news'
await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }))
await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
const { SigningCertURL, UnsubscribeURL } = JSON.parse(Messages[0].Body)
for (const url of [SigningCertURL, UnsubscribeURL])
  console.log(new URL(url).origin, (await fetch(url)).status)
const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))
console.log(Subscriptions?.length ?? 0)
