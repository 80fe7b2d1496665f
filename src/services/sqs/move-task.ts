/** A move task, as in ListMessageMoveTasks. */
export interface MoveTask {
  readonly taskId: string
  readonly Status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  readonly SourceArn: string
  readonly DestinationArn?: string
  readonly MaxNumberOfMessagesPerSecond?: number
  readonly ApproximateNumberOfMessagesMoved: number
  readonly ApproximateNumberOfMessagesToMove: number
  readonly FailureReason?: string
  /** In epoch milliseconds. */
  readonly StartedTimestamp: number
}
