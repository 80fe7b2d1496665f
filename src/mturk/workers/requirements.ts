import type { QualificationValue } from '../../domain/qualification.js'
import { satisfies } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { systemTypesIn } from '../../domain/system-types.js'
import type { Worker } from '../../domain/worker.js'
import type { Context } from '../unit-of-work.js'
import { standingIn, valuesOf } from './standing.js'

/** What a HIT type asks of its workers, as one of them reads it. */
export interface RequirementTold {
  readonly qualificationTypeId: string
  readonly name: string
  /** What must be of it: `is greater than 95`. */
  readonly says: string
  readonly met: boolean
  /** What the worker has of it. */
  readonly yours?: string
  /** Whether workers may ask for it. */
  readonly isRequestable: boolean
}

export const requirementsTold = (
  context: Context,
  worker: Worker,
  requirements: readonly QualificationRequirement[],
): Promise<readonly RequirementTold[]> =>
  Promise.all(
    requirements.map(async (requirement) => {
      const id = requirement.QualificationTypeId
      const value = await standingIn(context, worker, id)
      const type =
        systemTypesIn[context.environment].find((each) => each.id === id) ??
        (await context.store.qualificationTypes.find({ id }))
      return {
        qualificationTypeId: id,
        name: type?.name ?? id,
        says: `${comparators[requirement.Comparator] ?? requirement.Comparator} ${valuesOf(requirement)}`.trim(),
        met: satisfies(requirement, value),
        yours: inText(value),
        isRequestable: type?.status === 'Active' && type.isRequestable,
      }
    }),
  )

const comparators: Readonly<Record<string, string>> = {
  LessThan: 'is less than',
  LessThanOrEqualTo: 'is at most',
  GreaterThan: 'is greater than',
  GreaterThanOrEqualTo: 'is at least',
  EqualTo: 'is',
  NotEqualTo: 'is not',
  Exists: 'has been granted',
  DoesNotExist: 'has not been granted',
  In: 'is one of',
  NotIn: 'is none of',
}

function inText(value: QualificationValue): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'number'
    ? String(value)
    : [value.Country, value.Subdivision].filter(Boolean).join('-')
}
