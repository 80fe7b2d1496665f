import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { WorldClock } from '../../core/clock.js'
import type { IdleOptions, IdleResult } from '../../core/idle.js'
import type { Limiter } from '../../core/limiter.js'
import type { Random } from '../../core/random.js'
import type { FaultInjector } from '../../faults/faults.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import type { ClockAdvances } from '../../mturk/scheduler/clock-advances.js'
import type { Crowds } from '../../mturk/simulation/crowds.js'
import type { Mailbox } from '../../services/smtp/mailbox.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import type { RunCall } from '../aws-handler.js'
import type { AccessControl } from '../security/access-control.js'
import type { ProxyRegistration } from '../security/proxy-registry.js'
import type { BatchPreviews } from './batches/batch-previews.js'
import type { CallLog } from './call-log.js'
import type { ConsumerChecks } from './consumer-check/consumer-checks.js'
import type { DeliveryQueryDependencies } from './delivery-query.js'
import type { ReceiverInspector } from './inspect-receivers.js'
import type { LiveFeed } from './live-feed.js'
import type { MailInspector } from './mail-inspector.js'
import type { EmulatorInfo, ResetScope } from './schemas/emulator.js'

/** What pages and the control API work with. */
export interface ControlAppDependencies extends DeliveryQueryDependencies {
  readonly marketplace: Marketplace
  readonly clock: WorldClock
  /** To be called when the clock was moved, stopped or started. */
  readonly clockChanged: () => Promise<void>
  /** The advances of the clock in this process. */
  readonly advances: ClockAdvances
  /** Stops the advances of the clock in every process. */
  readonly stopAdvances: () => Promise<void>
  readonly crowds: Crowds
  readonly faults: FaultInjector
  readonly calls: CallLog
  readonly runCall: RunCall
  /** The checks of consumers, loaded with the first one. */
  readonly loadChecks: () => Promise<ConsumerChecks>
  /** Pages of rows of batches that are not created yet. */
  readonly batchPreviews: BatchPreviews
  readonly random: Random
  readonly region: string
  readonly receivers: ReceiverInspector
  readonly mailbox: Mailbox
  readonly mails: MailInspector
  readonly queues: Queues
  readonly topics: Topics
  readonly feed: LiveFeed
  readonly info: () => EmulatorInfo
  readonly waitUntilIdle: (options?: IdleOptions) => Promise<IdleResult>
  readonly reset: (scope: ResetScope) => Promise<void>
  /** Answers a request to stop, and stops the emulator, with which the response ends. */
  readonly stop: (response: ServerResponse, body: object) => void
  /** Resolves when what changed in the built-in receivers is on disk, if it is kept there. */
  readonly committed?: () => Promise<void> | undefined
  /** For Prometheus. */
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly body: string }>
  /** The present world as an init file. */
  readonly exportWorld: () => Promise<object>
  /** The largest file that a worker may upload, in bytes. */
  readonly maxUploadBytes: number
  /** Limits how many requests wait at the same time. */
  readonly limiter: Limiter
  /** Whether a request came through a proxy of `exec`. */
  readonly isProxied: (headers: IncomingHttpHeaders) => boolean
  /** Registers a proxy with every process. */
  readonly registerProxy: (registration: ProxyRegistration) => Promise<void>
  /** Host names under which the control API answers, besides loopback names. */
  readonly controlHosts: readonly string[]
  /** Without it every request is allowed. */
  readonly accessControl: AccessControl | undefined
  /** Called with each unexpected error. */
  readonly report: (error: unknown) => void
}
