/** The kinds of scheduled jobs. */
type ScheduledJobKind = 'expire' | 'abandon' | 'approve' | 'dispose' | 'simulated-worker'

/**
 * A job with a due time: of a HIT (expire, dispose), of an assignment (abandon, approve), or of a
 * simulated worker.
 */
export interface ScheduledJob {
  readonly account: string
  readonly kind: ScheduledJobKind
  /** The ID of the HIT, of the assignment or of the worker. */
  readonly subject: string
  readonly at: Date
}
