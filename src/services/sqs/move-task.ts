/** A completed move task, as in ListMessageMoveTasks. */
export interface MoveTask {
  readonly taskId: string
  readonly SourceArn: string
  readonly DestinationArn?: string
  readonly ApproximateNumberOfMessagesMoved: number
  readonly ApproximateNumberOfMessagesToMove: number
  /** In epoch milliseconds. */
  readonly StartedTimestamp: number
}
