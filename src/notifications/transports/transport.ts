import type { DeliveryKind } from '../delivery.js'

/** What a transport sends: a payload, and what belongs to it on the wire. */
export interface OutgoingNotification {
  readonly kind: DeliveryKind
  readonly payload: string
  /** The subject of an SNS message, and of an email to a worker. */
  readonly subject: string
  /** An email address, the URL of a queue, the ARN of a topic. */
  readonly destination: string
  /** The requester's account. */
  readonly account: string
  readonly eventDocId: string
  readonly createdAt: Date
}

export interface DirectSend {
  readonly receipt: string
  /** Takes the message back. */
  undo(): void
}

/** One way to send notifications. */
export interface Transport {
  /** Whether receivers are in this process: sending then cannot hang, and batches may be large. */
  readonly isInProcess?: boolean
  /** Resolves with the receiver's receipt, or throws what the receiver answered. */
  send(notification: OutgoingNotification, signal: AbortSignal): Promise<string>
  /** Sends within a transaction. Throws what the receiver answered. */
  sendNow?(notification: OutgoingNotification): DirectSend
  /** Sends several to one destination; the outcomes are in the same order. */
  sendBatch?(
    notifications: readonly OutgoingNotification[],
    signal: AbortSignal,
  ): Promise<readonly PromiseSettledResult<string>[]>
  close(): Promise<void> | void
}

/** Chooses the transport of each destination. */
export interface TransportRouter {
  route(destination: string): Transport
  close(): Promise<void> | void
}

/** Every destination has the same transport. */
export const fixedRoute = (transport: Transport): TransportRouter => ({
  route: () => transport,
  close: () => transport.close(),
})
