import type { Assignment } from '../../domain/assignment.js'
import {
  assignmentDoesNotExist,
  hitDoesNotExist,
  hitTypeDoesNotExist,
  qualificationRequestDoesNotExist,
  qualificationRequestNotPending,
  qualificationTypeDoesNotExist,
} from '../../domain/errors.js'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { QualificationRequest, QualificationType } from '../../domain/qualification.js'
import type { Context } from '../unit-of-work.js'

type Here = Pick<Context, 'account' | 'store'>

/** What belongs to another requester is not there, as far as this one can see. */
export async function ownHit({ account, store }: Here, id: string): Promise<HIT> {
  const hit = await store.hits.find({ id })
  if (hit?.account !== account) throw hitDoesNotExist(id)
  return hit
}

export async function ownHitType({ account, store }: Here, id: string): Promise<HITType> {
  const hitType = await store.hitTypes.find({ account, id })
  if (!hitType) throw hitTypeDoesNotExist(id)
  return hitType
}

export async function ownAssignment({ account, store }: Here, id: string): Promise<Assignment> {
  const assignment = await store.assignments.find({ id })
  if (assignment?.account !== account) throw assignmentDoesNotExist(id)
  return assignment
}

/** A requester changes only what is its own, and may look at everybody's. */
export async function ownQualificationType(
  { account, store }: Here,
  id: string,
): Promise<QualificationType> {
  const type = await store.qualificationTypes.find({ id })
  if (!type || type.account !== account || type.status === 'Disposing')
    throw qualificationTypeDoesNotExist(id)
  return type
}

/** A request that still waits for its answer. */
export async function pendingRequest(
  { account, store }: Here,
  id: string,
): Promise<QualificationRequest> {
  const request = await store.qualificationRequests.find({ id })
  if (request?.account !== account) throw qualificationRequestDoesNotExist(id)
  if (request.status !== 'Pending') throw qualificationRequestNotPending()
  return request
}
