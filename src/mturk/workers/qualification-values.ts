import {
  computePercentApproved,
  type QualificationValue,
  satisfiesRequirement,
} from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { systemTypeIds } from '../../domain/system-types.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { ReadContext } from '../read-context.js'

type QualificationContext = Pick<ReadContext, 'store' | 'environment'>

/** The requirements that a worker does not meet. */
export async function findUnmetRequirements(
  context: QualificationContext,
  worker: WorkerRecord,
  requirements: readonly QualificationRequirement[],
): Promise<readonly QualificationRequirement[]> {
  const unmetRequirements: QualificationRequirement[] = []
  for (const requirement of requirements) {
    const value = await loadQualificationValue(context, worker, requirement.QualificationTypeId)
    if (!satisfiesRequirement(requirement, value)) unmetRequirements.push(requirement)
  }
  return unmetRequirements
}

/** A worker's value: computed from history for system types, granted for the others. */
export async function loadQualificationValue(
  { store, environment }: QualificationContext,
  worker: WorkerRecord,
  qualificationTypeId: string,
): Promise<QualificationValue> {
  const countAssignments = (status: readonly string[]) =>
    store.assignments.count({ workerId: worker.id, status })
  const { approved = 0, rejected = 0, submitted = approved + rejected } = worker.history ?? {}
  switch (qualificationTypeId) {
    case systemTypeIds.locale:
      return worker.locale
    case systemTypeIds.adult:
      return worker.adult ? 1 : 0
    case systemTypeIds.mastersInSandbox:
      return worker.master && environment === 'sandbox' ? 1 : undefined
    case systemTypeIds.mastersInProduction:
      return worker.master && environment === 'production' ? 1 : undefined
    case systemTypeIds.numberApproved:
      return approved + (await countAssignments(['Approved']))
    case systemTypeIds.percentApproved:
      return computePercentApproved(
        approved + (await countAssignments(['Approved'])),
        rejected + (await countAssignments(['Rejected'])),
        submitted + (await countAssignments(['Submitted', 'Approved', 'Rejected'])),
      )
  }
  const qualification = await store.qualifications.find({
    qualificationTypeId,
    workerId: worker.id,
  })
  return qualification?.status === 'Granted' ? qualification.integerValue : undefined
}

/** A requirement as text for workers. */
export const describeRequirement = (requirement: QualificationRequirement): string =>
  `${requirement.QualificationTypeId} ${requirement.Comparator} ${formatRequiredValues(requirement)}`.trim()

/** The values that a requirement compares with. */
export const formatRequiredValues = ({
  IntegerValues = [],
  LocaleValues = [],
}: QualificationRequirement) =>
  [
    ...IntegerValues,
    ...LocaleValues.map(({ Country, Subdivision }) =>
      [Country, Subdivision].filter(Boolean).join('-'),
    ),
  ].join(', ')
