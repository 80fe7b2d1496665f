import { assignmentNotSubmitted, overrideTooLate } from './errors.js'
import { type Decision, type HIT, happened, mustNotBeDisposed, settle } from './hit.js'
import type { HITType } from './hit-type.js'
import type { EventType } from './shapes/EventType.js'

/** One worker's work on one HIT, from accepting it on. */
export interface Assignment {
  readonly account: string
  readonly id: string
  readonly hitId: string
  readonly workerId: string
  readonly status: AssignmentState
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

/** The requester sees three of them; the others are between the worker and the service. */
export type AssignmentState =
  | 'Accepted'
  | 'Submitted'
  | 'Approved'
  | 'Rejected'
  | 'Returned'
  | 'Abandoned'

export const visibleStates = ['Submitted', 'Approved', 'Rejected'] as const

/** A HIT and one of its assignments change together. */
export interface Pair {
  readonly hit: HIT
  readonly assignment: Assignment
}

const overrideWithin = 30 * 86_400_000

export function accept(
  hit: HIT,
  { assignmentDurationInSeconds }: HITType,
  { id, workerId, now }: { id: string; workerId: string; now: Date },
): Decision<Pair> {
  const assignment: Assignment = {
    account: hit.account,
    id,
    hitId: hit.id,
    workerId,
    status: 'Accepted',
    acceptTime: now,
    deadline: new Date(now.getTime() + assignmentDurationInSeconds * 1000),
  }
  return decided('AssignmentAccepted', { ...hit, pending: hit.pending + 1 }, assignment, now)
}

export const giveBack = ({ hit, assignment }: Pair, now: Date): Decision<Pair> =>
  decided(
    'AssignmentReturned',
    { ...hit, pending: hit.pending - 1 },
    { ...assignment, status: 'Returned', leaveTime: now },
    now,
  )

export const abandon = ({ hit, assignment }: Pair, now: Date): Decision<Pair> =>
  decided(
    'AssignmentAbandoned',
    { ...hit, pending: hit.pending - 1 },
    { ...assignment, status: 'Abandoned', leaveTime: now },
    now,
  )

export const submit = (
  { hit, assignment }: Pair,
  { autoApprovalDelayInSeconds }: HITType,
  answer: string,
  now: Date,
): Decision<Pair> =>
  decided(
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
export function approve(
  { hit, assignment }: Pair,
  { now, feedback, override }: { now: Date; feedback?: string; override: boolean },
): Decision<Pair> {
  const overrides = assignment.status === 'Rejected' && override
  if (assignment.status !== 'Submitted' && !overrides) throw assignmentNotSubmitted()
  if (overrides) mustNotBeDisposed(hit)
  if (overrides && now.getTime() - assignment.submitTime!.getTime() > overrideWithin)
    throw overrideTooLate()

  const { rejectionTime: _, ...kept } = assignment
  const approved: Assignment = {
    ...kept,
    status: 'Approved',
    approvalTime: now,
    requesterFeedback: feedback ?? assignment.requesterFeedback,
  }
  return decided('AssignmentApproved', overrides ? hit : reviewed(hit), approved, now)
}

/** Only what is submitted can be rejected. */
export function reject(
  { hit, assignment }: Pair,
  { now, feedback }: { now: Date; feedback: string },
): Decision<Pair> {
  if (assignment.status !== 'Submitted') throw assignmentNotSubmitted()
  const rejected: Assignment = {
    ...assignment,
    status: 'Rejected',
    rejectionTime: now,
    requesterFeedback: feedback,
  }
  return decided('AssignmentRejected', reviewed(hit), rejected, now)
}

const reviewed = (hit: HIT): HIT => ({
  ...hit,
  submitted: hit.submitted - 1,
  completed: hit.completed + 1,
})

/** What happened to the assignment comes first, then what it means for the HIT. */
function decided(type: EventType, hit: HIT, assignment: Assignment, now: Date): Decision<Pair> {
  const about = { assignmentId: assignment.id, workerId: assignment.workerId }
  const { next, events } = settle(hit, now)
  return {
    next: { hit: next, assignment },
    events: [happened(type, hit, now, about), ...events],
  }
}
