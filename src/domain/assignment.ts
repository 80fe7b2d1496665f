import { assignmentNotSubmitted, overrideTooLate } from './errors.js'
import {
  createHitEvent,
  type HitRecord,
  requireNotDisposed,
  type Transition,
  updateStatus,
} from './hit.js'
import type { HitTypeRecord } from './hit-type.js'
import type { EventType } from './shapes/EventType.js'

/** One worker's work on one HIT, from the moment it is accepted. */
export interface AssignmentRecord {
  readonly account: string
  readonly id: string
  readonly hitId: string
  readonly workerId: string
  readonly status: AssignmentRecordStatus
  readonly acceptTime: Date
  readonly deadline: Date
  /** When it was returned or abandoned. */
  readonly leaveTime?: Date
  readonly submitTime?: Date
  readonly autoApprovalTime?: Date
  readonly approvalTime?: Date
  readonly rejectionTime?: Date
  readonly answer?: string
  readonly requesterFeedback?: string
}

/** The requester sees three of them; the others are known to the worker and the service only. */
export type AssignmentRecordStatus =
  | 'Accepted'
  | 'Submitted'
  | 'Approved'
  | 'Rejected'
  | 'Returned'
  | 'Abandoned'

export const visibleStatuses = ['Submitted', 'Approved', 'Rejected'] as const

/** A HIT and one of its assignments change together. */
export interface AssignmentWithHit {
  readonly hit: HitRecord
  readonly assignment: AssignmentRecord
}

const overridePeriodMs = 30 * 86_400_000

export function acceptAssignment(
  hit: HitRecord,
  { assignmentDurationInSeconds }: HitTypeRecord,
  { id, workerId, now }: { id: string; workerId: string; now: Date },
): Transition<AssignmentWithHit> {
  const assignment: AssignmentRecord = {
    account: hit.account,
    id,
    hitId: hit.id,
    workerId,
    status: 'Accepted',
    acceptTime: now,
    deadline: new Date(now.getTime() + assignmentDurationInSeconds * 1000),
  }
  return createTransition(
    'AssignmentAccepted',
    { ...hit, pending: hit.pending + 1 },
    assignment,
    now,
  )
}

export const returnAssignment = (
  { hit, assignment }: AssignmentWithHit,
  now: Date,
): Transition<AssignmentWithHit> =>
  createTransition(
    'AssignmentReturned',
    { ...hit, pending: hit.pending - 1 },
    { ...assignment, status: 'Returned', leaveTime: now },
    now,
  )

export const abandonAssignment = (
  { hit, assignment }: AssignmentWithHit,
  now: Date,
): Transition<AssignmentWithHit> =>
  createTransition(
    'AssignmentAbandoned',
    { ...hit, pending: hit.pending - 1 },
    { ...assignment, status: 'Abandoned', leaveTime: now },
    now,
  )

export const submitAssignment = (
  { hit, assignment }: AssignmentWithHit,
  { autoApprovalDelayInSeconds }: HitTypeRecord,
  answer: string,
  now: Date,
): Transition<AssignmentWithHit> =>
  createTransition(
    'AssignmentSubmitted',
    { ...hit, pending: hit.pending - 1, submitted: hit.submitted + 1 },
    {
      ...assignment,
      status: 'Submitted',
      submitTime: now,
      autoApprovalTime: new Date(now.getTime() + autoApprovalDelayInSeconds * 1000),
      answer,
    },
    now,
  )

/**
 * A submitted assignment may be approved; a rejected one only by overriding, within 30 days and
 * while its HIT is not disposed.
 */
export function approveAssignment(
  { hit, assignment }: AssignmentWithHit,
  { now, feedback, override }: { now: Date; feedback?: string; override: boolean },
): Transition<AssignmentWithHit> {
  const isOverride = assignment.status === 'Rejected' && override
  if (assignment.status !== 'Submitted' && !isOverride) throw assignmentNotSubmitted()
  if (isOverride) requireNotDisposed(hit)
  if (isOverride && now.getTime() - assignment.submitTime!.getTime() > overridePeriodMs)
    throw overrideTooLate()

  const { rejectionTime: _, ...rest } = assignment
  const approved: AssignmentRecord = {
    ...rest,
    status: 'Approved',
    approvalTime: now,
    requesterFeedback: feedback ?? assignment.requesterFeedback,
  }
  return createTransition(
    'AssignmentApproved',
    isOverride ? hit : countAsReviewed(hit),
    approved,
    now,
  )
}

/** Only a submitted assignment can be rejected. */
export function rejectAssignment(
  { hit, assignment }: AssignmentWithHit,
  { now, feedback }: { now: Date; feedback: string },
): Transition<AssignmentWithHit> {
  if (assignment.status !== 'Submitted') throw assignmentNotSubmitted()
  const rejected: AssignmentRecord = {
    ...assignment,
    status: 'Rejected',
    rejectionTime: now,
    requesterFeedback: feedback,
  }
  return createTransition('AssignmentRejected', countAsReviewed(hit), rejected, now)
}

const countAsReviewed = (hit: HitRecord): HitRecord => ({
  ...hit,
  submitted: hit.submitted - 1,
  completed: hit.completed + 1,
})

/** Events of the assignment come first, then those of the HIT. */
function createTransition(
  type: EventType,
  hit: HitRecord,
  assignment: AssignmentRecord,
  now: Date,
): Transition<AssignmentWithHit> {
  const details = {
    assignmentId: assignment.id,
    workerId: assignment.workerId,
    answer: type === 'AssignmentSubmitted' ? assignment.answer : undefined,
  }
  const { next, events } = updateStatus(hit, now)
  return {
    next: { hit: next, assignment },
    events: [createHitEvent(type, hit, now, details), ...events],
  }
}
