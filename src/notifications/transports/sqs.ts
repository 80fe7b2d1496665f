import type { SQSClient } from '@aws-sdk/client-sqs'
import { remoteTransport, toFifoMembers } from './messaging.js'
import type { OutgoingNotification, Transport } from './transport.js'

/** Sends notifications to queues with Amazon's client. */
export const sqsTransport = (
  getClient: (notification: OutgoingNotification) => Promise<SQSClient>,
): Transport =>
  remoteTransport({
    async send(notification, abortSignal) {
      const [client, { SendMessageCommand }] = await Promise.all([
        getClient(notification),
        import('@aws-sdk/client-sqs'),
      ])
      const input = { QueueUrl: notification.destination, ...toMessage(notification) }
      return client.send(new SendMessageCommand(input), { abortSignal })
    },

    async sendBatch(notifications, abortSignal) {
      const [first] = notifications as [OutgoingNotification]
      const [client, { SendMessageBatchCommand }] = await Promise.all([
        getClient(first),
        import('@aws-sdk/client-sqs'),
      ])
      const Entries = notifications.map((each, index) => ({
        Id: String(index),
        ...toMessage(each),
      }))
      const command = new SendMessageBatchCommand({ QueueUrl: first.destination, Entries })
      return client.send(command, { abortSignal })
    },
  })

const toMessage = (notification: OutgoingNotification) => ({
  MessageBody: notification.payload,
  ...toFifoMembers(notification),
})
