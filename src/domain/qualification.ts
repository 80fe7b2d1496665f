import type { QualificationRequirement } from './shapes/QualificationRequirement.js'
import { systemTypeIds } from './system-types.js'

/** A qualification that workers can have. */
export interface QualificationTypeRecord {
  readonly account: string
  readonly id: string
  readonly createdAt: Date
  readonly name: string
  readonly keywords?: string
  readonly description: string
  readonly status: 'Active' | 'Inactive' | 'Disposing'
  readonly test?: string
  readonly testDurationInSeconds?: number
  readonly answerKey?: string
  readonly retryDelayInSeconds?: number
  readonly isRequestable: boolean
  readonly autoGranted: boolean
  readonly autoGrantedValue?: number
}

/** A qualification that a worker has or had. */
export interface QualificationRecord {
  readonly qualificationTypeId: string
  readonly workerId: string
  readonly grantTime: Date
  readonly integerValue: number
  readonly status: 'Granted' | 'Revoked'
}

/** A worker's request for a qualification. */
export interface QualificationRequestRecord {
  readonly account: string
  readonly id: string
  readonly qualificationTypeId: string
  readonly workerId: string
  /** When it was requested; for a test in progress, when it was started. */
  readonly submitTime: Date
  readonly answer?: string
  readonly status: 'Testing' | 'Pending' | 'Granted' | 'Rejected'
}

/** A worker's value of one type: a number, a locale, or nothing. */
export type QualificationValue =
  | number
  | { readonly Country: string; readonly Subdivision?: string }
  | undefined

/** Whether a worker's value meets a requirement. */
export function satisfiesRequirement(
  requirement: QualificationRequirement,
  value: QualificationValue,
): boolean {
  const { Comparator, IntegerValues = [], LocaleValues = [] } = requirement
  if (Comparator === 'Exists') return value !== undefined
  if (Comparator === 'DoesNotExist') return value === undefined
  // A worker whose place is not known is in none of the places that are excluded.
  if (value === undefined)
    return (
      requirement.QualificationTypeId === systemTypeIds.locale &&
      (Comparator === 'NotEqualTo' || Comparator === 'NotIn')
    )
  if (typeof value === 'object') {
    const isListed = LocaleValues.some(
      ({ Country, Subdivision }) =>
        Country === value.Country &&
        (Subdivision === undefined || Subdivision === value.Subdivision),
    )
    return Comparator === 'NotEqualTo' || Comparator === 'NotIn' ? !isListed : isListed
  }
  const [threshold = Number.NaN] = IntegerValues
  switch (Comparator) {
    case 'LessThan':
      return value < threshold
    case 'LessThanOrEqualTo':
      return value <= threshold
    case 'GreaterThan':
      return value > threshold
    case 'GreaterThanOrEqualTo':
      return value >= threshold
    case 'EqualTo':
    case 'In':
      return IntegerValues.includes(value)
    case 'NotEqualTo':
    case 'NotIn':
      return !IntegerValues.includes(value)
  }
}

/** The percentage of approved work; 100 until a hundred assignments were submitted. */
export const computePercentApproved = (
  approved: number,
  rejected: number,
  submitted: number,
): number =>
  submitted < 100 || approved + rejected === 0
    ? 100
    : Math.floor((approved / (approved + rejected)) * 100)
