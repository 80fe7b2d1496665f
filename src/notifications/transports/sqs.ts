import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Parcel, Transport } from './transport.js'

/** What a queue of our own must do to be delivered to without a socket. */
export interface QueueDoor {
  /** @returns the message ID. Throws when there is no such queue, or when it does not take the body. */
  send(queueUrl: string, body: string, fifo: FifoFields | undefined): string
}

export interface FifoFields {
  readonly groupId: string
  readonly deduplicationId: string
}

/** Puts documents into the built-in queues, in process. */
export const builtInQueues = (door: QueueDoor): Transport => ({
  send: async (parcel) => door.send(parcel.destination, parcel.document, fifoFieldsOf(parcel)),
  sendBatch: (parcels) =>
    Promise.allSettled(
      parcels.map(async (parcel) =>
        door.send(parcel.destination, parcel.document, fifoFieldsOf(parcel)),
      ),
    ),
  isInProcess: () => true,
  close() {},
})

/** Puts documents into queues over the wire; the client that reaches a queue is found by its URL. */
export const sqsTransport = (clientFor: (parcel: Parcel) => Promise<SQSClient>): Transport => ({
  async send(parcel, abortSignal) {
    const [client, { SendMessageCommand }] = await Promise.all([
      clientFor(parcel),
      import('@aws-sdk/client-sqs'),
    ])
    const { MessageId } = await client.send(
      new SendMessageCommand({ QueueUrl: parcel.destination, ...messageOf(parcel) }),
      { abortSignal },
    )
    return MessageId ?? 'no message ID'
  },

  async sendBatch(parcels, abortSignal) {
    const [first] = parcels as [Parcel]
    const [client, { SendMessageBatchCommand }] = await Promise.all([
      clientFor(first),
      import('@aws-sdk/client-sqs'),
    ])
    const { Successful = [], Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: first.destination,
        Entries: parcels.map((parcel, index) => ({ Id: String(index), ...messageOf(parcel) })),
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
    MessageBody: parcel.document,
    MessageGroupId: fifo?.groupId,
    MessageDeduplicationId: fifo?.deduplicationId,
  }
}

/**
 * Not known: whether the service delivers to FIFO destinations. We do: one group a requester, and
 * the document's own ID against doubles.
 */
export const fifoFieldsOf = ({
  destination,
  account,
  eventDocId,
}: Parcel): FifoFields | undefined =>
  destination.endsWith('.fifo') ? { groupId: account, deduplicationId: eventDocId } : undefined

/** What a batch call answered, in the order of its entries, whose IDs are their indices. */
export function batchOutcomes(
  count: number,
  successful: readonly { Id?: string; MessageId?: string }[],
  failed: readonly { Id?: string; Code?: string; Message?: string }[],
): readonly PromiseSettledResult<string>[] {
  return Array.from({ length: count }, (_, index): PromiseSettledResult<string> => {
    const sent = successful.find(({ Id }) => Id === String(index))
    if (sent) return { status: 'fulfilled', value: sent.MessageId ?? 'no message ID' }
    const refused = failed.find(({ Id }) => Id === String(index))
    const words = [refused?.Code, refused?.Message].filter(Boolean).join(': ')
    return { status: 'rejected', reason: new Error(words || 'The batch answer does not name it.') }
  })
}
