import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'

/** A fault injection rule: target, schedule and kind. */
export interface FaultRule {
  readonly id: string
  readonly where: FaultTarget
  readonly when: FaultSchedule
  readonly what: FaultKind
  /** For `error`: the name of an exception, or a TurkErrorCode, which makes it a RequestError. */
  readonly error?: string
  /** For `error`: the message. */
  readonly message?: string
  /** For `error=ParameterValidationError`: the parameter; by default the operation's first one. */
  readonly parameter?: string
  /** For `delay`: its length; for `reorder` and `batch`: how long a delivery waits for others. */
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

/** All given members must match. `operation` targets calls, the next three target deliveries. */
export interface FaultTarget {
  /** `CreateHIT`, `sqs:ReceiveMessage`, `sns:Publish`; `*`, `sqs:*`, `sns:*` for all operations. */
  readonly operation?: string
  /** `*` for all. */
  readonly transport?: NotificationTransport | '*'
  /** An address, a queue's URL or a topic's ARN; `*` matches any text. */
  readonly destination?: string
  readonly eventType?: EventType
  /** Account of the caller or delivery: twelve digits. */
  readonly account?: string
}

/** All given conditions must hold; without any, the rule applies every time. */
export interface FaultSchedule {
  /** From 0 to 1, decided by the seed. */
  readonly probability?: number
  /** Which of the matches, counted from 1. */
  readonly nth?: readonly number[]
  /** Emulator time in ISO 8601; `from` is inclusive, `to` exclusive. */
  readonly window?: { readonly from?: string; readonly to?: string }
  /** `after`: the operation is executed, and the fault is injected into its response. */
  readonly phase?: 'before' | 'after'
}

/** A rule as input: text, or an object with optional members and durations from now. */
export type FaultRuleInput =
  | string
  | (Omit<FaultRule, 'id' | 'where' | 'when'> & {
      readonly id?: string
      readonly where?: FaultTarget
      readonly when?: Omit<FaultSchedule, 'nth'> & { readonly nth?: number | readonly number[] }
    })

/** An injected fault, as it is logged. */
export interface AppliedFault {
  /** ID of the rule. */
  readonly rule: string
  readonly what: FaultKind
  readonly phase?: 'after'
}

export const toAppliedFault = ({ id, what, when }: FaultRule): AppliedFault => ({
  rule: id,
  what,
  ...(when.phase === 'after' && { phase: 'after' }),
})

/** Whether the rule targets calls rather than deliveries. */
export const targetsCalls = ({ where }: Pick<FaultRule, 'where'>): boolean =>
  where.operation !== undefined
