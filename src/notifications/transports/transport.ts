import type { DeliveryKind } from '../delivery.js'

/** What is to be sent: one document, and what belongs to it on the wire. */
export interface Parcel {
  readonly kind: DeliveryKind
  readonly document: string
  /** What SNS and a mail to a worker show as the subject. */
  readonly subject: string
  /** An e-mail address, the URL of a queue, the ARN of a topic. */
  readonly destination: string
  /** Whose news it is. */
  readonly account: string
  readonly eventDocId: string
  readonly madeAt: Date
}

/** One way of getting a document to a destination. */
export interface Transport {
  /** Resolves with the receiver's own receipt, or throws what the receiver said. */
  send(parcel: Parcel, signal: AbortSignal): Promise<string>
  /** Several for one destination at once; the outcomes are in the order given. */
  sendBatch?(
    parcels: readonly Parcel[],
    signal: AbortSignal,
  ): Promise<readonly PromiseSettledResult<string>[]>
  /** Whether no wire is in between: nothing hangs then, and nothing limits how many go at once. */
  isInProcess?(destination: string): boolean
  close(): Promise<void> | void
}
