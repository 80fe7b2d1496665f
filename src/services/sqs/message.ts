import type { MessageAttributes } from './message-attributes.js'

/** What a sender says of a message. */
export interface NewSqsMessage {
  readonly body: string
  readonly attributes?: MessageAttributes
  /** `AWSTraceHeader`, the one system attribute a sender may set. */
  readonly traceHeader?: string
  readonly senderId: string
  readonly groupId?: string
  readonly deduplicationId?: string
  /** Instead of the queue's own delay. */
  readonly delaySeconds?: number
  /** The queue it was moved here from. */
  readonly deadLetterSourceArn?: string
}

/** A message in a queue. */
export interface SqsMessage extends NewSqsMessage {
  readonly id: string
  /** Grows with each message of the queue. */
  readonly position: number
  readonly md5: string
  readonly attributes: MessageAttributes
  readonly sequenceNumber?: string
  readonly sentAt: Date
  state: 'ready' | 'delayed' | 'in flight' | 'gone'
  /** When it becomes ready, in epoch milliseconds of the wall's clock. */
  visibleAt?: number
  receiveCount: number
  firstReceivedAt?: Date
  /** Of its last receive. */
  receiptHandle?: string
}

/** One that comes into a queue, from a sender or out of another queue. */
export type EnqueueInput = NewSqsMessage & Pick<SqsMessage, 'id' | 'md5'>

export interface SendResult {
  readonly id: string
  readonly md5: string
  readonly sequenceNumber?: string
}

/** Of two sent in the same millisecond the one that came first. */
export const isOlder = (a: SqsMessage, b: SqsMessage): boolean =>
  a.sentAt < b.sentAt || (a.sentAt.getTime() === b.sentAt.getTime() && a.position < b.position)

/** Twenty digits, growing, as SQS numbers the messages of a FIFO queue. */
export const formatSequenceNumber = (position: number): string =>
  String(18_000_000_000_000_000_000n + BigInt(position))
