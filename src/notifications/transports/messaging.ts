import type { OutgoingNotification, Transport } from './transport.js'

/** The part of SQS and SNS by which a notification is sent, in Amazon's own outputs. */
interface MessagingService {
  send(
    notification: OutgoingNotification,
    signal: AbortSignal,
  ): Promise<{ readonly MessageId?: string }>
  /** The IDs of the entries are the indices of the notifications, which have one destination. */
  sendBatch(
    notifications: readonly OutgoingNotification[],
    signal: AbortSignal,
  ): Promise<BatchOutput>
}

interface BatchOutput {
  readonly Successful?: readonly { Id?: string; MessageId?: string }[]
  readonly Failed?: readonly { Id?: string; Code?: string; Message?: string }[]
}

export interface FifoFields {
  readonly groupId: string
  readonly deduplicationId: string
}

/**
 * Sends notifications to a built-in service, in process.
 *
 * @param send returns the message ID, or throws when the destination refuses the message
 * @param takeBack deletes a message that was sent in a transaction that failed
 */
export function inProcessTransport(
  send: (notification: OutgoingNotification, fifo: FifoFields | undefined) => string,
  takeBack: (destination: string, messageId: string) => void,
): Transport {
  const sendOne = async (notification: OutgoingNotification) =>
    send(notification, buildFifoFields(notification))
  return {
    send: sendOne,
    sendNow(notification) {
      const receipt = send(notification, buildFifoFields(notification))
      return { receipt, undo: () => takeBack(notification.destination, receipt) }
    },
    sendBatch: (notifications) => Promise.allSettled(notifications.map(sendOne)),
    isInProcess: true,
    close() {},
  }
}

/** Sends notifications with Amazon's client. */
export const remoteTransport = (service: MessagingService): Transport => ({
  async send(notification, signal) {
    const { MessageId } = await service.send(notification, signal)
    return MessageId ?? 'no message ID'
  },
  async sendBatch(notifications, signal) {
    const { Successful = [], Failed = [] } = await service.sendBatch(notifications, signal)
    return parseBatchOutcomes(notifications.length, Successful, Failed)
  },
  close() {},
})

/** The members that SendMessage and Publish share. */
export const toFifoMembers = (notification: OutgoingNotification) => {
  const fifo = buildFifoFields(notification)
  return { MessageGroupId: fifo?.groupId, MessageDeduplicationId: fifo?.deduplicationId }
}

/**
 * It is not known whether MTurk delivers to FIFO destinations. The emulator does, with one message
 * group for each requester, and the event document's ID for deduplication.
 */
const buildFifoFields = ({
  destination,
  account,
  eventDocId,
}: OutgoingNotification): FifoFields | undefined =>
  destination.endsWith('.fifo') ? { groupId: account, deduplicationId: eventDocId } : undefined

/** The outcomes of a batch call in the order of its entries, whose IDs are their indices. */
function parseBatchOutcomes(
  count: number,
  successful: NonNullable<BatchOutput['Successful']>,
  failed: NonNullable<BatchOutput['Failed']>,
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
