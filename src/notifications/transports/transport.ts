import type { DeliveryKind } from '../delivery.js'

/** What is to be sent: one document, and what belongs to it on the wire. */
export interface OutgoingNotification {
  readonly kind: DeliveryKind
  readonly payload: string
  /** What SNS and a mail to a worker show as the subject. */
  readonly subject: string
  /** An e-mail address, the URL of a queue, the ARN of a topic. */
  readonly destination: string
  /** Whose news it is. */
  readonly account: string
  readonly eventDocId: string
  readonly createdAt: Date
}

/** One way of getting a document to a destination. */
export interface Transport {
  /** Resolves with the receiver's own receipt, or throws what the receiver said. */
  send(notification: OutgoingNotification, signal: AbortSignal): Promise<string>
  /** Several for one destination at once; the outcomes are in the order given. */
  sendBatch?(
    notifications: readonly OutgoingNotification[],
    signal: AbortSignal,
  ): Promise<readonly PromiseSettledResult<string>[]>
  /** Whether no wire is in between: nothing hangs then, and nothing limits how many go at once. */
  isInProcess?(destination: string): boolean
  close(): Promise<void> | void
}
