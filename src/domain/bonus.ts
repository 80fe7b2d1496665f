/** A payment to a worker besides the reward. */
export interface BonusPaymentRecord {
  readonly account: string
  readonly id: string
  readonly workerId: string
  readonly hitId: string
  readonly assignmentId: string
  readonly amount: string
  readonly reason: string
  readonly grantTime: Date
}
