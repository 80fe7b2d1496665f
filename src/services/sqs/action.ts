import type { Input } from './input.js'
import type { Queue } from './queue.js'
import type { Queues } from './queues.js'

/** Who calls, and where. */
export interface Setting {
  readonly queues: Queues
  readonly account: string
  readonly region: string
  readonly now: Date
  /** Aborted when the client has gone. */
  readonly gone: AbortSignal
  readonly urlOf: (queue: Queue) => string
}

export type Action = (input: Input, setting: Setting) => object | Promise<object>

/** A call as either protocol has it. */
export interface QueueCall {
  readonly action: string
  readonly input: Input
}
