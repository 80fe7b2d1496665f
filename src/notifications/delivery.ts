import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { AppliedFault, FaultRule } from '../faults/rule.js'
import type { PolicyVerdict } from './access-policy.js'

/** One document on its way to one destination, and everything that became of it. */
export interface Delivery {
  readonly id: string
  readonly account: string
  readonly transport: NotificationTransport
  readonly destination: string
  readonly kind: DeliveryKind
  /** None of a message to a worker. */
  readonly eventTypes: readonly EventType[]
  readonly eventDocId: string
  /** Exactly what is sent: fixed when the change was made, and the same at each try. */
  readonly payload: string
  /** What SNS and a mail to a worker show as the subject. */
  readonly subject: string
  readonly hitTypeId?: string
  /** The ID of the request that caused it, as its answer carried it. */
  readonly requestId?: string
  /** The `traceparent` of that request, where it is traced. */
  readonly traceparent?: string
  /** The process that carries it. */
  readonly owner?: string
  /** By the world's clock. */
  readonly createdAt: Date
  /** By the wall's clock: since when it is to go. */
  readonly enqueuedAt?: Date
  readonly status: DeliveryStatus
  readonly attempts: readonly Attempt[]
  /** Until when further events may join its document, by the wall's clock; sealed when it goes. */
  readonly batchUntil?: Date
  /** When a lane that backs off tries again, by the wall's clock. */
  readonly nextAttemptAt?: Date
  /** What went wrong on purpose before it was tried: it was overtaken, or shares its document. */
  readonly faults?: readonly AppliedFault[]
  /** What the request that caused it asked to go wrong with it. */
  readonly requestFaults?: readonly FaultRule[]
  /** Whether the real service could have delivered to this queue or topic. */
  readonly verdict?: PolicyVerdict
}

/**
 * A test is tried once, while its caller waits; what really happened is tried again and again. A
 * message to a worker is tried once while its caller waits, and again and again when nobody does:
 * when the process that was asked to send it was stopped.
 */
export type DeliveryKind = 'test' | 'life-cycle' | 'message'

export type DeliveryStatus = 'pending' | 'sent' | 'failed'

export interface Attempt {
  /** By the wall's clock. */
  readonly at: Date
  readonly milliseconds: number
  readonly outcome: 'sent' | 'failed'
  /** What the receiver answered: a message ID, a line of SMTP. */
  readonly receipt?: string
  readonly error?: string
  /** What went wrong on purpose. One that is dropped counts as sent, and never was. */
  readonly faults?: readonly AppliedFault[]
}

/** What the courier needs of a log: it is all the courier knows of the store. */
export interface DeliveryLog {
  /** Whether it is gone with its process. */
  readonly isEphemeral?: boolean
  /**
   * Some of what is pending and belongs to nobody who is alive, oldest first, none when there is no
   * more; they are the caller's from now on.
   */
  claim(): Promise<readonly Delivery[]>
  /**
   * What is the caller's and pending, but none of those that it carries: the answer to the change
   * that made them was lost.
   */
  listUntracked(tracked: ReadonlySet<string>): Promise<readonly Delivery[]>
  /** Writes down how they stand; returns those that still were the caller's to carry. */
  record(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
  /** Lets no further event join these, and returns them with all that have. */
  closeBatch(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
  /** Makes one that was sent or given up pending again, and the caller's. */
  requeue(delivery: Delivery): Promise<Delivery>
}

/** The delivery as it stands after one more try. */
export function applyAttempt(
  delivery: Delivery,
  attempt: Attempt,
  {
    maxAttempts,
    nextAttemptAt,
    verdict,
  }: { maxAttempts: number; nextAttemptAt: Date; verdict?: PolicyVerdict },
): Delivery {
  const { nextAttemptAt: _, ...before } = delivery
  const after = { ...before, verdict, attempts: [...delivery.attempts, attempt] }
  if (attempt.outcome === 'sent') return { ...after, status: 'sent' }
  return delivery.kind === 'test' || after.attempts.length >= maxAttempts
    ? { ...after, status: 'failed' }
    : { ...after, status: 'pending', nextAttemptAt }
}

/** Where a delivery stands in line: whatever goes to the same place by the same road. */
export const queueKey = ({ account, transport, destination }: Delivery): string =>
  `${account} ${transport} ${destination}`
