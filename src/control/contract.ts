import type { Deadline } from '../domain/deadline.js'
import type { FaultTold } from '../faults/faults.js'
import type { FaultMark, FaultRule, GivenRule } from '../faults/rule.js'
import type { Attempt, Delivery, DeliveryKind, DeliveryStatus } from '../notifications/delivery.js'
import type { EventType } from '../shapes/EventType.js'
import type { NotificationTransport } from '../shapes/NotificationSpecification.js'

/** The control API in types: what MTurk has no API for. Instants are ISO 8601 texts on the wire. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer M)[]
    ? readonly Json<M>[]
    : T extends object
      ? { readonly [K in keyof T]: Json<T[K]> }
      : T

/** `GET /_mturk/info` */
export interface Info {
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
  readonly operations: readonly string[]
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
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** `GET /_mturk/deliveries/wait`: for notifications, unless another kind is given. */
export interface WaitFilter extends DeliveryFilter {
  /** How many there must be; 1 unless said. */
  readonly count?: number
  /** How long to wait, in milliseconds of the wall's clock; 10,000 unless said. */
  readonly timeout?: number
}

export interface WaitAnswer {
  /** Whether as many as asked for were there in time. */
  readonly complete: boolean
  readonly deliveries: readonly Delivery[]
}

/** `GET /_mturk/stream`: one server-sent event each, its name the `type`. */
export type Happening =
  | { readonly type: 'delivery'; readonly delivery: Delivery }
  | {
      readonly type: 'mail'
      readonly mail: { readonly id: string; readonly to: readonly string[] }
    }
  | { readonly type: 'call'; readonly call: Call }
  | { readonly type: 'queue-message'; readonly queue: string; readonly messageId: string }
  | { readonly type: 'topic-message'; readonly topic: string; readonly messageId: string }
  | { readonly type: 'reset'; readonly what: ResetScope }

export interface Call {
  readonly at: Date
  readonly operation: string
  readonly account: string
  readonly requestId: string
  /** 0 when none was given: a fault cut the connection. */
  readonly status: number
  readonly request: string
  readonly response: string
  /** What went wrong on purpose. */
  readonly faults?: readonly FaultMark[]
}

/**
 * `GET /_mturk/faults`; `PUT` takes the same, with as little said of each rule as one likes; `POST`
 * adds one rule, `DELETE /_mturk/faults/{id}` takes one away, `DELETE /_mturk/faults` all.
 */
export interface FaultsTold {
  /** The same seed, rule and count give the same luck. */
  readonly seed: string
  readonly rules: readonly FaultTold[]
}

export interface FaultsGiven {
  readonly seed?: string
  readonly rules: readonly GivenRule[]
}

/** `GET /_mturk/clock`, and what moving it answers. */
export interface ClockTold {
  readonly now: Date
  readonly state: 'frozen' | 'running'
  /** What falls due next, first things first. */
  readonly next: readonly Deadline[]
}

/** `POST /_mturk/reset`: the messages that arrived, or the whole world. */
export type ResetScope = 'messages' | 'all'

export type { Attempt, Delivery, DeliveryStatus, FaultMark, FaultRule, FaultTold, GivenRule }
