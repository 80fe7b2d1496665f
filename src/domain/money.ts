import { insufficientFunds } from './errors.js'
import { countAvailable, type HitRecord } from './hit.js'
import type { HitTypeRecord } from './hit-type.js'
import { systemTypeIds } from './system-types.js'

/** A requester's available balance, in cents. */
export interface AccountBalance {
  readonly account: string
  readonly available: number
}

/** A fifth of the reward, and another fifth for a HIT of ten assignments or more. */
const baseFeeRate = 0.2
const surchargeThreshold = 10
/** For HITs that require the Masters qualification. */
const mastersFeeRate = 0.05
/** The minimum fee of an assignment or bonus, in cents. */
const minFeeCents = 1

export const toCents = (amount: string): number => Math.round(Number(amount) * 100)

export const fromCents = (cents: number): string => (cents / 100).toFixed(2)

const addFee = (cents: number, rate: number): number =>
  cents === 0 ? 0 : cents + Math.max(minFeeCents, Math.round(cents * rate))

/** The cost of one approved assignment of a HIT, in cents. */
export function computeAssignmentCost(
  { maxAssignments }: HitRecord,
  { reward, qualificationRequirements }: HitTypeRecord,
): number {
  const isForMasters = qualificationRequirements.some(
    ({ QualificationTypeId: id }) =>
      id === systemTypeIds.mastersInSandbox || id === systemTypeIds.mastersInProduction,
  )
  const rate =
    baseFeeRate +
    (maxAssignments >= surchargeThreshold ? baseFeeRate : 0) +
    (isForMasters ? mastersFeeRate : 0)
  return addFee(toCents(reward), rate)
}

export const computeBonusCost = (amount: string): number => addFee(toCents(amount), baseFeeRate)

/** The number of assignments of a HIT that may still have to be paid, whose cost is held. */
export function countOpenAssignments(hit: HitRecord): number {
  if (hit.status === 'Disposed') return 0
  return (hit.expired ? 0 : countAvailable(hit)) + hit.pending + hit.submitted
}

/**
 * Subtracts cents from the available balance; a negative number is a refund.
 *
 * @throws RequestError when the balance is too low
 */
export function spend(account: AccountBalance, cents: number): AccountBalance {
  if (cents > account.available) throw insufficientFunds()
  return { ...account, available: account.available - cents }
}
