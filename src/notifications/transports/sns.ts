import type { SNSClient } from '@aws-sdk/client-sns'
import { batchOutcomes, type FifoFields, fifoFieldsOf } from './sqs.js'
import type { Parcel, Transport } from './transport.js'

/** What a topic of our own must do to be published to without a socket. */
export interface TopicDoor {
  /** @returns the message ID. Throws when there is no such topic, or when it does not take the message. */
  publish(
    topicArn: string,
    message: { readonly message: string; readonly subject: string },
    fifo: FifoFields | undefined,
  ): string
}

/** Publishes documents to the built-in topics, in process. */
export function builtInTopics(door: TopicDoor): Transport {
  const send = async (parcel: Parcel) =>
    door.publish(
      parcel.destination,
      { message: parcel.document, subject: parcel.subject },
      fifoFieldsOf(parcel),
    )
  return {
    send,
    sendBatch: (parcels) => Promise.allSettled(parcels.map(send)),
    isInProcess: () => true,
    close() {},
  }
}

/** Publishes documents over the wire; the client that reaches a topic is found by its ARN. */
export const snsTransport = (clientFor: (parcel: Parcel) => Promise<SNSClient>): Transport => ({
  async send(parcel, abortSignal) {
    const [client, { PublishCommand }] = await Promise.all([
      clientFor(parcel),
      import('@aws-sdk/client-sns'),
    ])
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn: parcel.destination, ...messageOf(parcel) }),
      { abortSignal },
    )
    return MessageId ?? 'no message ID'
  },

  async sendBatch(parcels, abortSignal) {
    const [first] = parcels as [Parcel]
    const [client, { PublishBatchCommand }] = await Promise.all([
      clientFor(first),
      import('@aws-sdk/client-sns'),
    ])
    const { Successful = [], Failed = [] } = await client.send(
      new PublishBatchCommand({
        TopicArn: first.destination,
        PublishBatchRequestEntries: parcels.map((parcel, index) => ({
          Id: String(index),
          ...messageOf(parcel),
        })),
      }),
      { abortSignal },
    )
    return batchOutcomes(parcels.length, Successful, Failed)
  },

  close() {},
})

const messageOf = (parcel: Parcel) => {
  const fifo = fifoFieldsOf(parcel)
  return {
    Message: parcel.document,
    Subject: parcel.subject,
    MessageGroupId: fifo?.groupId,
    MessageDeduplicationId: fifo?.deduplicationId,
  }
}
