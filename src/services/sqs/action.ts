import type { SqsInput } from './parameters.js'
import type { Queue } from './queue.js'
import type { Queues } from './queues.js'

/** Who calls, and where. */
export interface SqsRequestContext {
  readonly queues: Queues
  readonly account: string
  readonly region: string
  readonly now: Date
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal
  readonly buildQueueUrl: (queue: Queue) => string
}

export type SqsAction = (input: SqsInput, context: SqsRequestContext) => object | Promise<object>

/** A call as either protocol has it. */
export interface SqsCall {
  readonly action: string
  readonly input: SqsInput
}
