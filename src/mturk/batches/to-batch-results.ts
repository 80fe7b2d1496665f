import type { AssignmentRecord } from '../../domain/assignment.js'
import type { WireAssignment, WireHit } from '../../domain/batches/wire.js'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'

/** A HIT as the requester API returns it. */
export const toBatchHit = (hit: HitRecord, hitType: HitTypeRecord): WireHit => ({
  HITId: hit.id,
  HITTypeId: hit.hitTypeId,
  Title: hitType.title,
  Description: hitType.description,
  Keywords: hitType.keywords,
  Reward: hitType.reward,
  CreationTime: toSeconds(hit.createdAt),
  MaxAssignments: hit.maxAssignments,
  RequesterAnnotation: hit.requesterAnnotation,
  AssignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
  AutoApprovalDelayInSeconds: hitType.autoApprovalDelayInSeconds,
  Expiration: toSeconds(hit.expiration),
})

/** A submitted assignment as the requester API returns it. */
export const toBatchAssignment = (assignment: AssignmentRecord): WireAssignment => ({
  AssignmentId: assignment.id,
  WorkerId: assignment.workerId,
  AssignmentStatus: assignment.status as WireAssignment['AssignmentStatus'],
  AcceptTime: toSeconds(assignment.acceptTime),
  SubmitTime: toSeconds(assignment.submitTime!),
  AutoApprovalTime: toOptionalSeconds(assignment.autoApprovalTime),
  ApprovalTime: toOptionalSeconds(assignment.approvalTime),
  RejectionTime: toOptionalSeconds(assignment.rejectionTime),
  RequesterFeedback: assignment.requesterFeedback,
  Answer: assignment.answer,
})

/** Since 1970. */
const toSeconds = (instant: Date): number => instant.getTime() / 1000

const toOptionalSeconds = (instant: Date | undefined): number | undefined =>
  instant && toSeconds(instant)
