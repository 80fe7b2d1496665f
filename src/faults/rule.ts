import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'

/** One thing that is to go wrong: where, when, and what. */
export interface FaultRule {
  readonly id: string
  readonly where: FaultTarget
  readonly when: FaultSchedule
  readonly what: FaultKind
  /** Of an `error`: the name of an exception, or a TurkErrorCode, which makes it a RequestError. */
  readonly error?: string
  /** Of an `error`: its text. */
  readonly message?: string
  /** Of a `delay`, how long; of `reorder` and `batch`, how long a document waits for others. */
  readonly milliseconds?: number
}

export const faultKinds = [
  'error',
  'throttle',
  'delay',
  'drop',
  'duplicate',
  'reorder',
  'batch',
  'hang',
  'disconnect',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** What is named must fit. `operation` is about calls, the next three are about deliveries. */
export interface FaultTarget {
  /** `CreateHIT`, `sqs:ReceiveMessage`, `sns:Publish`; `*`, `sqs:*`, `sns:*` for every one. */
  readonly operation?: string
  /** `*` for every one. */
  readonly transport?: NotificationTransport | '*'
  /** An address, a queue's URL, a topic's ARN; a `*` in it stands for any text. */
  readonly destination?: string
  readonly eventType?: EventType
  /** Whose calls or deliveries: twelve digits. */
  readonly account?: string
}

/** All that is given must hold; a rule that says nothing of it strikes every time. */
export interface FaultSchedule {
  /** From 0 to 1, by the seed. */
  readonly probability?: number
  /** Which of what fits, counted from 1. */
  readonly nth?: readonly number[]
  /** By the world's clock, in ISO 8601; from the first instant on and before the second. */
  readonly window?: { readonly from?: string; readonly to?: string }
  /** `after`: all is done, and only then it goes wrong, so that whoever asked does not learn of it. */
  readonly phase?: 'before' | 'after'
}

/** A rule as somebody gives it: in words, or with less said and times as durations from now. */
export type FaultRuleInput =
  | string
  | (Omit<FaultRule, 'id' | 'where' | 'when'> & {
      readonly id?: string
      readonly where?: FaultTarget
      readonly when?: Omit<FaultSchedule, 'nth'> & { readonly nth?: number | readonly number[] }
    })

/** A fault that struck, as logs tell it. */
export interface AppliedFault {
  /** The rule's ID. */
  readonly rule: string
  readonly what: FaultKind
  readonly phase?: 'after'
}

export const toAppliedFault = ({ id, what, when }: FaultRule): AppliedFault => ({
  rule: id,
  what,
  ...(when.phase === 'after' && { phase: 'after' }),
})

/** Whether it is about calls; else it is about deliveries. */
export const targetsCalls = ({ where }: Pick<FaultRule, 'where'>): boolean =>
  where.operation !== undefined
