import type { SNSClient } from '@aws-sdk/client-sns'
import type { SQSClient } from '@aws-sdk/client-sqs'

/** Reads the policies of queues and topics that are not built in. */
export const readRemotePolicy = {
  async queue(client: SQSClient, QueueUrl: string, abortSignal: AbortSignal) {
    const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs')
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'QueueArn'] }),
      { abortSignal },
    )
    return { resource: Attributes.QueueArn ?? QueueUrl, policy: Attributes.Policy }
  },

  async topic(client: SNSClient, TopicArn: string, abortSignal: AbortSignal) {
    const { GetTopicAttributesCommand } = await import('@aws-sdk/client-sns')
    const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }), {
      abortSignal,
    })
    return { resource: TopicArn, policy: Attributes.Policy }
  },
}
