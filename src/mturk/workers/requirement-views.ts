import type { QualificationValue } from '../../domain/qualification.js'
import { satisfiesRequirement } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { loadQualificationValue, formatRequiredValues } from './qualification-values.js'

/** What a HIT type asks of its workers, as one of them reads it. */
export interface RequirementView {
  readonly qualificationTypeId: string
  readonly name: string
  /** What must be of it: `is greater than 95`. */
  readonly description: string
  readonly met: boolean
  /** What the worker has of it. */
  readonly workerValue?: string
  /** Whether workers may ask for it. */
  readonly isRequestable: boolean
}

export const viewRequirements = (
  context: UnitOfWork,
  worker: WorkerRecord,
  requirements: readonly QualificationRequirement[],
): Promise<readonly RequirementView[]> =>
  Promise.all(
    requirements.map(async (requirement) => {
      const id = requirement.QualificationTypeId
      const value = await loadQualificationValue(context, worker, id)
      const type =
        systemTypesByEnvironment[context.environment].find((each) => each.id === id) ??
        (await context.store.qualificationTypes.find({ id }))
      return {
        qualificationTypeId: id,
        name: type?.name ?? id,
        description:
          `${comparators[requirement.Comparator] ?? requirement.Comparator} ${formatRequiredValues(requirement)}`.trim(),
        met: satisfiesRequirement(requirement, value),
        workerValue: formatValue(value),
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

function formatValue(value: QualificationValue): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'number'
    ? String(value)
    : [value.Country, value.Subdivision].filter(Boolean).join('-')
}
