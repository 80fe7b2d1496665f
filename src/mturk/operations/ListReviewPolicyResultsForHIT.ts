import {
  boolean,
  list,
  oneOf,
  required,
  string,
  structure,
  timestamp,
} from '../../core/schema/shape.js'
import type { PolicyLevel, ReviewEntry } from '../../domain/review-policies/report.js'
import { ReviewPolicy } from '../../domain/shapes/ReviewPolicy.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownHit } from './own.js'
import { onePage, pageMembers } from './page.js'

const ReviewReport = structure({
  ReviewResults: list(
    structure({
      ActionId: EntityId,
      SubjectId: EntityId,
      SubjectType: string(),
      QuestionId: EntityId,
      Key: string(),
      Value: string(),
    }),
  ),
  ReviewActions: list(
    structure({
      ActionId: EntityId,
      ActionName: string(),
      TargetId: EntityId,
      TargetType: string(),
      Status: oneOf('Intended', 'Succeeded', 'Failed', 'Cancelled'),
      CompleteTime: timestamp(),
      Result: string(),
      ErrorCode: string(),
    }),
  ),
})

/** What the review policies of a HIT found out, and what they did. */
export const ListReviewPolicyResultsForHIT = operation({
  name: 'ListReviewPolicyResultsForHIT',
  input: structure({
    HITId: required(EntityId),
    PolicyLevels: list(oneOf('Assignment', 'HIT')),
    RetrieveActions: boolean(),
    RetrieveResults: boolean(),
    ...pageMembers,
  }),
  output: structure({
    HITId: EntityId,
    AssignmentReviewPolicy: ReviewPolicy,
    HITReviewPolicy: ReviewPolicy,
    AssignmentReviewReport: ReviewReport,
    HITReviewReport: ReviewReport,
    NextToken: PaginationToken,
  }),

  async run({ HITId, PolicyLevels: asked = [], ...input }, context) {
    const hit = await ownHit(context, HITId)
    const level = asked.length > 0 ? asked : ['Assignment', 'HIT']
    const { things, NextToken } = await onePage([this.name, HITId, ...level], input, (page) =>
      context.store.reviewEntries.list({ hitId: HITId, level }, page),
    )
    const { RetrieveActions = true, RetrieveResults = true } = input
    const reportOn = (wanted: PolicyLevel) => {
      const own = things.filter((entry) => entry.level === wanted)
      return {
        ReviewResults: RetrieveResults ? own.flatMap(shownResult) : undefined,
        ReviewActions: RetrieveActions ? own.flatMap(shownAction) : undefined,
      }
    }
    return {
      HITId,
      AssignmentReviewPolicy: hit.assignmentReviewPolicy,
      HITReviewPolicy: hit.hitReviewPolicy,
      AssignmentReviewReport: reportOn('Assignment'),
      HITReviewReport: reportOn('HIT'),
      NextToken,
    }
  },
})

const shownResult = ({ id, result }: ReviewEntry) =>
  result
    ? [
        {
          ActionId: id,
          SubjectId: result.subjectId,
          SubjectType: result.subjectType,
          QuestionId: result.questionId,
          Key: result.key,
          Value: result.value,
        },
      ]
    : []

const shownAction = ({ id, action }: ReviewEntry) =>
  action
    ? [
        {
          ActionId: id,
          ActionName: action.name,
          TargetId: action.targetId,
          TargetType: action.targetType,
          Status: action.status,
          CompleteTime: action.completeTime,
          Result: action.result,
          ErrorCode: action.errorCode,
        },
      ]
    : []
