import { insufficientFunds } from './errors.js'
import { availableOf, type HIT } from './hit.js'
import type { HITType } from './hit-type.js'
import { systemTypes } from './system-types.js'

/** What a requester can still spend, in cents of a dollar. */
export interface Account {
  readonly account: string
  readonly available: number
}

/** A fifth of what a worker gets, and as much again for a HIT of ten assignments or more. */
const fee = 0.2
const manyAssignments = 10
/** For HITs that only Masters may do. */
const mastersFee = 0.05
/** In cents: the least fee of one assignment or bonus. */
const leastFee = 1

export const centsIn = (amount: string): number => Math.round(Number(amount) * 100)

export const inDollars = (cents: number): string => (cents / 100).toFixed(2)

const withFee = (cents: number, rate: number): number =>
  cents === 0 ? 0 : cents + Math.max(leastFee, Math.round(cents * rate))

/** What one assignment of a HIT costs when it is approved, in cents. */
export function costOf(
  { maxAssignments }: HIT,
  { reward, qualificationRequirements }: HITType,
): number {
  const isForMasters = qualificationRequirements.some(
    ({ QualificationTypeId: id }) =>
      id === systemTypes.mastersInSandbox || id === systemTypes.mastersInProduction,
  )
  const rate = fee + (maxAssignments >= manyAssignments ? fee : 0) + (isForMasters ? mastersFee : 0)
  return withFee(centsIn(reward), rate)
}

export const costOfBonus = (amount: string): number => withFee(centsIn(amount), fee)

/** How many assignments of a HIT may still have to be paid: their cost is held. */
export function openAssignments(hit: HIT): number {
  if (hit.status === 'Disposed') return 0
  return (hit.expired ? 0 : availableOf(hit)) + hit.pending + hit.submitted
}

/**
 * Takes cents from what is available, or gives them back when there are fewer than none.
 *
 * @throws RequestError when there are not so many
 */
export function spend(account: Account, cents: number): Account {
  if (cents > account.available) throw insufficientFunds()
  return { ...account, available: account.available - cents }
}
