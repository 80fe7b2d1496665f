import type { AppliedFault } from '../faults/rule.js'

/** One call and its result, for the log of calls. */
export interface ApiCall {
  /** A call of SQS or SNS is named `sqs:…` or `sns:…`, and reported only when a fault was injected. */
  readonly operation: string
  readonly account: string
  readonly requestId: string
  /** 0 when no response was sent. */
  readonly status: number
  /** How long it took, in milliseconds of real time. */
  readonly milliseconds: number
  /** The code of an error response, or `ConnectionDropped`. */
  readonly errorCode?: string
  readonly request: string
  readonly response: string
  /** The faults that were injected. */
  readonly faults?: readonly AppliedFault[]
  /** The internal error behind a failure; never sent to the caller. */
  readonly cause?: unknown
}
