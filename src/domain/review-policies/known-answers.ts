import { reviewPolicyNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'
import {
  type AnswersByQuestion,
  buildExtendDecision,
  normalizeAnswer,
  PolicyParameters,
  percentage,
  type Review,
  type ReviewDecision,
  type ReviewResult,
} from './policy.js'

const parameterNames = [
  'AnswerKey',
  'ApproveIfKnownAnswerScoreIsAtLeast',
  'ApproveReason',
  'RejectIfKnownAnswerScoreIsLessThan',
  'RejectReason',
  'ExtendIfKnownAnswerScoreIsLessThan',
  'ExtendMaximumAssignments',
  'ExtendMinimumTimeInSeconds',
]

/** The known answers of a policy by question; none for another policy. */
export const getKnownAnswers = (policy: ReviewPolicy | undefined): AnswersByQuestion =>
  policy?.PolicyName.startsWith('ScoreMyKnownAnswers')
    ? new PolicyParameters(policy, parameterNames).answers('AnswerKey')
    : new Map()

/**
 * ScoreMyKnownAnswers/2011-09-01: how many of the questions with known answers a worker got right,
 * in per cent, and what follows ("Assignment Review Policies" of the 2014 manual). All values of an
 * answer must match, and no other; an empty one never does.
 *
 * @throws RequestError for parameters that cannot be
 */
export function scoreKnownAnswers(
  policy: ReviewPolicy,
  assignmentId: string,
  answers: AnswersByQuestion,
): Review {
  const parameters = new PolicyParameters(policy, parameterNames)
  const key = [...parameters.answers('AnswerKey')]
  if (key.length === 0) throw reviewPolicyNotValid('ScoreMyKnownAnswers needs an AnswerKey.')

  const subject = { subjectId: assignmentId, subjectType: 'Assignment' as const }
  const questionResults = key.map(([questionId, expected]): ReviewResult => {
    const isCorrect =
      normalizeAnswer(expected) !== '' &&
      normalizeAnswer(expected) === normalizeAnswer(answers.get(questionId))
    return { ...subject, questionId, key: 'KnownAnswerCorrect', value: isCorrect ? '1' : '0' }
  })
  const correct = questionResults.filter(({ value }) => value === '1').length
  const score = percentage(correct, key.length)

  const questions = key.length === 1 ? 'one known answer' : `${key.length} known answers`
  return {
    results: [...questionResults, { ...subject, key: 'KnownAnswerScore', value: String(score) }],
    summary: `Reviewed ${questions}; ${correct}/${key.length} correct`,
    decisions: decide(parameters, assignmentId, score),
  }
}

function decide(
  parameters: PolicyParameters,
  assignmentId: string,
  score: number,
): ReviewDecision[] {
  const decisions: ReviewDecision[] = []
  const approveThreshold = parameters.number('ApproveIfKnownAnswerScoreIsAtLeast', 0, 101)
  const rejectThreshold = parameters.number('RejectIfKnownAnswerScoreIsLessThan', 0, 101)
  const extendThreshold = parameters.number('ExtendIfKnownAnswerScoreIsLessThan', 0, 101)
  const extendDecision = buildExtendDecision(parameters)
  if (approveThreshold !== undefined && score >= approveThreshold)
    decisions.push({ action: 'approve', assignmentId, reason: parameters.text('ApproveReason') })
  if (rejectThreshold !== undefined && score < rejectThreshold)
    decisions.push({ action: 'reject', assignmentId, reason: parameters.text('RejectReason') })
  if (extendThreshold !== undefined && score < extendThreshold) decisions.push(extendDecision)
  return decisions
}
