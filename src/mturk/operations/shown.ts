import type { Assignment } from '../../domain/assignment.js'
import { availableOf, type HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Qualification, QualificationType } from '../../domain/qualification.js'
import type {
  AssignmentStatus,
  Assignment as ShownAssignment,
} from '../../domain/shapes/Assignment.js'
import type { HIT as ShownHIT } from '../../domain/shapes/HIT.js'
import type { Qualification as ShownQualification } from '../../domain/shapes/Qualification.js'
import type { QualificationType as ShownQualificationType } from '../../domain/shapes/QualificationType.js'

/** A HIT in Amazon's spelling: what it is, and what its type says. */
export const shownHit = (hit: HIT, hitType: HITType): ShownHIT => ({
  HITId: hit.id,
  HITTypeId: hit.hitTypeId,
  HITGroupId: hit.hitGroupId,
  HITLayoutId: hit.hitLayoutId,
  CreationTime: hit.createdAt,
  Title: hitType.title,
  Description: hitType.description,
  Question: hit.question,
  Keywords: hitType.keywords,
  HITStatus: hit.status,
  MaxAssignments: hit.maxAssignments,
  Reward: hitType.reward,
  AutoApprovalDelayInSeconds: hitType.autoApprovalDelayInSeconds,
  Expiration: hit.expiration,
  AssignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
  RequesterAnnotation: hit.requesterAnnotation,
  QualificationRequirements: hitType.qualificationRequirements,
  HITReviewStatus: hit.reviewStatus,
  NumberOfAssignmentsPending: hit.pending,
  NumberOfAssignmentsAvailable: availableOf(hit),
  NumberOfAssignmentsCompleted: hit.completed,
})

export const shownAssignment = (assignment: Assignment): ShownAssignment => ({
  AssignmentId: assignment.id,
  WorkerId: assignment.workerId,
  HITId: assignment.hitId,
  AssignmentStatus: assignment.status as AssignmentStatus,
  AutoApprovalTime: assignment.autoApprovalTime,
  AcceptTime: assignment.acceptTime,
  SubmitTime: assignment.submitTime,
  ApprovalTime: assignment.approvalTime,
  RejectionTime: assignment.rejectionTime,
  Deadline: assignment.deadline,
  Answer: assignment.answer,
  RequesterFeedback: assignment.requesterFeedback,
})

export const shownQualificationType = (type: QualificationType): ShownQualificationType => ({
  QualificationTypeId: type.id,
  CreationTime: type.createdAt,
  Name: type.name,
  Description: type.description,
  Keywords: type.keywords,
  QualificationTypeStatus: type.status === 'Active' ? 'Active' : 'Inactive',
  Test: type.test,
  TestDurationInSeconds: type.testDurationInSeconds,
  AnswerKey: type.answerKey,
  RetryDelayInSeconds: type.retryDelayInSeconds,
  IsRequestable: type.isRequestable,
  AutoGranted: type.autoGranted,
  AutoGrantedValue: type.autoGrantedValue,
})

export const shownQualification = (held: Qualification): ShownQualification => ({
  QualificationTypeId: held.qualificationTypeId,
  WorkerId: held.workerId,
  GrantTime: held.grantTime,
  IntegerValue: held.integerValue,
  Status: held.status,
})
