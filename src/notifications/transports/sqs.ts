import type { SQSClient } from '@aws-sdk/client-sqs'
import type { OutgoingNotification, Transport } from './transport.js'

/** The built-in queues, as the transport sees them. */
interface InProcessQueues {
  /** @returns the message ID. Throws when the queue does not exist or refuses the body. */
  send(queueUrl: string, body: string, fifo: FifoFields | undefined): string
}

export interface FifoFields {
  readonly groupId: string
  readonly deduplicationId: string
}

/** Sends notifications to the built-in queues, in process. */
export const inProcessSqsTransport = (queues: InProcessQueues): Transport => ({
  send: async (notification) =>
    queues.send(notification.destination, notification.payload, buildFifoFields(notification)),
  sendBatch: (notifications) =>
    Promise.allSettled(
      notifications.map(async (notification) =>
        queues.send(notification.destination, notification.payload, buildFifoFields(notification)),
      ),
    ),
  isInProcess: true,
  close() {},
})

/** Sends notifications with Amazon's client. */
export const sqsTransport = (
  getClient: (notification: OutgoingNotification) => Promise<SQSClient>,
): Transport => ({
  async send(notification, abortSignal) {
    const [client, { SendMessageCommand }] = await Promise.all([
      getClient(notification),
      import('@aws-sdk/client-sqs'),
    ])
    const { MessageId } = await client.send(
      new SendMessageCommand({ QueueUrl: notification.destination, ...toMessage(notification) }),
      { abortSignal },
    )
    return MessageId ?? 'no message ID'
  },

  async sendBatch(notifications, abortSignal) {
    const [first] = notifications as [OutgoingNotification]
    const [client, { SendMessageBatchCommand }] = await Promise.all([
      getClient(first),
      import('@aws-sdk/client-sqs'),
    ])
    const { Successful = [], Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: first.destination,
        Entries: notifications.map((notification, index) => ({
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
    MessageBody: notification.payload,
    MessageGroupId: fifo?.groupId,
    MessageDeduplicationId: fifo?.deduplicationId,
  }
}

/**
 * It is not known whether MTurk delivers to FIFO destinations. The emulator does, with one message
 * group for each requester, and the event document's ID for deduplication.
 */
export const buildFifoFields = ({
  destination,
  account,
  eventDocId,
}: OutgoingNotification): FifoFields | undefined =>
  destination.endsWith('.fifo') ? { groupId: account, deduplicationId: eventDocId } : undefined

/** The outcomes of a batch call in the order of its entries, whose IDs are their indices. */
export function parseBatchOutcomes(
  count: number,
  successful: readonly { Id?: string; MessageId?: string }[],
  failed: readonly { Id?: string; Code?: string; Message?: string }[],
): readonly PromiseSettledResult<string>[] {
  return Array.from({ length: count }, (_, index): PromiseSettledResult<string> => {
    const sent = successful.find(({ Id }) => Id === String(index))
    if (sent) return { status: 'fulfilled', value: sent.MessageId ?? 'no message ID' }
    const refused = failed.find(({ Id }) => Id === String(index))
    const message = [refused?.Code, refused?.Message].filter(Boolean).join(': ')
    return {
      status: 'rejected',
      reason: new Error(message || 'The batch answer does not name it.'),
    }
  })
}
