import { percentApproved, type QualificationValue, satisfies } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { systemTypes } from '../../domain/system-types.js'
import type { Worker } from '../../domain/worker.js'
import type { Context } from '../unit-of-work.js'

type Here = Pick<Context, 'store' | 'environment'>

/** The requirements that keep a worker from something; none when the worker may. */
export async function unmet(
  here: Here,
  worker: Worker,
  requirements: readonly QualificationRequirement[],
): Promise<readonly QualificationRequirement[]> {
  const missing: QualificationRequirement[] = []
  for (const requirement of requirements) {
    const value = await standingIn(here, worker, requirement.QualificationTypeId)
    if (!satisfies(requirement, value)) missing.push(requirement)
  }
  return missing
}

/** What a worker has: computed from history for the service's own types, granted for the others. */
export async function standingIn(
  { store, environment }: Here,
  worker: Worker,
  qualificationTypeId: string,
): Promise<QualificationValue> {
  const count = (status: readonly string[]) =>
    store.assignments.count({ workerId: worker.id, status })
  switch (qualificationTypeId) {
    case systemTypes.locale:
      return worker.locale
    case systemTypes.adult:
      return worker.adult ? 1 : 0
    case systemTypes.mastersInSandbox:
      return worker.master && environment === 'sandbox' ? 1 : undefined
    case systemTypes.mastersInProduction:
      return worker.master && environment === 'production' ? 1 : undefined
    case systemTypes.numberApproved:
      return count(['Approved'])
    case systemTypes.percentApproved:
      return percentApproved(
        await count(['Approved']),
        await count(['Rejected']),
        await count(['Submitted', 'Approved', 'Rejected']),
      )
  }
  const held = await store.qualifications.find({ qualificationTypeId, workerId: worker.id })
  return held?.status === 'Granted' ? held.integerValue : undefined
}

/** A requirement in words a worker can read. */
export const inWords = (requirement: QualificationRequirement): string =>
  `${requirement.QualificationTypeId} ${requirement.Comparator} ${valuesOf(requirement)}`.trim()

/** What a requirement compares with. */
export const valuesOf = ({ IntegerValues = [], LocaleValues = [] }: QualificationRequirement) =>
  [
    ...IntegerValues,
    ...LocaleValues.map(({ Country, Subdivision }) =>
      [Country, Subdivision].filter(Boolean).join('-'),
    ),
  ].join(', ')
