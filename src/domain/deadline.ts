/** What time brings by itself. */
export type DeadlineKind = 'expire' | 'abandon' | 'approve' | 'dispose' | 'turn'

/**
 * Something that falls due: of a HIT (expire, dispose), of an assignment (abandon, approve), or the
 * turn of a simulated worker.
 */
export interface Deadline {
  readonly account: string
  readonly kind: DeadlineKind
  /** The ID of the HIT, of the assignment or of the worker. */
  readonly subject: string
  readonly at: Date
}
