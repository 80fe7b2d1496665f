import { insufficientFunds } from './errors.js'
import { countAvailable, type HitRecord } from './hit.js'
import type { HitTypeRecord } from './hit-type.js'
import { systemTypeIds } from './system-types.js'

/** What a requester can still spend, in cents of a dollar. */
export interface AccountBalance {
  readonly account: string
  readonly available: number
}

/** A fifth of what a worker gets, and as much again for a HIT of ten assignments or more. */
const baseFeeRate = 0.2
const surchargeThreshold = 10
/** For HITs that only Masters may do. */
const mastersFeeRate = 0.05
/** In cents: the least fee of one assignment or bonus. */
const minFeeCents = 1

export const toCents = (amount: string): number => Math.round(Number(amount) * 100)

export const fromCents = (cents: number): string => (cents / 100).toFixed(2)

const addFee = (cents: number, rate: number): number =>
  cents === 0 ? 0 : cents + Math.max(minFeeCents, Math.round(cents * rate))

/** What one assignment of a HIT costs when it is approved, in cents. */
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

/** How many assignments of a HIT may still have to be paid: their cost is held. */
export function countOpenAssignments(hit: HitRecord): number {
  if (hit.status === 'Disposed') return 0
  return (hit.expired ? 0 : countAvailable(hit)) + hit.pending + hit.submitted
}

/**
 * Takes cents from what is available, or gives them back when there are fewer than none.
 *
 * @throws RequestError when there are not so many
 */
export function spend(account: AccountBalance, cents: number): AccountBalance {
  if (cents > account.available) throw insufficientFunds()
  return { ...account, available: account.available - cents }
}
