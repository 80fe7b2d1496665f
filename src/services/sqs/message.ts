import { receiptHandleInvalid } from './errors.js'
import { calculateAttributesSize, type MessageAttributes } from './message-attributes.js'

/** A sender's input. */
export interface NewSqsMessage {
  readonly body: string
  readonly attributes?: MessageAttributes
  /** `AWSTraceHeader`, the only system attribute that a sender may set. */
  readonly traceHeader?: string
  readonly senderId: string
  readonly groupId?: string
  readonly deduplicationId?: string
  /** Overrides the queue's delay. */
  readonly delaySeconds?: number
  /** The queue from which it was moved here. */
  readonly deadLetterSourceArn?: string
  /** Receives in the queue from which it was moved here; ApproximateReceiveCount continues. */
  readonly priorReceives?: number
}

/** A message in a queue. */
export interface SqsMessage extends NewSqsMessage {
  readonly id: string
  /** Increases with each message of the queue. */
  readonly position: number
  readonly md5: string
  readonly attributes: MessageAttributes
  /** Body and attributes in bytes, as SQS counts them. */
  readonly size: number
  readonly sequenceNumber?: string
  /** In epoch milliseconds of real time, since a Date takes a hundred bytes. */
  readonly sentAt: number
  state: 'ready' | 'delayed' | 'in flight' | 'gone'
  /** When it becomes ready, in epoch milliseconds of real time. */
  visibleAt?: number
  receiveCount: number
  firstReceivedAt?: Date
  /** The handle of its last receive. */
  receiptHandle?: string
}

/** A message to enqueue, from a sender or from another queue. */
export type EnqueueInput = NewSqsMessage & Pick<SqsMessage, 'id' | 'md5'>

export interface SendResult {
  readonly id: string
  readonly md5: string
  readonly sequenceNumber?: string
}

/** Body and attributes in bytes, as SQS counts them. */
export const calculateMessageSize = ({
  body,
  attributes,
}: Pick<NewSqsMessage, 'body' | 'attributes'>): number =>
  Buffer.byteLength(body) + (attributes ? calculateAttributesSize(attributes) : 0)

/** Of two messages of the same millisecond, the one enqueued first is older. */
export const isOlder = (a: SqsMessage, b: SqsMessage): boolean =>
  a.sentAt < b.sentAt || (a.sentAt === b.sentAt && a.position < b.position)

/** Twenty increasing digits, as in SQS. */
export const formatSequenceNumber = (position: number): string =>
  String(18_000_000_000_000_000_000n + BigInt(position))

/** Identifies a receive of a message. */
export const createReceiptHandle = ({ id, receiveCount }: SqsMessage): string =>
  Buffer.from(`${id} ${receiveCount}`).toString('base64')

/**
 * The message ID of a receipt handle.
 *
 * @throws SqsError when it is invalid
 */
export function parseReceiptHandle(receiptHandle: string): string {
  const [, id] = /^([0-9a-f-]{36}) \d+$/.exec(Buffer.from(receiptHandle, 'base64').toString()) ?? []
  if (id === undefined) throw receiptHandleInvalid(receiptHandle)
  return id
}
