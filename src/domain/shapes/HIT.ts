import {
  integer,
  list,
  long,
  oneOf,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../core/schema/shape.js'
import { QualificationRequirement } from './QualificationRequirement.js'
import { CurrencyAmount, EntityId } from './scalars.js'

export const HITStatus = oneOf('Assignable', 'Unassignable', 'Reviewable', 'Reviewing', 'Disposed')
export type HITStatus = TypeOf<typeof HITStatus>

export const HITReviewStatus = oneOf(
  'NotReviewed',
  'MarkedForReview',
  'ReviewedAppropriate',
  'ReviewedInappropriate',
)
export type HITReviewStatus = TypeOf<typeof HITReviewStatus>

/** A HIT as the requester sees it: its own state and the properties of its HIT type. */
export const HIT = structure({
  HITId: EntityId,
  HITTypeId: EntityId,
  HITGroupId: EntityId,
  HITLayoutId: EntityId,
  CreationTime: timestamp(),
  Title: string(),
  Description: string(),
  Question: string(),
  Keywords: string(),
  HITStatus,
  MaxAssignments: integer(),
  Reward: CurrencyAmount,
  AutoApprovalDelayInSeconds: long(),
  Expiration: timestamp(),
  AssignmentDurationInSeconds: long(),
  RequesterAnnotation: string(),
  QualificationRequirements: list(QualificationRequirement),
  HITReviewStatus,
  NumberOfAssignmentsPending: integer(),
  NumberOfAssignmentsAvailable: integer(),
  NumberOfAssignmentsCompleted: integer(),
})
export type HIT = TypeOf<typeof HIT>
