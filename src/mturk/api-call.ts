import type { AppliedFault } from '../faults/rule.js'

/** What became of one call, for whoever watches: the log, the console. */
export interface ApiCall {
  /** One of SQS or SNS is named `sqs:…` or `sns:…`, and reported only when a fault struck it. */
  readonly operation: string
  readonly account: string
  readonly requestId: string
  /** 0 when no answer was given. */
  readonly status: number
  readonly request: string
  readonly response: string
  /** What went wrong on purpose. */
  readonly faults?: readonly AppliedFault[]
  /** What went wrong inside; never sent to the caller. */
  readonly cause?: unknown
}
