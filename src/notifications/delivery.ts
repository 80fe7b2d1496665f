import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { AppliedFault, FaultRule } from '../faults/rule.js'
import type { PolicyVerdict } from './access-policy.js'

/** One payload for one destination, with all attempts. */
export interface Delivery {
  readonly id: string
  readonly account: string
  readonly transport: NotificationTransport
  readonly destination: string
  readonly kind: DeliveryKind
  /** Empty for a message to a worker. */
  readonly eventTypes: readonly EventType[]
  readonly eventDocId: string
  /** The exact text that is sent; the same in each attempt. */
  readonly payload: string
  /** Subject in SNS and in a mail to a worker. */
  readonly subject: string
  readonly hitTypeId?: string
  /** ID of the request that caused it, as in its response. */
  readonly requestId?: string
  /** `traceparent` of that request, if traced. */
  readonly traceparent?: string
  /** The process that delivers it. */
  readonly owner?: string
  /** Emulator time. */
  readonly createdAt: Date
  /** Real time at which it was enqueued. */
  readonly enqueuedAt?: Date
  readonly status: DeliveryStatus
  readonly attempts: readonly Attempt[]
  /**
   * Real time until which further events may join the payload; removed when the batch is closed.
   */
  readonly batchUntil?: Date
  /** Real time of the next attempt. */
  readonly nextAttemptAt?: Date
  /** Faults injected before the first attempt: reordering or batching. */
  readonly faults?: readonly AppliedFault[]
  /** Fault rules of the request that caused it. */
  readonly requestFaults?: readonly FaultRule[]
  /** Whether the real service could have delivered to this queue or topic. */
  readonly verdict?: PolicyVerdict
}

/** Whether its next attempt is a retry that is scheduled for later. */
export const isWaitingForRetry = (
  { status, attempts, nextAttemptAt }: Delivery,
  now: Date,
): boolean =>
  status === 'pending' && attempts.length > 0 && nextAttemptAt !== undefined && nextAttemptAt > now

/**
 * A test event is attempted once, while its caller waits; a life-cycle event is retried. A message
 * to a worker is attempted once while its caller waits, and retried when there is no caller any
 * more because the process was stopped.
 */
export type DeliveryKind = 'test' | 'life-cycle' | 'message'

export type DeliveryStatus = 'pending' | 'sent' | 'failed'

export interface Attempt {
  /** Real time. */
  readonly at: Date
  readonly milliseconds: number
  readonly outcome: 'sent' | 'failed'
  /** Response of the receiver: a message ID, or a line of SMTP. */
  readonly receipt?: string
  readonly error?: string
  /** Injected faults. A dropped delivery counts as sent but never arrives. */
  readonly faults?: readonly AppliedFault[]
}

/** Persistence of deliveries, as the dispatcher needs it. */
export interface DeliveryLog {
  /**
   * Claims some pending deliveries of dead processes, oldest first; returns none when there are no
   * more.
   */
  claim(): Promise<readonly Delivery[]>
  /**
   * Pending deliveries of this process that it does not track, because the result of the
   * transaction that created them was lost.
   */
  listUntracked(tracked: ReadonlySet<string>): Promise<readonly Delivery[]>
  /** Stores the deliveries; returns those that still belonged to this process. */
  record(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
  /** Call it when finished deliveries were stored without `record`, so that the log stays bounded. */
  countFinished(count: number): Promise<void>
  /** Closes the batches and returns the deliveries with all events that have joined. */
  closeBatch(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
  /** Makes a finished delivery pending again, owned by this process. */
  requeue(delivery: Delivery): Promise<Delivery>
}

/** The delivery after one more attempt. */
export function applyAttempt(
  delivery: Delivery,
  attempt: Attempt,
  {
    maxAttempts,
    nextAttemptAt,
    verdict,
  }: { maxAttempts: number; nextAttemptAt: Date; verdict?: PolicyVerdict },
): Delivery {
  const attempts = [...delivery.attempts, attempt]
  const isFinal = delivery.kind === 'test' || attempts.length >= maxAttempts
  const status: DeliveryStatus =
    attempt.outcome === 'sent' ? 'sent' : isFinal ? 'failed' : 'pending'
  // Written out: a copy by spread costs a lookup for each member and a new hidden class.
  return {
    account: delivery.account,
    requestId: delivery.requestId,
    traceparent: delivery.traceparent,
    id: delivery.id,
    kind: delivery.kind,
    owner: delivery.owner,
    createdAt: delivery.createdAt,
    enqueuedAt: delivery.enqueuedAt,
    status,
    attempts,
    requestFaults: delivery.requestFaults,
    transport: delivery.transport,
    destination: delivery.destination,
    eventTypes: delivery.eventTypes,
    eventDocId: delivery.eventDocId,
    payload: delivery.payload,
    subject: delivery.subject,
    hitTypeId: delivery.hitTypeId,
    batchUntil: delivery.batchUntil,
    faults: delivery.faults,
    verdict,
    nextAttemptAt: status === 'pending' ? nextAttemptAt : undefined,
  } satisfies Record<keyof Delivery, unknown>
}

/**
 * Key of the destination queue: deliveries of one account to one destination by one transport share
 * a queue.
 */
export const queueKey = ({ account, transport, destination }: Delivery): string =>
  `${account} ${transport} ${destination}`
