import type { AssignmentRecord } from '../../domain/assignment.js'
import { countAvailable, type HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { QualificationRecord, QualificationTypeRecord } from '../../domain/qualification.js'
import type {
  AssignmentStatus,
  Assignment as ShownAssignment,
} from '../../domain/shapes/Assignment.js'
import type { HIT as ShownHIT } from '../../domain/shapes/HIT.js'
import type { Qualification as ShownQualification } from '../../domain/shapes/Qualification.js'
import type { QualificationType as ShownQualificationType } from '../../domain/shapes/QualificationType.js'

/** A HIT with the properties of its type, as Amazon names them. */
export const hitToWire = (hit: HitRecord, hitType: HitTypeRecord): ShownHIT => ({
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
  NumberOfAssignmentsAvailable: countAvailable(hit),
  NumberOfAssignmentsCompleted: hit.completed,
})

export const assignmentToWire = (assignment: AssignmentRecord): ShownAssignment => ({
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

export const qualificationTypeToWire = (type: QualificationTypeRecord): ShownQualificationType => ({
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

export const qualificationToWire = (qualification: QualificationRecord): ShownQualification => ({
  QualificationTypeId: qualification.qualificationTypeId,
  WorkerId: qualification.workerId,
  GrantTime: qualification.grantTime,
  IntegerValue: qualification.integerValue,
  Status: qualification.status,
})
