import type { Clock } from '../core/clock.js'
import type { Random } from '../core/random.js'
import type { Timer } from '../core/timer.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { FaultInjector } from '../faults/faults.js'
import type { PolicyVerdict } from './access-policy.js'
import type { Delivery, DeliveryLog } from './delivery.js'
import type { TransportRouter } from './transports/transport.js'

export interface DispatcherOptions {
  readonly log: DeliveryLog
  /** The ID of this process among those that share the log. */
  readonly owner: string
  readonly routers: Readonly<Record<NotificationTransport, TransportRouter>>
  /** What the real service would make of a queue's or topic's policy; `undefined` when not evaluated. */
  readonly evaluatePolicy: (
    delivery: Delivery,
    signal: AbortSignal,
  ) => Promise<PolicyVerdict | undefined>
  /** Whether to refuse what the policy refuses. */
  readonly enforcePolicy: boolean
  /**
   * Whether transactions deliver into built-in queues and topics themselves; not where one may run
   * twice.
   */
  readonly deliversDirectly?: boolean
  /** Real time, whatever the marketplace's clock shows. */
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  /** Attempts of one delivery before it fails. */
  readonly maxAttempts: number
  /** Milliseconds that one attempt may take. */
  readonly timeout: number
  /** Milliseconds before the second attempt; doubled with each further one. */
  readonly initialBackoff: number
  readonly maxBackoff: number
  /** None are injected when it is left out. */
  readonly faults?: FaultInjector
  /** Called with internal errors, such as those of the log. */
  readonly report: (error: unknown) => void
}
