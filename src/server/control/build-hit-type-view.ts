import type { HitTypeRecord } from '../../domain/hit-type.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import type { Transaction } from '../../store/store.js'

/** A HIT type with the names of its qualification types and its notification settings. */
export async function buildHitTypeView(
  { environment }: Marketplace,
  tx: Transaction,
  { fingerprint, qualificationRequirements, ...type }: HitTypeRecord,
) {
  const { account, id: hitTypeId } = type
  const requirements = []
  for (const requirement of qualificationRequirements) {
    const id = requirement.QualificationTypeId
    const qualificationType =
      systemTypesByEnvironment[environment].find((candidate) => candidate.id === id) ??
      (await tx.qualificationTypes.find({ id }))
    requirements.push({ ...requirement, name: qualificationType?.name })
  }
  return {
    ...type,
    qualificationRequirements: requirements,
    notification: await tx.subscriptions.find({ account, hitTypeId }),
    hitCount: await tx.hits.count({ account, hitTypeId }),
  }
}
