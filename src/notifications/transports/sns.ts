import type { SNSClient } from '@aws-sdk/client-sns'
import { remoteTransport, toFifoMembers } from './messaging.js'
import type { OutgoingNotification, Transport } from './transport.js'

/** Publishes notifications to topics with Amazon's client. */
export const snsTransport = (
  getClient: (notification: OutgoingNotification) => Promise<SNSClient>,
): Transport =>
  remoteTransport({
    async send(notification, abortSignal) {
      const [client, { PublishCommand }] = await Promise.all([
        getClient(notification),
        import('@aws-sdk/client-sns'),
      ])
      const input = { TopicArn: notification.destination, ...toMessage(notification) }
      return client.send(new PublishCommand(input), { abortSignal })
    },

    async sendBatch(notifications, abortSignal) {
      const [first] = notifications as [OutgoingNotification]
      const [client, { PublishBatchCommand }] = await Promise.all([
        getClient(first),
        import('@aws-sdk/client-sns'),
      ])
      const PublishBatchRequestEntries = notifications.map((each, index) => ({
        Id: String(index),
        ...toMessage(each),
      }))
      const input = { TopicArn: first.destination, PublishBatchRequestEntries }
      return client.send(new PublishBatchCommand(input), { abortSignal })
    },
  })

const toMessage = (notification: OutgoingNotification) => ({
  Message: notification.payload,
  Subject: notification.subject,
  ...toFifoMembers(notification),
})
