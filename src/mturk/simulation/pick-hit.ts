import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { CrowdSettings, RandomFloat } from '../../domain/simulated-crowd.js'
import type { ReadContext } from '../read-context.js'
import { findIneligibilityReasons, heldStatuses } from '../workers/eligibility.js'

export interface HitWithType {
  readonly hit: HitRecord
  readonly hitType: HitTypeRecord
}

/** The number of oldest open HITs among which a worker chooses. */
const maxCandidates = 100

/**
 * One of the oldest HITs that a worker may accept, drawn at random; `undefined` when there is none.
 * HIT types and requesters found to be closed to the worker are not tried again.
 */
export async function pickHit(
  context: ReadContext,
  workerId: string,
  { account, hitTypes }: Pick<CrowdSettings, 'account' | 'hitTypes'>,
  random: RandomFloat,
): Promise<HitWithType | undefined> {
  const { store } = context
  const heldHitIds = await store.assignments.pluck({ workerId, status: heldStatuses }, 'hitId')
  const excluded = { HIT: [...heldHitIds], 'HIT type': [] as string[], requester: [] as string[] }
  for (;;) {
    const candidateIds = await store.hits.pluck(
      {
        status: 'Assignable',
        id: { not: excluded.HIT },
        hitTypeId: { not: excluded['HIT type'] },
        account: account ?? { not: excluded.requester },
      },
      'id',
      maxCandidates,
    )
    if (candidateIds.length === 0) return undefined
    const candidate = await loadHitWithType(
      context,
      String(candidateIds[Math.floor(random() * candidateIds.length)]),
    )
    const { hit, hitType } = candidate
    if (
      hitTypes.length > 0 &&
      !hitTypes.some((one) => one === hitType.id || one === hitType.title)
    ) {
      excluded['HIT type'].push(hitType.id)
      continue
    }
    const requesterContext = context.forAccount(hit.account)
    const reasons = await findIneligibilityReasons(requesterContext, workerId, hit, hitType)
    if (reasons.length === 0) return candidate
    if (account !== undefined && reasons.some(({ scope }) => scope === 'requester'))
      return undefined
    excluded.HIT.push(hit.id)
    for (const { scope } of reasons) if (scope === 'HIT type') excluded['HIT type'].push(hitType.id)
    for (const { scope } of reasons) if (scope === 'requester') excluded.requester.push(hit.account)
  }
}

async function loadHitWithType({ store }: ReadContext, id: string): Promise<HitWithType> {
  const hit = (await store.hits.find({ id }))!
  const hitType = (await store.hitTypes.find({ account: hit.account, id: hit.hitTypeId }))!
  return { hit, hitType }
}
