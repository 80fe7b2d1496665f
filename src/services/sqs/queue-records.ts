import type { Records } from '../../core/records.js'
import type { QueueAttributes } from './attributes.js'
import type { DeduplicationEntry } from './deduplication.js'
import type { SqsMessage } from './message.js'
import type { MoveTask } from './move-task.js'
import type { QueueDeletion } from './queue-deletions.js'

export interface QueueName {
  readonly account: string
  readonly region: string
  readonly name: string
}

/** A queue as it is kept on disk, without its messages. */
export interface QueueRecord {
  readonly arn: string
  readonly id: QueueName
  readonly attributes: QueueAttributes
  readonly tags: readonly (readonly [name: string, value: string])[]
  readonly createdAt: Date
  readonly modifiedAt: Date
  readonly purgedAt?: Date
  readonly moveTasks: readonly MoveTask[]
  readonly replacedScope?: {
    readonly scope: string | undefined
    /** In epoch milliseconds. */
    readonly until: number
  }
  /** No message has a higher position. */
  readonly reservedPosition: number
}

/** The queues on disk. The owner of a message and of a deduplication entry is the queue’s ARN. */
export interface QueueRecords {
  readonly queues: Records<QueueRecord>
  readonly queueMessages: Records<SqsMessage>
  readonly queueDeduplication: Records<DeduplicationEntry>
  readonly queueDeletions: Records<QueueDeletion>
}
