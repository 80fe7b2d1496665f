/** What time brings by itself. */
export type DeadlineKind = 'expire' | 'abandon' | 'approve' | 'dispose'

/** Something that falls due: of a HIT (expire, dispose) or of an assignment (abandon, approve). */
export interface Deadline {
  readonly account: string
  readonly kind: DeadlineKind
  /** The ID of the HIT or of the assignment. */
  readonly subject: string
  readonly at: Date
}
