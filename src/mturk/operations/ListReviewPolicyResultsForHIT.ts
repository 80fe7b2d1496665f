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
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

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

/** Lists what the review policies of a HIT found, and the actions they took. */
export const ListReviewPolicyResultsForHIT = defineOperation({
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

  async run({ HITId, PolicyLevels: requestedLevels = [], ...input }, context) {
    const hit = await loadOwnHit(context, HITId)
    const level = requestedLevels.length > 0 ? requestedLevels : ['Assignment', 'HIT']
    const { items, NextToken } = await paginateResults(
      [this.name, HITId, ...level],
      input,
      (page) => context.store.reviewEntries.list({ hitId: HITId, level }, page),
    )
    // A level without a policy has no report; a level that was not requested is left out.
    const policies = {
      Assignment: level.includes('Assignment') ? hit.assignmentReviewPolicy : undefined,
      HIT: level.includes('HIT') ? hit.hitReviewPolicy : undefined,
    }
    const { RetrieveActions = true, RetrieveResults = true } = input
    const buildReport = (policyLevel: PolicyLevel) => {
      if (!policies[policyLevel]) return undefined
      const entries = items.filter((entry) => entry.level === policyLevel)
      return {
        ReviewResults: RetrieveResults ? entries.flatMap(resultToWire) : undefined,
        ReviewActions: RetrieveActions ? entries.flatMap(actionToWire) : undefined,
      }
    }
    return {
      HITId,
      AssignmentReviewPolicy: policies.Assignment,
      HITReviewPolicy: policies.HIT,
      AssignmentReviewReport: buildReport('Assignment'),
      HITReviewReport: buildReport('HIT'),
      NextToken,
    }
  },
})

const resultToWire = ({ id, result }: ReviewEntry) =>
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

const actionToWire = ({ id, action }: ReviewEntry) =>
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
