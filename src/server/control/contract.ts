import type { RetainedKind } from '../../core/retention.js'
import type {
  FormContent,
  FormQuestion,
  QuestionForm,
  TextAnswer,
} from '../../domain/questions/form.js'
import type { QuestionView } from '../../domain/questions/question-view.js'
import type { ScheduledJob } from '../../domain/scheduled-job.js'
import type { EventType } from '../../domain/shapes/EventType.js'
import type { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'
import type { CrowdSettings, SimulatedWorker } from '../../domain/simulated-crowd.js'
import type { FaultRuleView } from '../../faults/faults.js'
import type { FaultPhases } from '../../faults/kinds.js'
import type { AppliedFault, FaultRule, FaultRuleInput } from '../../faults/rule.js'
import type { ApiCall } from '../../mturk/api-call.js'
import type { ChangeEvent } from '../../mturk/change-events.js'
import type { CrowdInput } from '../../mturk/simulation/crowd-schema.js'
import type { CrowdView } from '../../mturk/simulation/crowd-view.js'
import type { SimulatedWorkerPage as CrowdWorkerPage } from '../../mturk/simulation/crowds.js'
import type { WorkerAssignment, WorkerSummary } from '../../mturk/workers/assignments.js'
import type { HitPreview, HitSummary } from '../../mturk/workers/browse.js'
import type { AvailableGroup } from '../../mturk/workers/groups.js'
import type { WorkerQualificationView } from '../../mturk/workers/qualifications.js'
import type { StartedTest } from '../../mturk/workers/request-qualification.js'
import type { RequirementView } from '../../mturk/workers/requirement-views.js'
import type {
  Attempt,
  Delivery,
  DeliveryKind,
  DeliveryStatus,
} from '../../notifications/delivery.js'
import type { Mail, ReceivedMail } from '../../services/smtp/mailbox.js'
import type { SnsSubscription } from '../../services/sns/subscription.js'
import type { PublishedMessage } from '../../services/sns/topic.js'
import type { MessageAttributes } from '../../services/sqs/message-attributes.js'

/** The control API in types: what MTurk has no API for. Instants are ISO 8601 texts on the wire. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer M)[]
    ? readonly Json<M>[]
    : T extends object
      ? { readonly [K in keyof T]: Json<T[K]> }
      : T

/** `GET /_mturk/info` */
export interface InfoView {
  readonly version: string
  readonly endpoint: string
  readonly smtp: string
  readonly environment: 'sandbox' | 'production'
  readonly account: string
  readonly customerId: string
  /** What the world's clock shows. */
  readonly now: Date
  readonly clock: 'running' | 'frozen'
  readonly ready: boolean
  readonly destinations: {
    readonly email: string
    readonly sqs: string
    readonly sns: string
  }
  /** What this process has let go since it began, because there was too much or it was too old. */
  readonly evicted: Readonly<Record<RetainedKind, number>>
  readonly operations: readonly string[]
  readonly eventTypes: readonly EventType[]
  /** What can go wrong on demand with a call and with a delivery, and when in the course of it. */
  readonly faultKinds: FaultPhases
}

/** How every list is read: newest first, page by page. */
export interface PageRequest {
  readonly limit?: number
  /** The `next` or the `start` of another page. */
  readonly after?: number
  /** So many of those that follow are left out. */
  readonly offset?: number
  /** Whether to count them all. */
  readonly total?: boolean
}

export interface PageInfo {
  /** Give it as `after` for the page that follows. */
  readonly next?: number
  /** Give it as `after`, with `skip`, to read on in the list as it was now. */
  readonly cursor?: number
  /** How many there are in all, those before `after` left out; counted only when asked. */
  readonly total?: number
}

/** `GET /_mturk/deliveries`, newest first. */
export interface DeliveryFilter {
  readonly account?: string
  readonly transport?: NotificationTransport
  readonly destination?: string
  readonly status?: DeliveryStatus
  readonly eventType?: EventType
  /** A notification is whatever is no message to a worker. */
  readonly kind?: DeliveryKind | 'notification'
  /** A text anywhere in it, whatever its case: an ID, a part of the document or of an answer. */
  readonly text?: string
}

export interface DeliveryPage extends PageInfo {
  readonly deliveries: readonly Delivery[]
}

/** `GET /_mturk/deliveries/wait`: for notifications, unless another kind is given. */
export interface WaitFilter extends DeliveryFilter {
  /** How many there must be; 1 unless said. */
  readonly count?: number
  /** How long to wait, in milliseconds of the wall's clock; 10,000 unless said. */
  readonly timeout?: number
}

export interface WaitResult {
  /** Whether as many as asked for were there in time. */
  readonly complete: boolean
  readonly deliveries: readonly Delivery[]
}

/** `GET /_mturk/stream`: one server-sent event each, its name the `type`. */
export type LiveEvent =
  | { readonly type: 'delivery'; readonly delivery: Delivery }
  | {
      readonly type: 'mail'
      readonly mail: { readonly id: string; readonly to: readonly string[] }
    }
  | { readonly type: 'call'; readonly call: CallView }
  | { readonly type: 'queue-message'; readonly queue: string; readonly messageId: string }
  | { readonly type: 'topic-message'; readonly topic: string; readonly messageId: string }
  /** Its messages were received, deleted or put back; or it was made, removed or purged. */
  | { readonly type: 'queue'; readonly queue: string }
  /** It was made or removed, its subscriptions changed, or it passed a message on. */
  | { readonly type: 'topic'; readonly topic: string }
  | ChangeEvent
  /** The clock was moved, stopped or started. */
  | { readonly type: 'clock' }
  /** Fault rules, or their counts, changed. */
  | { readonly type: 'fault' }
  | { readonly type: 'reset'; readonly scope: ResetScope }

/** One call of the requester's API: the bodies as they came and went. */
export interface CallView extends Omit<ApiCall, 'cause'> {
  readonly at: Date
}

/**
 * `GET /_mturk/faults`; `PUT` takes the same, with as little said of each rule as one likes; `POST`
 * adds one rule, `DELETE /_mturk/faults/{id}` takes one away, `DELETE /_mturk/faults` all.
 */
export interface FaultsView {
  /** The same seed, rule and count give the same luck. */
  readonly seed: string
  readonly rules: readonly FaultRuleView[]
}

export interface FaultsInput {
  readonly seed?: string
  readonly rules: readonly FaultRuleInput[]
}

/** `GET /_mturk/calls`: the latest ones only. */
export interface CallFilter {
  readonly account?: string
  readonly operation?: string
  readonly outcome?: 'answered' | 'refused'
  /** A text anywhere in it, whatever its case. */
  readonly text?: string
}

export interface CallPage extends PageInfo {
  /** Without the bodies, which may be long: `GET /_mturk/calls/{requestId}` has them. */
  readonly calls: readonly Omit<CallView, 'request' | 'response'>[]
}

/** `POST /_mturk/calls`: a call on an account's behalf, without a signature. */
export interface CallRequest {
  readonly operation: string
  /** As Amazon's API takes it. */
  readonly input: object
  readonly account?: string
}

/** `GET /_mturk/mailbox`, newest first; `GET /_mturk/mailbox/{id}` is a `Mail`. */
export interface MailView extends Omit<ReceivedMail, 'source'> {
  readonly subject: string
  /** In bytes. */
  readonly size: number
}

/** `GET /_mturk/queues` */
export interface QueueView {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly arn: string
  readonly attributes: Readonly<Record<string, string>>
  readonly counts: { readonly ready: number; readonly inFlight: number; readonly delayed: number }
  readonly messages: readonly QueueMessageView[]
}

export interface QueueMessageView {
  readonly messageId: string
  readonly state: string
  readonly body: string
  /** As SQS writes them, all of them texts. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly messageAttributes: MessageAttributes
}

/** `GET /_mturk/topics` */
export interface TopicView {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly arn: string
  readonly attributes: Readonly<Record<string, string>>
  readonly subscriptions: readonly Omit<SnsSubscription, 'filter'>[]
  /** What was published lately, oldest first. */
  readonly messages: readonly PublishedMessage[]
}

/** `GET /_mturk/clock`, and what moving it answers. */
export interface ClockView {
  readonly now: Date
  readonly state: 'frozen' | 'running'
  /** What falls due next, first things first. */
  readonly upcomingJobs: readonly ScheduledJob[]
}

/** `GET /_mturk/workers/{id}` */
export interface WorkerView extends WorkerSummary {
  readonly clock: ClockView['state']
  /** Whether whoever asks may say what the worker is: those who were let in to work may not. */
  readonly isEditable: boolean
}

/** `GET /_mturk/crowds`; `GET /_mturk/crowds/{name}`, `PUT`, `…/stop` and `…/start` answer one. */
export interface CrowdListView {
  readonly crowds: readonly CrowdView[]
}

/** `POST /_mturk/reset`: the messages that arrived, or the whole world. */
export type ResetScope = 'messages' | 'all'

export type {
  AppliedFault,
  Attempt,
  AvailableGroup,
  CrowdInput,
  CrowdSettings,
  CrowdView,
  CrowdWorkerPage,
  Delivery,
  DeliveryStatus,
  FaultRule,
  FaultRuleInput,
  FaultRuleView,
  FormContent,
  FormQuestion,
  HitPreview,
  HitSummary,
  Mail,
  QuestionForm,
  QuestionView,
  RequirementView,
  SimulatedWorker,
  StartedTest,
  TextAnswer,
  WorkerAssignment,
  WorkerQualificationView,
}
