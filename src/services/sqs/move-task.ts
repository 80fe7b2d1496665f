/** What was moved out of a dead-letter queue, as ListMessageMoveTasks tells it. */
export interface MoveTask {
  readonly SourceArn: string
  readonly DestinationArn?: string
  readonly ApproximateNumberOfMessagesMoved: number
  readonly ApproximateNumberOfMessagesToMove: number
  /** In epoch milliseconds. */
  readonly StartedTimestamp: number
}
