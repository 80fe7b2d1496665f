import { oneOf, string, structure, type TypeOf, timestamp } from '../../core/schema/shape.js'
import { CustomerId, EntityId } from './scalars.js'

export const AssignmentStatus = oneOf('Submitted', 'Approved', 'Rejected')
export type AssignmentStatus = TypeOf<typeof AssignmentStatus>

/** A worker's submitted work on a HIT. */
export const Assignment = structure({
  AssignmentId: EntityId,
  WorkerId: CustomerId,
  HITId: EntityId,
  AssignmentStatus,
  AutoApprovalTime: timestamp(),
  AcceptTime: timestamp(),
  SubmitTime: timestamp(),
  ApprovalTime: timestamp(),
  RejectionTime: timestamp(),
  Deadline: timestamp(),
  Answer: string(),
  RequesterFeedback: string(),
})
export type Assignment = TypeOf<typeof Assignment>
