import type { SqsInput } from './parameters.js'
import type { Queue } from './queue.js'
import type { Queues } from './queues.js'

/** The caller of an action, and the queues. */
export interface SqsRequestContext {
  readonly queues: Queues
  readonly account: string
  readonly region: string
  /** The header X-Amzn-Trace-Id. */
  readonly traceHeader: string | undefined
  /** Aborted when the client disconnects. */
  readonly signal: () => AbortSignal
  readonly isConnected: () => boolean
  readonly buildQueueUrl: (queue: Queue) => string
}

export type SqsAction = (input: SqsInput, context: SqsRequestContext) => object | Promise<object>
