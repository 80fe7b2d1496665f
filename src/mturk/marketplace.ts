import type { Clock } from '../core/clock.js'
import type { Logger } from '../core/logger.js'
import type { Random } from '../core/random.js'
import type { Quirk } from '../domain/quirks.js'
import type { ScheduledJob } from '../domain/scheduled-job.js'
import type { FaultInjector } from '../faults/faults.js'
import type { FaultRule } from '../faults/rule.js'
import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import type { Store } from '../store/store.js'
import type { ChangePublisher } from './change-events.js'

/** Everything that the operations of one marketplace share. It is built once and never copied. */
export interface Marketplace {
  readonly store: Store
  readonly clock: Clock
  /** Deliveries use real time, whatever the clock shows. */
  readonly realClock: Clock
  readonly random: Random
  readonly dispatcher: DeliveryDispatcher
  readonly changes: ChangePublisher
  /** The requester ID of an account. */
  readonly getCustomerId: (account: string) => string
  /** Called with the earliest new deadline; jobs that are due already run before it resolves. */
  readonly notifyScheduler: (dueAt: Date) => Promise<void>
  /** Runs the next step of a simulated worker. Injected, so that the scheduler need not import it. */
  readonly runSimulatedWorker: (job: ScheduledJob, options: CallOptions) => Promise<void>
  /** Called with how many HITs were just disposed. */
  readonly onHitsDisposed: (count: number) => void
  readonly environment: MTurkEnvironment
  readonly settings: MarketplaceSettings
  readonly faults: FaultInjector
  readonly log: Pick<Logger, 'warn'>
  /** Origin of the URLs in responses. */
  readonly baseUrl: ResolveOrigin
}

/** Which of Amazon's two environments is emulated. */
export type MTurkEnvironment = 'sandbox' | 'production'

export interface MarketplaceSettings {
  /** Whether money runs out: in the sandbox it does not. */
  readonly balance: 'sandbox' | 'enforced'
  /** The balance of a new account, in cents. */
  readonly openingBalance: number
  readonly quirks: ReadonlySet<Quirk>
  /** Milliseconds of the world's clock from a submission to its automatic approval, when that has no delay. */
  readonly autoApprovalGap: number
  /** Milliseconds until changed notification settings take effect. */
  readonly settingsDelay: number
  /** Milliseconds of real time for which a notification waits for more events of its HIT type. */
  readonly batchWindow: number
}

/** What one call brings along for everything that it causes. */
export interface CallOptions {
  /** The source of its IDs; by default the marketplace's. */
  readonly random?: Random
  /** The first ID that it assigns, which seed data gives; by default a random one. */
  readonly firstId?: string
  /** Faults that the request asked for. */
  readonly requestFaults?: readonly FaultRule[]
  /** Called instead of the marketplace's `notifyScheduler`. */
  readonly notifyScheduler?: (dueAt: Date) => Promise<void>
}

/** Who makes a call, and what it brings along. */
export interface Caller extends CallOptions {
  /** Twelve digits. */
  readonly account: string
  readonly requestId?: string
  /** The trace context of the request. */
  readonly traceparent?: string
  /** Scheme and host by which the caller reached the emulator. */
  readonly origin?: string
}
