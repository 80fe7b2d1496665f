import type { SNSClient } from '@aws-sdk/client-sns'
import { buildFifoFields, type FifoFields, parseBatchOutcomes } from './sqs.js'
import type { OutgoingNotification, Transport } from './transport.js'

/** The built-in topics, as the transport sees them. */
interface InProcessTopics {
  /** @returns the message ID. Throws when the topic does not exist or refuses the message. */
  publish(
    topicArn: string,
    message: { readonly message: string; readonly subject: string },
    fifo: FifoFields | undefined,
  ): string
}

/** Publishes notifications to the built-in topics, in process. */
export function inProcessSnsTransport(topics: InProcessTopics): Transport {
  const send = async (notification: OutgoingNotification) =>
    topics.publish(
      notification.destination,
      { message: notification.payload, subject: notification.subject },
      buildFifoFields(notification),
    )
  return {
    send,
    sendBatch: (notifications) => Promise.allSettled(notifications.map(send)),
    isInProcess: true,
    close() {},
  }
}

/** Publishes notifications with Amazon's client. */
export const snsTransport = (
  getClient: (notification: OutgoingNotification) => Promise<SNSClient>,
): Transport => ({
  async send(notification, abortSignal) {
    const [client, { PublishCommand }] = await Promise.all([
      getClient(notification),
      import('@aws-sdk/client-sns'),
    ])
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn: notification.destination, ...toMessage(notification) }),
      { abortSignal },
    )
    return MessageId ?? 'no message ID'
  },

  async sendBatch(notifications, abortSignal) {
    const [first] = notifications as [OutgoingNotification]
    const [client, { PublishBatchCommand }] = await Promise.all([
      getClient(first),
      import('@aws-sdk/client-sns'),
    ])
    const { Successful = [], Failed = [] } = await client.send(
      new PublishBatchCommand({
        TopicArn: first.destination,
        PublishBatchRequestEntries: notifications.map((notification, index) => ({
          Id: String(index),
          ...toMessage(notification),
        })),
      }),
      { abortSignal },
    )
    return parseBatchOutcomes(notifications.length, Successful, Failed)
  },

  close() {},
})

const toMessage = (notification: OutgoingNotification) => {
  const fifo = buildFifoFields(notification)
  return {
    Message: notification.payload,
    Subject: notification.subject,
    MessageGroupId: fifo?.groupId,
    MessageDeduplicationId: fifo?.deduplicationId,
  }
}
