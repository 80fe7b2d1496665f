import type { QualificationValue } from '../../domain/qualification.js'
import { satisfiesRequirement } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { ReadContext } from '../read-context.js'
import { formatRequiredValues, loadQualificationValue } from './qualification-values.js'

/** A requirement of a HIT type, as a worker sees it. */
export interface RequirementView {
  readonly qualificationTypeId: string
  readonly name: string
  /** Such as `is greater than 95`. */
  readonly description: string
  readonly met: boolean
  readonly workerValue?: string
  readonly isRequestable: boolean
}

export const viewRequirements = (
  context: ReadContext,
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
