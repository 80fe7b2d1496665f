import { countAvailable, type HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { ReadContext } from '../read-context.js'
import { describeRequirement, findUnmetRequirements } from './qualification-values.js'

/** Why a worker cannot accept a HIT, and perhaps others. */
interface IneligibilityReason {
  /** Where it applies: this HIT, all of its type, or all of its requester's. */
  readonly scope: 'HIT' | 'HIT type' | 'requester'
  readonly message: string
}

/** All reasons why a worker cannot accept a HIT. */
export async function findIneligibilityReasons(
  context: ReadContext,
  workerId: string,
  hit: HitRecord,
  hitType: HitTypeRecord,
): Promise<readonly IneligibilityReason[]> {
  const { account, store, now } = context
  if (hit.status === 'Disposed') return [{ scope: 'HIT', message: 'The HIT is gone.' }]
  const reasons: IneligibilityReason[] = []
  if (hit.expiration <= now) reasons.push({ scope: 'HIT', message: 'The HIT has expired.' })
  else if (countAvailable(hit) <= 0)
    reasons.push({ scope: 'HIT', message: 'All its assignments are taken.' })
  if (await store.workerBlocks.find({ account, workerId }))
    reasons.push({ scope: 'requester', message: 'The requester has blocked you.' })
  if ((await store.assignments.count({ hitId: hit.id, workerId, status: heldStatuses })) > 0)
    reasons.push({ scope: 'HIT', message: 'You have an assignment of this HIT already.' })
  const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
  for (const requirement of await findUnmetRequirements(
    context,
    worker,
    hitType.qualificationRequirements,
  )) {
    const message = `You do not meet the requirement ${describeRequirement(requirement)}.`
    reasons.push({ scope: 'HIT type', message })
  }
  return reasons
}

/** A worker with an assignment of a HIT in one of these states cannot accept another. */
export const heldStatuses = ['Accepted', 'Submitted', 'Approved', 'Rejected'] as const

export const joinReasons = (reasons: readonly IneligibilityReason[]): string =>
  reasons.map(({ message }) => message).join(' ')
