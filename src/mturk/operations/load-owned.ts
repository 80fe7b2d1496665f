import type { AssignmentRecord } from '../../domain/assignment.js'
import {
  assignmentDoesNotExist,
  hitDoesNotExist,
  hitTypeDoesNotExist,
  qualificationRequestDoesNotExist,
  qualificationRequestNotPending,
  qualificationTypeDoesNotExist,
} from '../../domain/errors.js'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type {
  QualificationRequestRecord,
  QualificationTypeRecord,
} from '../../domain/qualification.js'
import type { UnitOfWork } from '../unit-of-work.js'

type RequesterStore = Pick<UnitOfWork, 'account' | 'store'>

/** A HIT of another requester does not exist for this one. */
export async function loadOwnHit(
  { account, store }: RequesterStore,
  id: string,
): Promise<HitRecord> {
  const hit = await store.hits.find({ id })
  if (hit?.account !== account) throw hitDoesNotExist(id)
  return hit
}

export async function loadOwnHitType(
  { account, store }: RequesterStore,
  id: string,
): Promise<HitTypeRecord> {
  const hitType = await store.hitTypes.find({ account, id })
  if (!hitType) throw hitTypeDoesNotExist(id)
  return hitType
}

export async function loadOwnAssignment(
  { account, store }: RequesterStore,
  id: string,
): Promise<AssignmentRecord> {
  const assignment = await store.assignments.find({ id })
  if (assignment?.account !== account) throw assignmentDoesNotExist(id)
  return assignment
}

/** A requester can read every qualification type, but change only its own. */
export async function loadOwnQualificationType(
  { account, store }: RequesterStore,
  id: string,
): Promise<QualificationTypeRecord> {
  const type = await store.qualificationTypes.find({ id })
  if (!type || type.account !== account || type.status === 'Disposing')
    throw qualificationTypeDoesNotExist(id)
  return type
}

/** A request that is neither granted nor rejected. */
export async function loadPendingRequest(
  { account, store }: RequesterStore,
  id: string,
): Promise<QualificationRequestRecord> {
  const request = await store.qualificationRequests.find({ id })
  if (request?.account !== account) throw qualificationRequestDoesNotExist(id)
  if (request.status !== 'Pending') throw qualificationRequestNotPending()
  return request
}
