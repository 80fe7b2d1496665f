/** What time brings by itself. */
export type ScheduledJobKind = 'expire' | 'abandon' | 'approve' | 'dispose' | 'simulated-worker'

/**
 * Something that falls due: of a HIT (expire, dispose), of an assignment (abandon, approve), or the
 * turn of a simulated worker.
 */
export interface ScheduledJob {
  readonly account: string
  readonly kind: ScheduledJobKind
  /** The ID of the HIT, of the assignment or of the worker. */
  readonly subject: string
  readonly at: Date
}
